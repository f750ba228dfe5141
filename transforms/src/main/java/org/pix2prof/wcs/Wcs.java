// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/**
 * Celestial coordinates of an image from its header: FITS WCS papers I and II (Greisen and
 * Calabretta 2002; Calabretta and Greisen 2002) with the distortions SIP and TPV. Right ascension
 * and declination are in the header's frame, ICRS or FK5 of equinox 2000, or in ICRS if the
 * header's frame is galactic.
 *
 * <p>Pixels are counted from 0 in the middle of the first one, x along the rows. Immutable.
 */
public final class Wcs {
  /** From pixels to the projection plane. */
  private final ProjectionPlane plane;

  private final Projection projection;

  /** From the native frame of the projection to right ascension and declination. */
  private final CelestialRotation rotation;

  private final boolean sipIgnored;

  Wcs(
      ProjectionPlane plane,
      Projection projection,
      CelestialRotation rotation,
      boolean sipIgnored) {
    this.plane = plane;
    this.projection = projection;
    this.rotation = rotation;
    this.sipIgnored = sipIgnored;
  }

  /**
   * Reads the WCS of a header.
   *
   * @param header of the image
   * @param xAxis number of the axis along x, from 1
   * @param yAxis number of the axis along y
   * @return empty if the axes are not both celestial, or if no keyword gives their scale
   * @throws BadImageException {@code bad_keyword} if the keywords are invalid, {@code
   *     unsupported_projection} if the projection, distortion or frame is not supported
   */
  public static Optional<Wcs> of(HeaderKeywords header, int xAxis, int yAxis)
      throws BadImageException {
    return WcsReader.read(header, xAxis, yAxis);
  }

  /**
   * Rejects a header with an unknown projection. The pixel size of such an image is known only at
   * the reference point.
   *
   * @param header of the image
   * @param xAxis number of the axis along x, from 1
   * @param yAxis number of the axis along y
   * @throws BadImageException {@code unsupported_projection}
   */
  public static void requireProjection(HeaderKeywords header, int xAxis, int yAxis)
      throws BadImageException {
    CelestialAxes.requireProjection(header, xAxis);
    CelestialAxes.requireProjection(header, yAxis);
  }

  /**
   * Maps a pixel to the sky, also outside the image.
   *
   * @param x in pixels
   * @param y in pixels
   * @return NaN outside the sky of the projection, and if the pixel is so far away that the
   *     distortion has no value
   */
  public SkyPoint toSky(double x, double y) {
    PlanePoint point = plane.at(x, y);
    Direction n = projection.direction(point.xi(), point.eta());
    double sx = rotation.x(n.x(), n.y(), n.z());
    double sy = rotation.y(n.x(), n.y(), n.z());
    double sz = rotation.z(n.x(), n.y(), n.z());
    return new SkyPoint(
        Angles.wholeTurn(Math.toDegrees(Math.atan2(sy, sx))),
        Math.toDegrees(Math.atan2(sz, Math.hypot(sx, sy))));
  }

  /**
   * Maps a position on the sky to a pixel, the inverse of {@link #toSky}.
   *
   * @param raDeg right ascension in degrees
   * @param decDeg declination in degrees
   * @return may be outside the image; empty if the projection does not cover the position, as TAN
   *     90 degrees and more from the tangent point, and if no pixel is found because the distortion
   *     is too strong far outside the image
   */
  public Optional<PixelPoint> toPixel(double raDeg, double decDeg) {
    double ra = Math.toRadians(raDeg);
    double dec = Math.toRadians(decDeg);
    double sx = Math.cos(dec) * Math.cos(ra);
    double sy = Math.cos(dec) * Math.sin(ra);
    double sz = Math.sin(dec);
    PlanePoint point = projection.place(toNative(sx, sy, sz));
    return Double.isFinite(point.xi() + point.eta())
        ? plane.pixel(point.xi(), point.eta())
        : Optional.empty();
  }

  /**
   * Returns the WCS around one pixel of the image.
   *
   * @param x in pixels
   * @param y in pixels
   * @return has the same position and derivatives at the pixel
   * @throws IllegalArgumentException outside the sky, at a pole that the projection maps to a line,
   *     and where the distortion folds the plane, which cannot happen inside an image
   */
  public LocalWcs about(double x, double y) {
    SkyPoint sky = toSky(x, y);
    PlanePoint point = plane.at(x, y);
    LinearTransform slopes = plane.slopes(x, y);
    double ra = Math.toRadians(sky.raDeg());
    double dec = Math.toRadians(sky.decDeg());
    double eastX = -Math.sin(ra);
    double eastY = Math.cos(ra);
    double northX = -Math.sin(dec) * Math.cos(ra);
    double northY = -Math.sin(dec) * Math.sin(ra);
    double northZ = Math.cos(dec);
    LinearTransform toEastAndNorth =
        projection.slopes(point, toNative(eastX, eastY, 0), toNative(northX, northY, northZ));
    LinearTransform cd = toEastAndNorth.after(slopes);
    return new LocalWcs(x, y, sky.raDeg(), sky.decDeg(), cd.m11(), cd.m12(), cd.m21(), cd.m22());
  }

  private Direction toNative(double x, double y, double z) {
    return new Direction(rotation.backX(x, y, z), rotation.backY(x, y, z), rotation.backZ(x, y, z));
  }

  /**
   * Returns whether a SIP distortion is ignored because no CTYPE ends in -SIP. Drizzled images have
   * the SIP keywords of their exposures.
   *
   * @return whether A_ORDER or B_ORDER of 2 or more was ignored
   */
  public boolean isSipIgnored() {
    return sipIgnored;
  }

  /**
   * Writes this WCS; the same WCS always gives the same bytes.
   *
   * @param out output
   * @throws IOException if writing fails
   */
  public void writeTo(DataOutput out) throws IOException {
    WcsBytes.write(this, out);
  }

  /**
   * Reads a WCS that {@link #writeTo} wrote.
   *
   * @param in input
   * @return the WCS
   * @throws IOException if reading fails
   */
  public static Wcs readFrom(DataInput in) throws IOException {
    return WcsBytes.read(in);
  }

  ProjectionPlane plane() {
    return plane;
  }

  Projection projection() {
    return projection;
  }

  CelestialRotation rotation() {
    return rotation;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wcs that
        && plane.equals(that.plane)
        && projection.equals(that.projection)
        && rotation.equals(that.rotation)
        && sipIgnored == that.sipIgnored;
  }

  @Override
  public int hashCode() {
    return Objects.hash(plane, projection, rotation);
  }
}
