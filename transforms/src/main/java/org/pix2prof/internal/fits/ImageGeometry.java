// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.model.PixelShape;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.Wcs;

/**
 * Size, shape and sky position of the pixels of an image.
 *
 * @param pixelScale side of a pixel in arcsec, the square root of its area; empty if neither header
 *     nor option gives it
 * @param shape of the pixels
 * @param wcs local WCS at the middle of the image; empty if the header has no usable WCS
 * @param flags of the image's profile
 */
record ImageGeometry(
    OptionalDouble pixelScale, PixelShape shape, Optional<LocalWcs> wcs, Set<Flag> flags) {
  /**
   * Maximum relative difference, 0.2 mmag, for which the scale by the header's matrix is used, so
   * that all images of a survey have the same scale.
   */
  private static final double SAME_SCALE = 1e-4;

  /**
   * Derives the geometry from the local WCS at the middle of the image, where the galaxy is. If the
   * WCS is invalid, the matrix alone is used, unless the projection is unknown: then the matrix
   * holds at the reference point only.
   *
   * @param option side of a pixel if the header has none or an invalid one; may be null
   * @throws BadImageException if the header's keywords are invalid and there is no option
   */
  static ImageGeometry of(FitsHeader header, PlaneLayout layout, Double option)
      throws BadImageException {
    Set<Flag> flags = Set.of();
    try {
      Optional<PixelScale> scale = PixelScale.of(header, layout.xAxis(), layout.yAxis());
      if (scale.isPresent()) {
        return of(header, layout, scale.get());
      }
    } catch (BadImageException e) {
      if (option == null) {
        throw e;
      }
      flags = EnumSet.of(Flag.WCS_IGNORED);
    }
    OptionalDouble scale = option == null ? OptionalDouble.empty() : OptionalDouble.of(option);
    return new ImageGeometry(scale, PixelShape.SQUARE, Optional.empty(), flags);
  }

  private static ImageGeometry of(FitsHeader header, PlaneLayout layout, PixelScale matrix)
      throws BadImageException {
    Wcs.requireProjection(header, layout.xAxis(), layout.yAxis());
    Optional<Wcs> wcs;
    try {
      wcs = Wcs.of(header, layout.xAxis(), layout.yAxis());
    } catch (BadImageException e) {
      return of(matrix, EnumSet.of(Flag.WCS_IGNORED));
    }
    return wcs.isEmpty() ? of(matrix, Set.of()) : of(header, layout, matrix, wcs.get());
  }

  private static ImageGeometry of(PixelScale matrix, Set<Flag> flags) {
    return new ImageGeometry(
        OptionalDouble.of(matrix.arcsec()), matrix.shape(), Optional.empty(), flags);
  }

  private static ImageGeometry of(FitsHeader header, PlaneLayout layout, PixelScale matrix, Wcs wcs)
      throws BadImageException {
    LocalWcs local;
    try {
      local = wcs.about((layout.width() - 1) / 2.0, (layout.height() - 1) / 2.0);
    } catch (IllegalArgumentException e) {
      throw header.unusable(
          "CTYPE" + layout.xAxis(), "a projection that shows the sky at the middle of the image");
    }
    double scale = local.pixelScaleArcsec();
    boolean same = Math.abs(scale / matrix.arcsec() - 1) < SAME_SCALE;
    return new ImageGeometry(
        OptionalDouble.of(same ? matrix.arcsec() : scale),
        local.pixelShape(),
        Optional.of(local),
        wcs.isSipIgnored() ? EnumSet.of(Flag.SIP_IGNORED) : Set.of());
  }
}
