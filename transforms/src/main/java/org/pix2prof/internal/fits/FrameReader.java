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
 * Cuts regions out of the frames of one file, which is read once, front to back, and no more of it
 * than the regions need: the rows of an image that is not compressed, the tiles of one that is. Of
 * a file that is compressed as a whole everything is expanded up to the last row that is needed.
 * Safe for use by several threads.
 */
public final class FrameReader {
  private final FitsOptions options;
  private final SurveyLayout survey;
  private final FitsFiles files;

  /**
   * A part of a frame.
   *
   * @param pixels linear flux, row by row; NaN where the survey has no value, where its mask says
   *     that it is bad, and outside of the frame
   * @param zeroPoint magnitude of a source of one image unit; empty where neither header nor option
   *     gives it
   * @param flags of its profile: a calibration in doubt, or a mask that is missing
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Cut(float[] pixels, OptionalDouble zeroPoint, Set<Flag> flags) {
    /** {@return whether the survey has a mask for the frame that is missing} */
    public boolean maskMissing() {
      return flags.contains(Flag.MASK_MISSING);
    }
  }

  /** Takes what was cut. */
  public interface Sink {
    /**
     * One region.
     *
     * @param index in the list of regions
     * @param cut what was there
     * @throws Exception if it cannot be passed on; the reader stops
     */
    void cut(int index, Cut cut) throws Exception;

    /**
     * A region that cannot be had.
     *
     * @param index in the list of regions
     * @param problem why
     * @throws Exception if it cannot be passed on; the reader stops
     */
    void bad(int index, BadImageException problem) throws Exception;
  }

  /**
   * A reader.
   *
   * @param options how to read
   * @param files opens the frames and what lies beside them
   */
  public FrameReader(FitsOptions options, FitsFiles files) {
    options.validate();
    this.options = options;
    this.survey = options.layout();
    this.files = files;
  }

  /**
   * Cuts regions out of a file's frames.
   *
   * @param source URI of the file
   * @param regions in any order, each over at least one pixel of its frame
   * @param sink takes what was cut, in the order in which it is in the file
   * @return bytes read from the file and its masks
   * @throws IOException if bytes cannot be had; what is wrong with them goes to the sink instead
   * @throws Exception as the sink throws
   */
  public long read(String source, List<Region> regions, Sink sink) throws Exception {
    OpenFits file;
    try {
      file = OpenFits.open(files, source);
    } catch (BadImageException e) {
      for (int i = 0; i < regions.size(); i++) {
        sink.bad(i, e);
      }
      return 0;
    }
    try (file) {
      return new OpenFrame(source, file, regions, sink).read();
    }
  }

  private final class OpenFrame {
    private final String source;
    private final OpenFits file;
    private final List<Region> regions;
    private final Sink sink;
    private final NavigableMap<Integer, BitSet> pending = new TreeMap<>();
    private long maskBytes;

    OpenFrame(String source, OpenFits file, List<Region> regions, Sink sink) {
      this.source = source;
      this.file = file;
      this.regions = regions;
      this.sink = sink;
      for (int i = 0; i < regions.size(); i++) {
        pending.computeIfAbsent(regions.get(i).hdu(), hdu -> new BitSet()).set(i);
      }
    }

    long read() throws Exception {
      try {
        while (!pending.isEmpty()) {
          Hdu hdu = file.walk().next();
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
      return file.in().storedBytesRead() + maskBytes;
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
        sink.bad(i, problem);
      }
    }

    private void cut(Hdu hdu, int[] indices) throws Exception {
      List<Region> here = Arrays.stream(indices).mapToObj(regions::get).toList();
      PlaneLayout layout = PlaneLayout.of(hdu, PlaneLayout.ANY_SIZE);
      ImageMetadata metadata = new ImageMetadata(hdu, file.walk().shared(), options);
      Calibration calibration = metadata.calibration(metadata.knownPixelScale(layout));
      PixelRows image =
          new CalibratedRows(
              file.rows(hdu, layout, here),
              Scaling.of(hdu),
              survey.flux(hdu.header()),
              hdu,
              layout);
      Optional<MaskLocation> plane =
          survey.mask(hdu, source).filter(p -> p.sibling().isPresent() || !p.is().test(hdu));
      Optional<FrameMask> mask =
          plane.isEmpty()
              ? Optional.empty()
              : FrameMask.open(
                  files,
                  plane.get(),
                  source,
                  hdu,
                  next -> ScienceImages.reasonToSkip(next, survey).isEmpty(),
                  layout,
                  here,
                  options.maxPixels());
      Set<Flag> flags = calibration.flags();
      if (plane.isPresent() && mask.isEmpty()) {
        flags.add(Flag.MASK_MISSING);
      }
      try {
        PixelRows rows =
            mask.<PixelRows>map(m -> new MaskedRows(image, m.rows(), layout)).orElse(image);
        new RegionCutter(layout, here)
            .cut(
                rows,
                (i, pixels) -> {
                  pending.get(hdu.index()).clear(indices[i]);
                  sink.cut(indices[i], new Cut(pixels, calibration.zeroPoint(), flags));
                });
      } finally {
        if (mask.isPresent()) {
          maskBytes += mask.get().file().in().storedBytesRead();
          mask.get().close();
        }
      }
    }
  }
}
