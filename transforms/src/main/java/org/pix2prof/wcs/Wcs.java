package org.pix2prof.wcs;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/**
 * The celestial coordinates of an image by its header, in the gnomonic projection: FITS WCS papers
 * I and II (Greisen and Calabretta 2002; Calabretta and Greisen 2002) with the distortions SIP and
 * TPV. Right ascension and declination are of the header's frame, ICRS or FK5 of equinox 2000, or
 * ICRS where that is galactic.
 *
 * <p>Pixels are counted from 0 in the middle of the first one, x along the rows. Immutable; calls
 * take no memory but their result.
 *
 * @serial exclude
 */
public final class Wcs implements Serializable {
  private static final long serialVersionUID = 1L;

  /** From pixels to the plane that touches the sky. */
  private final ProjectionPlane plane;

  /** From the native frame of the projection to right ascension and declination. */
  private final CelestialRotation rotation;

  Wcs(ProjectionPlane plane, CelestialRotation rotation) {
    this.plane = plane;
    this.rotation = rotation;
  }

  /**
   * Reads it from a header.
   *
   * @param header of the image
   * @param xAxis number of the axis along x, from 1
   * @param yAxis number of the axis along y
   * @return empty where the axes are not both on the sky, or no keyword gives their scale
   * @throws BadImageException {@code bad_keyword} if the keywords make no sense, {@code
   *     unsupported_projection} if they are of a projection, distortion or frame that is not read
   */
  public static Optional<Wcs> of(HeaderKeywords header, int xAxis, int yAxis)
      throws BadImageException {
    return WcsReader.read(header, xAxis, yAxis);
  }

  /**
   * The sky at a pixel, also outside the image.
   *
   * @param x in pixels
   * @param y in pixels
   * @return NaN where the pixel is so far away that the distortion has no value
   */
  public SkyPoint toSky(double x, double y) {
    PlanePoint point = plane.at(x, y);
    double xi = Math.toRadians(point.xi());
    double eta = Math.toRadians(point.eta());
    double sx = rotation.x(-eta, xi, 1);
    double sy = rotation.y(-eta, xi, 1);
    double sz = rotation.z(-eta, xi, 1);
    return new SkyPoint(
        Angles.wholeTurn(Math.toDegrees(Math.atan2(sy, sx))),
        Math.toDegrees(Math.atan2(sz, Math.hypot(sx, sy))));
  }

  /**
   * The pixel at a position of the sky: that which {@link #toSky} takes there.
   *
   * @param raDeg right ascension in degrees
   * @param decDeg declination in degrees
   * @return may lie outside the image; empty 90 degrees and more from the tangent point, and where
   *     the distortion is so wild, far outside the image, that no pixel is found
   */
  public Optional<PixelPoint> toPixel(double raDeg, double decDeg) {
    double ra = Math.toRadians(raDeg);
    double dec = Math.toRadians(decDeg);
    double sx = Math.cos(dec) * Math.cos(ra);
    double sy = Math.cos(dec) * Math.sin(ra);
    double sz = Math.sin(dec);
    double depth = rotation.backZ(sx, sy, sz);
    if (!(depth > 0)) {
      return Optional.empty();
    }
    return plane.pixel(
        Math.toDegrees(rotation.backY(sx, sy, sz) / depth),
        Math.toDegrees(-rotation.backX(sx, sy, sz) / depth));
  }

  /**
   * The sky about one pixel of the image.
   *
   * @param x in pixels
   * @param y in pixels
   * @return touches this WCS there: same position, same derivatives
   * @throws IllegalArgumentException where the distortion folds the plane, which it does not within
   *     an image
   */
  public LocalWcs about(double x, double y) {
    SkyPoint sky = toSky(x, y);
    PlanePoint point = plane.at(x, y);
    LinearTransform slopes = plane.slopes(x, y);
    double xi = Math.toRadians(point.xi());
    double eta = Math.toRadians(point.eta());
    double far = Math.sqrt(1 + xi * xi + eta * eta);
    double ra = Math.toRadians(sky.raDeg());
    double dec = Math.toRadians(sky.decDeg());
    double eastX = -Math.sin(ra);
    double eastY = Math.cos(ra);
    double northX = -Math.sin(dec) * Math.cos(ra);
    double northY = -Math.sin(dec) * Math.sin(ra);
    double northZ = Math.cos(dec);
    LinearTransform toEastAndNorth =
        new LinearTransform(
            rotation.backY(eastX, eastY, 0) / far,
            -rotation.backX(eastX, eastY, 0) / far,
            rotation.backY(northX, northY, northZ) / far,
            -rotation.backX(northX, northY, northZ) / far);
    LinearTransform cd = toEastAndNorth.after(slopes);
    return new LocalWcs(x, y, sky.raDeg(), sky.decDeg(), cd.m11(), cd.m12(), cd.m21(), cd.m22());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wcs that && plane.equals(that.plane) && rotation.equals(that.rotation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(plane, rotation);
  }
}
