// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/** Reads the WCS of a header. */
final class WcsReader {
  private static final double ARCSEC_PER_DEGREE = 3600;

  /** Corrections that are in tables instead of the header. */
  private static final List<String> TABLES =
      List.of("CPDIS1", "CPDIS2", "CQDIS1", "CQDIS2", "D2IMDIS1", "D2IMDIS2");

  private final HeaderKeywords header;
  private final CelestialAxes axes;
  private final Distortion sip;

  /** Null if PVi_m are not a distortion. */
  private final Distortion tpv;

  /** True if PVi_m of the longitude axis are parameters of the projection. */
  private final boolean parameters;

  /** True if the header has SIP keywords but no CTYPE ends in -SIP. */
  private final boolean sipIgnored;

  private WcsReader(HeaderKeywords header, CelestialAxes axes) throws BadImageException {
    this.header = header;
    this.axes = axes;
    boolean pvDistort = (axes.tan() || axes.tpv()) && PvKeywords.distort(header, axes);
    boolean isTpv = axes.tpv() || axes.undistorted() && pvDistort;
    boolean ignoresSip = isTpv || axes.undistorted();
    sip = ignoresSip ? Distortion.NONE : SipKeywords.distortion(header, axes);
    sipIgnored = ignoresSip && SipKeywords.distort(header);
    tpv = isTpv ? PvKeywords.distortion(header, axes) : null;
    boolean twice = axes.sip() && !sip.equals(Distortion.NONE);
    if (pvDistort && !isTpv && !twice) {
      throw header.unusable(
          axes.longitudeType().keyword(), "TPV, or TAN-SIP with A_ORDER, beside so many PVi_m");
    }
    parameters = !pvDistort && !isTpv;
  }

  static Optional<Wcs> read(HeaderKeywords header, int x, int y) throws BadImageException {
    Optional<CelestialAxes> axes = CelestialAxes.of(header, x, y);
    if (axes.isEmpty()) {
      refusePlateSolution(header);
      return Optional.empty();
    }
    Optional<LinearKeywords> linear = LinearKeywords.of(header, x, y);
    if (linear.isEmpty()) {
      return Optional.empty();
    }
    linear.get().refuseAnother(header, x, y);
    refuseTables(header);
    requirePair(header, "CRPIX", x, y);
    requirePair(header, "CRVAL", x, y);
    return Optional.of(new WcsReader(header, axes.get()).wcs(linear.get()));
  }

  private static void refusePlateSolution(HeaderKeywords header) throws BadImageException {
    if (header.text("AMDX1").isPresent() && header.text("PLTRAH").isPresent()) {
      throw new BadImageException(
          "unsupported_projection",
          "AMDX1 is of a plate solution of the Digitized Sky Survey, and there is no CTYPE1;"
              + " expected CTYPE1 = RA---TAN or the like");
    }
  }

  private static void refuseTables(HeaderKeywords header) throws BadImageException {
    for (String keyword : TABLES) {
      if (header.text(keyword).isPresent()) {
        throw new BadImageException(
            "unsupported_projection",
            keyword + " = " + header.text(keyword).get() + " is not read; expected SIP or TPV");
      }
    }
  }

  /** Rejects one keyword without the other. The standard's default is 0 for both. */
  private static void requirePair(HeaderKeywords header, String name, int x, int y)
      throws BadImageException {
    boolean hasX = header.text(name + x).isPresent();
    if (hasX != header.text(name + y).isPresent()) {
      throw header.unusable(name + (hasX ? y : x), "one for each axis");
    }
  }

  private Wcs wcs(LinearKeywords linear) throws BadImageException {
    LinearTransform matrix =
        linear.matrix().scaled(degreesPerUnit(header, axes.x()), degreesPerUnit(header, axes.y()));
    if (linear.rotates()) {
      double deg = header.number("CROTA" + axes.latitude()).orElse(0);
      matrix = matrix.rotated(axes.latitudeFirst() ? -deg : deg);
    }
    linear.requireBelievable(ARCSEC_PER_DEGREE * Math.sqrt(Math.abs(matrix.determinant())));
    if (!matrix.regular()) {
      throw new BadImageException(
          "bad_keyword", linear.name() + " has no inverse; expected pixels with an area");
    }
    CelestialRotation equatorial = CelestialFrame.toEquatorial(header, axes);
    Projection projection = Projections.of(header, axes);
    NativePole pole = new NativePole(header, axes, projection, parameters);
    ProjectionPlane plane =
        new ProjectionPlane(
            header.number("CRPIX" + axes.x()).orElse(0) - 1,
            header.number("CRPIX" + axes.y()).orElse(0) - 1,
            sip,
            axes.latitudeFirst() ? matrix.swapped() : matrix,
            tpv == null ? pole.shift() : tpv);
    DistortionCheck.refuse(header, axes, plane);
    return new Wcs(plane, projection, equatorial.after(pole.rotation()), sipIgnored);
  }

  /** The unit of an axis in degrees. */
  static double degreesPerUnit(HeaderKeywords header, int axis) throws BadImageException {
    String unit = header.text("CUNIT" + axis).orElse("deg");
    OptionalDouble arcsec = AngleUnits.arcsec(unit);
    if (arcsec.isEmpty()) {
      throw header.unusable("CUNIT" + axis, AngleUnits.NAMES);
    }
    return arcsec.getAsDouble() / ARCSEC_PER_DEGREE;
  }
}
