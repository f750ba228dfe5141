// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/**
 * The two celestial axes of an image.
 *
 * @param x number of the axis along x, from 1
 * @param y number of the axis along y
 * @param latitudeFirst true if the axis along x is declination or latitude
 * @param longitudeType CTYPE of right ascension or longitude
 * @param latitudeType CTYPE of declination or latitude
 */
record CelestialAxes(
    int x, int y, boolean latitudeFirst, CelestialType longitudeType, CelestialType latitudeType) {
  private static final Map<String, String> LATITUDES = Map.of("RA", "DEC", "GLON", "GLAT");
  private static final List<String> DISTORTIONS = List.of("", "SIP");
  private static final String SUPPORTED =
      "RA and DEC or GLON and GLAT with one of "
          + String.join(", ", Projections.CODES)
          + ", as in RA---TAN";

  /** Reads the axes; empty if they are not both celestial. */
  static Optional<CelestialAxes> of(HeaderKeywords header, int x, int y) throws BadImageException {
    Optional<CelestialType> xType = CelestialType.of(header, x);
    Optional<CelestialType> yType = CelestialType.of(header, y);
    if (xType.isEmpty() || yType.isEmpty()) {
      requireNeither(header, xType, "CTYPE" + y);
      requireNeither(header, yType, "CTYPE" + x);
      return Optional.empty();
    }
    requireSupported(xType.get());
    requireSupported(yType.get());
    boolean turned = !LATITUDES.containsKey(xType.get().coordinate());
    CelestialType longitude = (turned ? yType : xType).get();
    CelestialType latitude = (turned ? xType : yType).get();
    String expected = LATITUDES.get(longitude.coordinate());
    if (expected == null
        || !expected.equals(latitude.coordinate())
        || !longitude.projection().equals(latitude.projection())) {
      throw header.unusable(
          yType.get().keyword(),
          "the partner of " + xType.get().keyword() + " = " + xType.get().text());
    }
    return Optional.of(new CelestialAxes(x, y, turned, longitude, latitude));
  }

  /** Rejects an unknown projection; the header may have none. */
  static void requireProjection(HeaderKeywords header, int axis) throws BadImageException {
    Optional<CelestialType> type = CelestialType.of(header, axis);
    if (type.isPresent()
        && !type.get().projection().isEmpty()
        && !Projections.CODES.contains(type.get().projection())) {
      throw unsupported(type.get());
    }
  }

  /** Rejects a celestial axis beside an axis of another kind, which is not an image of the sky. */
  private static void requireNeither(
      HeaderKeywords header, Optional<CelestialType> type, String otherKeyword)
      throws BadImageException {
    if (type.isPresent() && header.text(otherKeyword).isEmpty()) {
      throw header.unusable(
          otherKeyword, "the partner of " + type.get().keyword() + " = " + type.get().text());
    }
  }

  private static void requireSupported(CelestialType type) throws BadImageException {
    boolean supported =
        (LATITUDES.containsKey(type.coordinate()) || LATITUDES.containsValue(type.coordinate()))
            && Projections.CODES.contains(type.projection())
            && DISTORTIONS.contains(type.distortion());
    if (!supported) {
      throw unsupported(type);
    }
  }

  private static BadImageException unsupported(CelestialType type) {
    return new BadImageException(
        "unsupported_projection", type.keyword() + " = " + type.text() + "; expected " + SUPPORTED);
  }

  /** Number of the axis of right ascension or longitude, from 1. */
  int longitude() {
    return latitudeFirst ? y : x;
  }

  /** Number of the axis of declination or latitude, from 1. */
  int latitude() {
    return latitudeFirst ? x : y;
  }

  boolean galactic() {
    return longitudeType.coordinate().equals("GLON");
  }

  /** The three letters of the projection. */
  String projection() {
    return longitudeType.projection();
  }

  boolean tan() {
    return projection().equals("TAN");
  }

  boolean tpv() {
    return projection().equals("TPV");
  }

  /** Returns whether both types end in -SIP. */
  boolean sip() {
    return longitudeType.distortion().equals("SIP") && latitudeType.distortion().equals("SIP");
  }

  /** Returns whether neither type has a suffix. */
  boolean undistorted() {
    return longitudeType.distortion().isEmpty() && latitudeType.distortion().isEmpty();
  }
}
