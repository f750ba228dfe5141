package org.pix2prof.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/**
 * The mask of a frame, read beside it, row by row.
 *
 * @param file that has the mask, opened for it alone
 * @param rows NaN where a pixel is bad
 */
record FrameMask(OpenFits file, FloatRows rows) implements AutoCloseable {

  /**
   * Opens a mask.
   *
   * @param plane where it is
   * @param source URI of the frame's file
   * @param image the frame's HDU
   * @param regions what will be asked for
   * @return empty where it is not there
   * @throws BadImageException if it is there and cannot be used
   */
  static Optional<FrameMask> open(
      FitsFiles files,
      MaskPlane plane,
      String source,
      Hdu image,
      PlaneLayout layout,
      List<Region> regions)
      throws IOException, BadImageException {
    OpenFits file;
    try {
      file = OpenFits.open(files, plane.sibling().orElse(source));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    try {
      for (Hdu hdu = file.walk().next(); hdu != null; hdu = file.walk().next()) {
        boolean behind = plane.sibling().isPresent() || hdu.index() > image.index();
        if (behind && plane.is().test(hdu)) {
          return Optional.of(new FrameMask(file, rows(file, hdu, plane, layout, regions)));
        }
      }
      file.close();
      return Optional.empty();
    } catch (IOException | BadImageException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FloatRows rows(
      OpenFits file, Hdu mask, MaskPlane plane, PlaneLayout image, List<Region> regions)
      throws IOException, BadImageException {
    PlaneLayout layout = PlaneLayout.of(mask, Integer.MAX_VALUE);
    boolean ofEachPlane = layout.planes() == image.planes();
    if (layout.width() != image.width()
        || layout.height() != image.height()
        || !ofEachPlane && layout.planes() != 1) {
      throw new BadImageException(
          "mask_size",
          String.format(
              "its mask, HDU %d, has %d x %d pixels; expected %d x %d as the image has",
              mask.index(), layout.width(), layout.height(), image.width(), image.height()));
    }
    BadPixels bad = BadPixels.of(mask, plane.badBits(mask.header()));
    return ofEachPlane
        ? new FluxRows(file.rows(mask, layout, regions), bad, FluxScale.LINEAR, mask, layout)
        : ofAllPlanes(Planes.of(file.in(), mask, layout, bad).next(), layout);
  }

  /** The rows of one mask for all planes of a cube, whose rows follow each other. */
  private static FloatRows ofAllPlanes(float[] mask, PlaneLayout layout) {
    return (row, into) ->
        System.arraycopy(mask, row % layout.height() * layout.width(), into, 0, layout.width());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
