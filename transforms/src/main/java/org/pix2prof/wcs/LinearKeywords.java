// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.PixelShape;

/**
 * Matrix of a header that maps pixels to intermediate world coordinates: CDi_j, PCi_j with CDELTi,
 * or CDELTi alone, in units of CUNITi per pixel (Greisen and Calabretta 2002, section 2.1). It
 * excludes the rotation CROTAi, which belongs to CDELTi alone and does not change the area.
 */
public final class LinearKeywords {
  private static final double LARGEST_ARCSEC = 3600;
  private static final double MOST_DIFFERENCE = 1e-6;

  private enum Form {
    CD,
    PC,
    CDELT
  }

  private final Form form;
  private final String name;
  private final LinearTransform matrix;
  private final double determinant;

  private LinearKeywords(Form form, String name, LinearTransform matrix, double determinant) {
    this.form = form;
    this.name = name;
    this.matrix = matrix;
    this.determinant = determinant;
  }

  /**
   * Reads CD, else PC with CDELT, else CDELT alone. Elements may have the names of an early draft
   * of the standard, PC001001, as those of Pan-STARRS do.
   *
   * @param header the keywords
   * @param x number of the axis along x, from 1
   * @param y number of the axis along y
   * @return empty if there are none
   * @throws BadImageException if a value is not a number, or one of CDELT is missing
   */
  public static Optional<LinearKeywords> of(HeaderKeywords header, int x, int y)
      throws BadImageException {
    Optional<LinearTransform> cd = matrix(header, "CD", x, y, 0);
    if (cd.isPresent()) {
      return Optional.of(
          new LinearKeywords(Form.CD, "the CD matrix", cd.get(), cd.get().determinant()));
    }
    return pcWithCdelt(header, x, y);
  }

  private static Optional<LinearKeywords> pcWithCdelt(HeaderKeywords header, int x, int y)
      throws BadImageException {
    String cdeltX = "CDELT" + x;
    String cdeltY = "CDELT" + y;
    OptionalDouble stepX = header.number(cdeltX);
    OptionalDouble stepY = header.number(cdeltY);
    if (stepX.isPresent() != stepY.isPresent()) {
      throw header.unusable(stepX.isPresent() ? cdeltY : cdeltX, "one for each axis");
    }
    double steps = stepX.orElse(1) * stepY.orElse(1);
    Optional<LinearTransform> pc = matrix(header, "PC", x, y, 1);
    if (pc.isPresent()) {
      LinearTransform matrix = pc.get().scaled(stepX.orElse(1), stepY.orElse(1));
      double determinant = pc.get().determinant() * steps;
      return Optional.of(
          new LinearKeywords(Form.PC, "the PC matrix with CDELT", matrix, determinant));
    }
    if (stepX.isEmpty()) {
      return Optional.empty();
    }
    LinearTransform diagonal = new LinearTransform(stepX.getAsDouble(), 0, 0, stepY.getAsDouble());
    return Optional.of(new LinearKeywords(Form.CDELT, cdeltX + " with " + cdeltY, diagonal, steps));
  }

  private static Optional<LinearTransform> matrix(
      HeaderKeywords header, String name, int x, int y, double diagonal) throws BadImageException {
    OptionalDouble xx = element(header, name, x, x);
    OptionalDouble xy = element(header, name, x, y);
    OptionalDouble yx = element(header, name, y, x);
    OptionalDouble yy = element(header, name, y, y);
    if (xx.isEmpty() && xy.isEmpty() && yx.isEmpty() && yy.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LinearTransform(xx.orElse(diagonal), xy.orElse(0), yx.orElse(0), yy.orElse(diagonal)));
  }

  private static OptionalDouble element(HeaderKeywords header, String name, int i, int j)
      throws BadImageException {
    OptionalDouble standard = header.number(name + i + "_" + j);
    return standard.isPresent()
        ? standard
        : header.number(String.format(Locale.ROOT, "%s%03d%03d", name, i, j));
  }

  /**
   * Area of a pixel; negative if the axes are flipped.
   *
   * @return in the unit of x times that of y
   */
  public double determinant() {
    return determinant;
  }

  /**
   * Rejects pixels without a size and pixels larger than any image of galaxies has. Some writers
   * put a step of 1 degree if they know none.
   *
   * @param scaleArcsec side of a pixel by this matrix and the units of the axes, in arcsec
   * @throws BadImageException {@code bad_keyword} unless it is more than 0 and less than 3600
   */
  public void requireBelievable(double scaleArcsec) throws BadImageException {
    if (!(scaleArcsec > 0 && scaleArcsec < LARGEST_ARCSEC)) {
      throw new BadImageException(
          "bad_keyword",
          String.format(
              Locale.ROOT,
              "%s gives pixels of %.6g arcsec; expected more than 0 and less than %.0f",
              name,
              scaleArcsec,
              LARGEST_ARCSEC));
    }
  }

  /**
   * Shape of a pixel at the reference point, for a matrix whose determinant is not 0.
   *
   * @param xUnit size of the unit of x
   * @param yUnit size of the unit of y, in the same
   * @return square within {@link PixelShape#TOLERANCE}, or not
   * @throws BadImageException {@code bad_keyword} if the matrix has no inverse
   */
  public PixelShape shape(double xUnit, double yUnit) throws BadImageException {
    LinearTransform m = matrix.scaled(xUnit, yUnit);
    if (!m.regular()) {
      throw new BadImageException(
          "bad_keyword", name + " has no inverse; expected pixels with an area");
    }
    return PixelShape.of(m.m11(), m.m12(), m.m21(), m.m22());
  }

  /** Names of the keywords, for messages. */
  String name() {
    return name;
  }

  /** Rows and columns in the order of the axes, without the rotation of CROTA. */
  LinearTransform matrix() {
    return matrix;
  }

  /** Returns whether the rotation CROTA still has to be applied. */
  boolean rotates() {
    return form == Form.CDELT;
  }

  /**
   * Rejects a second matrix that differs. A header may have only one of CD and PC, but equal ones
   * are harmless.
   */
  void refuseAnother(HeaderKeywords header, int x, int y) throws BadImageException {
    if (form != Form.CD || matrix(header, "PC", x, y, 1).isEmpty()) {
      return;
    }
    LinearTransform other = pcWithCdelt(header, x, y).orElseThrow().matrix;
    if (matrix.minus(other).largest() > MOST_DIFFERENCE * matrix.largest()) {
      throw new BadImageException(
          "bad_keyword",
          "CD"
              + x
              + "_"
              + x
              + " and PC"
              + x
              + "_"
              + x
              + " are different matrices; expected one matrix");
    }
  }
}
