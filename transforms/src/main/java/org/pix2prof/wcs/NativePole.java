// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * Computes the position of the projection's native pole on the sky from the celestial coordinates
 * of the fiducial point, LONPOLE and LATPOLE (Calabretta and Greisen 2002, sections 2.4 and 2.5).
 * PVi_1 and PVi_2 of the longitude axis override the projection's fiducial point. All angles are in
 * degrees.
 */
final class NativePole {
  private static final double TOLERANCE = 1e-10;
  private static final double POLE = 90;

  /** Value by which wcslib requests the default of LONPOLE. */
  private static final double UNDEFINED = 999;

  private static final String NO_PLACE = "a value for which the native pole exists";

  private final HeaderKeywords header;

  /** Celestial coordinates of the fiducial point, CRVAL. */
  private final double lon;

  private final double lat;

  /** Its native coordinates. */
  private final double nativeLon;

  private final double nativeLat;

  /** Native longitude of the celestial pole. */
  private final double lonPole;

  /** Selects the nearer one of two possible latitudes of the native pole. */
  private final double latPole;

  /** Position of the fiducial point on the header's projection plane. */
  private final PlanePoint origin;

  /**
   * Reads the pole.
   *
   * @param parameters true if PVi_0 to PVi_4 of the longitude axis have the paper's meaning
   */
  NativePole(HeaderKeywords header, CelestialAxes axes, Projection projection, boolean parameters)
      throws BadImageException {
    this.header = header;
    lon = crval(axes.longitude());
    lat = crval(axes.latitude());
    if (!(Math.abs(lat) <= POLE)) {
      throw header.unusable("CRVAL" + axes.latitude(), "at most 90 degrees from the equator");
    }
    String pv = "PV" + axes.longitude() + "_";
    OptionalDouble pv1 = parameters ? header.number(pv + 1) : OptionalDouble.empty();
    OptionalDouble pv2 = parameters ? header.number(pv + 2) : OptionalDouble.empty();
    nativeLon = pv1.orElse(0);
    nativeLat = pv2.orElse(projection.fiducialLatitude());
    if (!(Math.abs(nativeLat) <= POLE)) {
      throw header.unusable(pv + 2, "a latitude from -90 to 90 degrees");
    }
    boolean offset = parameters && header.number(pv + 0).orElse(0) != 0;
    if (offset && pv1.isPresent() && pv2.isPresent()) {
      double across = cos(nativeLat);
      origin =
          projection.place(
              new Direction(across * cos(nativeLon), across * sin(nativeLon), sin(nativeLat)));
      if (!Double.isFinite(origin.xi() + origin.eta())) {
        throw header.unusable(pv + 2, "a place on the projection plane, beside " + pv + 0);
      }
    } else {
      origin = new PlanePoint(0, 0);
    }
    lonPole = pole(parameters, pv + 3, "LONPOLE").orElse(nativeLon + (lat < nativeLat ? 180 : 0));
    latPole = pole(parameters, pv + 4, "LATPOLE").orElse(POLE);
  }

  private double crval(int axis) throws BadImageException {
    return header.number("CRVAL" + axis).orElse(0) * WcsReader.degreesPerUnit(header, axis);
  }

  private OptionalDouble pole(boolean parameters, String pv, String keyword)
      throws BadImageException {
    OptionalDouble before = parameters ? header.number(pv) : OptionalDouble.empty();
    OptionalDouble value = before.isPresent() ? before : header.number(keyword);
    return value.isPresent() && value.getAsDouble() == UNDEFINED ? OptionalDouble.empty() : value;
  }

  /**
   * Returns the map from the header's projection plane to the one whose origin is the native pole.
   */
  Distortion shift() {
    return Distortion.of(
        Polynomial.first().plus(0, 0, origin.xi()), Polynomial.second().plus(0, 0, origin.eta()));
  }

  /** Returns the rotation from native to celestial coordinates. */
  CelestialRotation rotation() throws BadImageException {
    if (nativeLat == POLE) {
      return CelestialRotation.about(lon, lat, lonPole);
    }
    double poleLat = poleLatitude();
    return CelestialRotation.about(poleLongitude(poleLat), poleLat, lonPole);
  }

  /** Equation 8 of the paper. */
  private double poleLatitude() throws BadImageException {
    double along = cos(nativeLat) * cos(lonPole - nativeLon);
    double reach = Math.hypot(along, sin(nativeLat));
    if (reach < TOLERANCE) {
      if (Math.abs(sin(lat)) > TOLERANCE) {
        throw header.unusable("LONPOLE", NO_PLACE);
      }
      return Math.max(-POLE, Math.min(POLE, latPole));
    }
    double ratio = sin(lat) / reach;
    if (Math.abs(ratio) > 1 + TOLERANCE) {
      throw header.unusable("LONPOLE", NO_PLACE);
    }
    double middle = Math.toDegrees(Math.atan2(sin(nativeLat), along));
    double apart = Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, ratio))));
    double upper = signed(middle + apart);
    double lower = signed(middle - apart);
    boolean upperThere = Math.abs(upper) < POLE + TOLERANCE;
    boolean lowerThere = Math.abs(lower) < POLE + TOLERANCE;
    if (!upperThere && !lowerThere) {
      throw header.unusable("LONPOLE", NO_PLACE);
    }
    boolean upperNearer = Math.abs(latPole - upper) < Math.abs(latPole - lower);
    double meant = upperThere && (upperNearer || !lowerThere) ? upper : lower;
    return Math.max(-POLE, Math.min(POLE, meant));
  }

  /** Equations 9 and 10 of the paper, and its special cases. */
  private double poleLongitude(double poleLat) {
    double across = cos(poleLat) * cos(lat);
    if (Math.abs(across) >= TOLERANCE) {
      double x = (sin(nativeLat) - sin(poleLat) * sin(lat)) / across;
      double y = sin(lonPole - nativeLon) * cos(nativeLat) / cos(lat);
      return lon - Math.toDegrees(Math.atan2(y, x));
    }
    if (Math.abs(cos(lat)) < TOLERANCE) {
      return lon;
    }
    return poleLat > 0 ? lon + lonPole - nativeLon - 180 : lon - lonPole + nativeLon;
  }

  private static double signed(double deg) {
    return deg > 180 ? deg - 360 : deg < -180 ? deg + 360 : deg;
  }

  private static double sin(double deg) {
    return CelestialRotation.sin(deg);
  }

  private static double cos(double deg) {
    return CelestialRotation.cos(deg);
  }
}
