// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/** Finds and reads the masks of the images of one file. */
final class MaskReader implements AutoCloseable {
  private final FitsFiles files;
  private final SurveyLayout survey;
  private final String source;
  private final long maxPixels;

  /** File of the last mask; null if none is open. */
  private OpenFits file;

  private long closedBytes;

  /**
   * A reader.
   *
   * @param files opens the files of masks
   * @param source URI of the file with the images
   */
  MaskReader(FitsFiles files, FitsOptions options, String source) {
    this.files = files;
    this.survey = options.layout();
    this.source = source;
    this.maxPixels = options.maxPixels();
  }

  /** Returns the number of bytes read from the files of masks, as stored. */
  long storedBytesRead() {
    return closedBytes + (file == null ? 0 : file.in().storedBytesRead());
  }

  /** Returns the location of an image's mask; empty if the survey has none for it. */
  Optional<MaskLocation> locate(Hdu image) {
    return survey
        .mask(image, source)
        .filter(mask -> mask.sibling().isPresent() || !mask.is().test(image));
  }

  /**
   * Opens the file of a mask. The rows are valid until the next mask is opened.
   *
   * @param layout of the image
   * @param regions parts of the image that will be read
   * @return rows that are NaN where a pixel is bad; empty if the mask does not exist
   * @throws BadImageException if the mask cannot be used
   */
  Optional<PixelRows> open(
      MaskLocation location, Hdu image, PlaneLayout layout, List<Region> regions)
      throws IOException, BadImageException {
    close();
    String uri = location.sibling().orElse(source);
    try {
      file = OpenFits.open(files, uri);
      Optional<Hdu> mask = find(location, image);
      if (mask.isEmpty()) {
        return Optional.empty();
      }
      PixelRows rows = rows(location, file.in(), mask.get(), layout, regions);
      return Optional.of(
          (first, count, into, at) -> {
            try {
              rows.read(first, count, into, at);
            } catch (BadImageException e) {
              throw ofMask(uri, e);
            }
          });
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (BadImageException e) {
      throw ofMask(uri, e);
    }
  }

  private Optional<Hdu> find(MaskLocation location, Hdu image)
      throws IOException, BadImageException {
    boolean sibling = location.sibling().isPresent();
    for (Hdu hdu = file.hdus().next(); hdu != null; hdu = file.hdus().next()) {
      if (sibling || hdu.index() > image.index()) {
        if (location.is().test(hdu)) {
          return Optional.of(hdu);
        }
        if (!sibling && ScienceImages.reasonToSkip(hdu, survey).isEmpty()) {
          return Optional.empty();
        }
      }
    }
    if (sibling) {
      throw new BadImageException("no_image", "no HDU of it is an image");
    }
    return Optional.empty();
  }

  private static BadImageException ofMask(String uri, BadImageException e) {
    return new BadImageException(e.reason(), "its mask " + uri + ": " + e.getMessage(), e);
  }

  /**
   * Reads the mask of a whole plane.
   *
   * @param in at the first byte of the mask's data
   * @param image layout of the image
   * @return NaN where a pixel is bad
   */
  float[] plane(MaskLocation location, FitsInput in, Hdu mask, PlaneLayout image)
      throws IOException, BadImageException {
    return plane(rows(location, in, mask, image, Region.wholePlanes(mask.index(), image)), image);
  }

  /** Reads the first plane of a mask. */
  static float[] plane(PixelRows mask, PlaneLayout image) throws IOException, BadImageException {
    float[] pixels = new float[image.width() * image.height()];
    mask.read(0, image.height(), pixels, 0);
    return pixels;
  }

  private PixelRows rows(
      MaskLocation location, FitsInput in, Hdu mask, PlaneLayout image, List<Region> regions)
      throws IOException, BadImageException {
    PlaneLayout layout =
        PlaneLayout.of(mask, image.planes() == 1 ? PlaneLayout.ANY_SIZE : maxPixels);
    if (layout.width() != image.width()
        || layout.height() != image.height()
        || layout.planes() != 1) {
      throw new BadImageException(
          "mask_size",
          String.format(
              Locale.ROOT,
              "the mask in HDU %d has %d x %d%s pixels; expected %d x %d as the image has",
              mask.index(),
              layout.width(),
              layout.height(),
              layout.planes() == 1 ? "" : " x " + layout.planes(),
              image.width(),
              image.height()));
    }
    BadPixels values = BadPixels.of(mask, location.badBits(mask.header()));
    if (image.planes() == 1) {
      return PixelRows.of(in, mask, layout, values, regions);
    }
    List<Region> whole = Region.wholePlanes(mask.index(), layout);
    return repeated(plane(PixelRows.of(in, mask, layout, values, whole), layout), layout);
  }

  /** Repeats one mask for all planes of a cube. */
  private static PixelRows repeated(float[] mask, PlaneLayout layout) {
    int width = layout.width();
    return (first, count, into, at) -> {
      for (int i = 0; i < count; i++) {
        int row = (first + i) % layout.height();
        System.arraycopy(mask, row * width, into, at + i * width, width);
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      closedBytes = storedBytesRead();
      OpenFits last = file;
      file = null;
      last.close();
    }
  }
}
