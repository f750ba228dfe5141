// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;

/**
 * Reads regions of the frames of one file. The file is read once, front to back, and only as far as
 * the regions need: rows of an uncompressed image, tiles of a compressed one. A file that is
 * compressed as a whole is decompressed up to the last row needed. Thread-safe.
 */
public final class FrameReader {
  private final FitsOptions options;
  private final SurveyLayout survey;
  private final FitsFiles files;

  /**
   * A region of a frame.
   *
   * @param pixels linear flux, row by row; NaN where a pixel has no value, is masked or is outside
   *     of the frame
   * @param zeroPoint magnitude of a source of one image unit; empty if neither header nor option
   *     gives it
   * @param flags of its profile: a doubtful calibration or a missing mask
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Cut(float[] pixels, OptionalDouble zeroPoint, Set<Flag> flags) {
    /** {@return true if the frame should have a mask and it is missing} */
    public boolean maskMissing() {
      return flags.contains(Flag.MASK_MISSING);
    }
  }

  /** Receives regions. */
  public interface Handler {
    /**
     * Receives a region.
     *
     * @param index in the list of regions
     * @param cut its content
     * @throws Exception if the region cannot be passed on; the reader stops
     */
    void cut(int index, Cut cut) throws Exception;

    /**
     * Receives the problem of a region that cannot be read.
     *
     * @param index in the list of regions
     * @param problem reason and message
     * @throws Exception if the problem cannot be passed on; the reader stops
     */
    void bad(int index, BadImageException problem) throws Exception;
  }

  /**
   * Creates a reader.
   *
   * @param options of reading
   * @param files opens frames and masks
   */
  public FrameReader(FitsOptions options, FitsFiles files) {
    options.validate();
    this.options = options;
    this.survey = options.layout();
    this.files = files;
  }

  /**
   * Reads regions of a file's frames.
   *
   * @param source URI of the file
   * @param regions in any order, each with at least one pixel of its frame
   * @param handler receives the regions in the order of the file
   * @return bytes read from the file and its masks
   * @throws IOException if reading fails; invalid content goes to the handler instead
   * @throws Exception if the handler throws it
   */
  public long read(String source, List<Region> regions, Handler handler) throws Exception {
    OpenFits file;
    try {
      file = OpenFits.open(files, source);
    } catch (BadImageException e) {
      for (int i = 0; i < regions.size(); i++) {
        handler.bad(i, e);
      }
      return 0;
    }
    try (file;
        MaskReader masks = new MaskReader(files, options, source)) {
      return new OpenFrame(file, masks, regions, handler).read();
    }
  }

  private final class OpenFrame {
    private final OpenFits file;
    private final List<Region> regions;
    private final Handler handler;
    private final NavigableMap<Integer, BitSet> pending = new TreeMap<>();
    private final MaskReader masks;

    OpenFrame(OpenFits file, MaskReader masks, List<Region> regions, Handler handler) {
      this.file = file;
      this.masks = masks;
      this.regions = regions;
      this.handler = handler;
      for (int i = 0; i < regions.size(); i++) {
        pending.computeIfAbsent(regions.get(i).hdu(), hdu -> new BitSet()).set(i);
      }
    }

    long read() throws Exception {
      try {
        while (!pending.isEmpty()) {
          Hdu hdu = file.hdus().next();
          if (hdu == null) {
            throw new BadImageException(
                "no_such_hdu", "there is no HDU " + pending.firstKey() + " in the file");
          }
          if (pending.containsKey(hdu.index())) {
            cut(hdu);
            pending.remove(hdu.index());
          }
        }
      } catch (BadImageException e) {
        for (BitSet lost : pending.values()) {
          bad(lost, e);
        }
      }
      return file.in().storedBytesRead() + masks.storedBytesRead();
    }

    private void cut(Hdu hdu) throws Exception {
      BitSet here = pending.get(hdu.index());
      try {
        cut(hdu, here.stream().toArray());
      } catch (BadImageException e) {
        if (file.in().broken()) {
          throw e;
        }
        bad(here, e);
      }
    }

    private void bad(BitSet lost, BadImageException problem) throws Exception {
      for (int i : lost.stream().toArray()) {
        lost.clear(i);
        handler.bad(i, problem);
      }
    }

    private void cut(Hdu hdu, int[] indices) throws Exception {
      List<Region> here = Arrays.stream(indices).mapToObj(regions::get).toList();
      PlaneLayout layout = PlaneLayout.of(hdu, PlaneLayout.ANY_SIZE);
      ImageMetadata metadata = new ImageMetadata(hdu, file.hdus().shared(), options);
      Calibration calibration = metadata.calibration(metadata.knownPixelScale(layout));
      FluxScale flux = survey.flux(hdu.header());
      PixelRows rows = CalibratedRows.of(file.in(), hdu, layout, flux, here);
      Set<Flag> flags = calibration.flags();
      Optional<MaskLocation> location = masks.locate(hdu);
      if (location.isPresent()) {
        Optional<PixelRows> mask = masks.open(location.get(), hdu, layout, here);
        if (mask.isPresent()) {
          rows = new MaskedRows(rows, mask.get(), layout);
        } else {
          flags.add(Flag.MASK_MISSING);
        }
      }
      new RegionCutter(layout, here)
          .cut(
              rows,
              (i, pixels) -> {
                pending.get(hdu.index()).clear(indices[i]);
                handler.cut(indices[i], new Cut(pixels, calibration.zeroPoint(), flags));
              });
    }
  }
}
