// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/**
 * Rotation of the sphere, as the matrix that maps unit vectors of a projection's native frame to
 * the celestial frame. A unit vector is (cos lat cos lon, cos lat sin lon, sin lat).
 */
record CelestialRotation(
    double xx,
    double xy,
    double xz,
    double yx,
    double yy,
    double yz,
    double zx,
    double zy,
    double zz) {

  /**
   * Creates a rotation from Euler angles by equation 2 of Calabretta and Greisen (2002).
   *
   * @param poleLonDeg celestial longitude of the native pole
   * @param poleLatDeg celestial latitude of the native pole
   * @param lonPoleDeg native longitude of the celestial pole, LONPOLE
   */
  static CelestialRotation about(double poleLonDeg, double poleLatDeg, double lonPoleDeg) {
    double sinA = sin(poleLonDeg);
    double cosA = cos(poleLonDeg);
    double sinD = sin(poleLatDeg);
    double cosD = cos(poleLatDeg);
    double sinP = sin(lonPoleDeg);
    double cosP = cos(lonPoleDeg);
    return new CelestialRotation(
        -sinA * sinP - cosA * cosP * sinD,
        sinA * cosP - cosA * sinP * sinD,
        cosA * cosD,
        cosA * sinP - sinA * cosP * sinD,
        -cosA * cosP - sinA * sinP * sinD,
        sinA * cosD,
        cosP * cosD,
        sinP * cosD,
        sinD);
  }

  double x(double nx, double ny, double nz) {
    return xx * nx + xy * ny + xz * nz;
  }

  double y(double nx, double ny, double nz) {
    return yx * nx + yy * ny + yz * nz;
  }

  double z(double nx, double ny, double nz) {
    return zx * nx + zy * ny + zz * nz;
  }

  double backX(double x, double y, double z) {
    return xx * x + yx * y + zx * z;
  }

  double backY(double x, double y, double z) {
    return xy * x + yy * y + zy * z;
  }

  double backZ(double x, double y, double z) {
    return xz * x + yz * y + zz * z;
  }

  /** Returns the product: the other rotation first, then this one. */
  CelestialRotation after(CelestialRotation o) {
    return new CelestialRotation(
        x(o.xx, o.yx, o.zx),
        x(o.xy, o.yy, o.zy),
        x(o.xz, o.yz, o.zz),
        y(o.xx, o.yx, o.zx),
        y(o.xy, o.yy, o.zy),
        y(o.xz, o.yz, o.zz),
        z(o.xx, o.yx, o.zx),
        z(o.xy, o.yy, o.zy),
        z(o.xz, o.yz, o.zz));
  }

  /** Sine, exact at right angles, so that a pole in the middle of an image does not move. */
  static double sin(double deg) {
    double rest = deg % 360;
    if (rest % 180 == 0) {
      return 0;
    }
    return Math.abs(rest) == 90 || Math.abs(rest) == 270
        ? Math.copySign(1, Math.abs(rest) == 90 ? rest : -rest)
        : Math.sin(Math.toRadians(rest));
  }

  static double cos(double deg) {
    return sin(deg % 360 + 90);
  }
}
