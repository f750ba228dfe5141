package org.pix2prof.internal.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.pix2prof.model.BadImageException;

/**
 * The mask of a frame, read beside it, row by row.
 *
 * @param file that has the mask, opened for it alone
 * @param rows NaN where a pixel is bad
 */
record FrameMask(OpenFits file, PixelRows rows) implements AutoCloseable {

  /**
   * Opens a mask.
   *
   * @param plane where it is
   * @param source URI of the frame's file
   * @param image the frame's HDU
   * @param isImage whether an HDU is an image of its own, behind which masks are not this one's
   * @param regions what will be asked for
   * @param maxPixels of a mask that has to be held as a whole, since it is that of several planes
   * @return empty where it is not there
   * @throws BadImageException if it is there and cannot be used
   */
  static Optional<FrameMask> open(
      FitsFiles files,
      MaskLocation plane,
      String source,
      Hdu image,
      Predicate<Hdu> isImage,
      PlaneLayout layout,
      List<Region> regions,
      long maxPixels)
      throws IOException, BadImageException {
    String uri = plane.sibling().orElse(source);
    OpenFits file;
    try {
      file = OpenFits.open(files, uri);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (BadImageException e) {
      throw ofMask(uri, e);
    }
    try {
      Optional<Hdu> mask = find(file, plane, image, isImage);
      if (mask.isPresent()) {
        PixelRows rows = rows(file, mask.get(), plane, layout, regions, maxPixels);
        return Optional.of(new FrameMask(file, named(rows, uri)));
      }
      if (plane.sibling().isPresent()) {
        throw new BadImageException("no_image", "no HDU of it is an image");
      }
      file.close();
      return Optional.empty();
    } catch (BadImageException e) {
      file.close();
      throw ofMask(uri, e);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Optional<Hdu> find(
      OpenFits file, MaskLocation plane, Hdu image, Predicate<Hdu> isImage)
      throws IOException, BadImageException {
    boolean sibling = plane.sibling().isPresent();
    for (Hdu hdu = file.walk().next(); hdu != null; hdu = file.walk().next()) {
      if (sibling || hdu.index() > image.index()) {
        if (plane.is().test(hdu)) {
          return Optional.of(hdu);
        }
        if (!sibling && isImage.test(hdu)) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static BadImageException ofMask(String uri, BadImageException e) {
    return new BadImageException(e.reason(), "its mask " + uri + ": " + e.getMessage(), e);
  }

  /** The same rows, whose problems name the mask. */
  private static PixelRows named(PixelRows rows, String uri) {
    return (row, into) -> {
      try {
        rows.read(row, into);
      } catch (BadImageException e) {
        throw ofMask(uri, e);
      }
    };
  }

  private static PixelRows rows(
      OpenFits file,
      Hdu mask,
      MaskLocation plane,
      PlaneLayout image,
      List<Region> regions,
      long maxPixels)
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
              "HDU %d has %d x %d%s pixels; expected %d x %d as the image has",
              mask.index(),
              layout.width(),
              layout.height(),
              layout.planes() == 1 ? "" : " x " + layout.planes(),
              image.width(),
              image.height()));
    }
    BadPixels bad = BadPixels.of(mask, plane.badBits(mask.header()));
    return image.planes() == 1
        ? new CalibratedRows(file.rows(mask, layout, regions), bad, FluxScale.LINEAR, mask, layout)
        : ofAllPlanes(PlaneReader.of(file.in(), mask, layout, bad).next(), layout);
  }

  /** The rows of one mask for all planes of a cube, whose rows follow each other. */
  private static PixelRows ofAllPlanes(float[] mask, PlaneLayout layout) {
    return (row, into) ->
        System.arraycopy(mask, row % layout.height() * layout.width(), into, 0, layout.width());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
