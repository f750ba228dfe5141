package org.pix2prof.fits;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;

/**
 * Side of a pixel in arcsec: the square root of the pixel's area, which is the determinant of the
 * matrix from pixels to intermediate world coordinates (Greisen and Calabretta 2002, section 2.1).
 * Rotation does not change it, so CROTA is not looked at.
 */
final class PixelScale {
  private static final Pattern CELESTIAL =
      Pattern.compile("(RA|DEC|.?LON|.?LAT|..LN|..LT)([- ].*)?");
  private static final double ARCSEC_PER_DEGREE = 3600;

  /** No image of a galaxy has larger pixels; a step of 1 is what writers put who know none. */
  private static final double LARGEST_ARCSEC = 3600;

  /** Without CTYPE and CUNIT a step in degrees is believed up to here. */
  private static final double LARGEST_UNNAMED_ARCSEC = 360;

  private PixelScale() {}

  /**
   * Reads it from a header.
   *
   * @param x number of the axis along x, from 1
   * @param y number of the axis along y
   * @return empty where the header has no celestial WCS
   * @throws BadImageException if it has one that makes no sense
   */
  static OptionalDouble of(FitsHeader header, int x, int y) throws BadImageException {
    Matrix matrix = Matrix.of(header, x, y);
    if (matrix == null) {
      return OptionalDouble.empty();
    }
    Axis xs = Axis.of(header, x);
    Axis ys = Axis.of(header, y);
    if (xs.isOther() || ys.isOther()) {
      return OptionalDouble.empty();
    }
    double scale = Math.sqrt(Math.abs(matrix.determinant) * xs.arcsecPerUnit * ys.arcsecPerUnit);
    boolean named = xs.named && ys.named;
    if (!named && !(scale > 0 && scale < LARGEST_UNNAMED_ARCSEC)) {
      return OptionalDouble.empty();
    }
    if (!(scale > 0 && scale < LARGEST_ARCSEC)) {
      throw new BadImageException(
          "bad_keyword",
          String.format(
              Locale.ROOT,
              "%s gives pixels of %.6g arcsec; expected more than 0 and less than %.0f",
              matrix.keyword,
              scale,
              LARGEST_ARCSEC));
    }
    return OptionalDouble.of(scale);
  }

  /**
   * One axis of the sky.
   *
   * @param arcsecPerUnit of its world coordinate; NaN where that is no angle on the sky
   * @param named whether the header says so
   */
  private record Axis(double arcsecPerUnit, boolean named) {
    static Axis of(FitsHeader header, int number) throws BadImageException {
      Optional<String> type = header.text("CTYPE" + number).map(t -> t.toUpperCase(Locale.ROOT));
      Optional<String> unit = header.text("CUNIT" + number);
      OptionalDouble arcsec = arcsec(unit.orElse("deg"));
      boolean celestial = type.filter(t -> CELESTIAL.matcher(t).matches()).isPresent();
      if (celestial && arcsec.isEmpty()) {
        throw header.unusable("CUNIT" + number, "deg, arcmin, arcsec, mas or rad");
      }
      boolean angle = celestial || unit.isPresent() || type.isEmpty();
      return new Axis(
          angle ? arcsec.orElse(Double.NaN) : Double.NaN, celestial || unit.isPresent());
    }

    boolean isOther() {
      return Double.isNaN(arcsecPerUnit);
    }
  }

  private static OptionalDouble arcsec(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "deg", "degree", "degrees", "degs" -> OptionalDouble.of(ARCSEC_PER_DEGREE);
      case "arcmin", "arcmins", "arcminutes" -> OptionalDouble.of(60);
      case "arcsec", "arcsecs", "arcseconds", "asec" -> OptionalDouble.of(1);
      case "mas" -> OptionalDouble.of(1e-3);
      case "rad", "radian", "radians" -> OptionalDouble.of(Math.toDegrees(1) * ARCSEC_PER_DEGREE);
      default -> OptionalDouble.empty();
    };
  }

  private record Matrix(double determinant, String keyword) {

    /** CD before PC with CDELT before CDELT alone; null where there is none of them. */
    static Matrix of(FitsHeader header, int x, int y) throws BadImageException {
      if (has(header, "CD", x, y)) {
        return new Matrix(determinant(header, "CD", x, y, 0), "the CD matrix");
      }
      String cdeltX = "CDELT" + x;
      String cdeltY = "CDELT" + y;
      boolean cdelt = header.has(cdeltX) || header.has(cdeltY);
      if (cdelt && !(header.has(cdeltX) && header.has(cdeltY))) {
        throw header.unusable(header.has(cdeltX) ? cdeltY : cdeltX, "one for each axis");
      }
      double steps = header.number(cdeltX).orElse(1) * header.number(cdeltY).orElse(1);
      if (has(header, "PC", x, y)) {
        return new Matrix(determinant(header, "PC", x, y, 1) * steps, "the PC matrix with CDELT");
      }
      return cdelt ? new Matrix(steps, cdeltX + " with " + cdeltY) : null;
    }

    private static boolean has(FitsHeader header, String name, int x, int y) {
      return header.has(name + x + "_" + x)
          || header.has(name + x + "_" + y)
          || header.has(name + y + "_" + x)
          || header.has(name + y + "_" + y);
    }

    private static double determinant(FitsHeader header, String name, int x, int y, double diagonal)
        throws BadImageException {
      return header.number(name + x + "_" + x).orElse(diagonal)
              * header.number(name + y + "_" + y).orElse(diagonal)
          - header.number(name + x + "_" + y).orElse(0)
              * header.number(name + y + "_" + x).orElse(0);
    }
  }
}
