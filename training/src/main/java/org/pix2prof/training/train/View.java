// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.random.RandomGenerator;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.internal.polar.ImagePyramid;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.training.simulate.NoiseModel;
import org.pix2prof.training.simulate.SimulatedGalaxy;
import org.pix2prof.training.simulate.TruthProfile;

/**
 * Image of a galaxy with its true values, as far as they are known.
 *
 * @param image prepared for the network
 * @param centre of the target in the prepared image, pixels; null if unknown
 * @param truth profile of the target at the network's radii; unknown values are NaN
 * @param length number of samples of the profile that are in the image
 * @param sky level that preprocessing subtracted in excess, in its standard deviation; NaN if
 *     unknown
 * @param otherLight noise-free light of all other sources in the prepared image; null if unknown
 */
record View(
    PreparedImage image,
    @Nullable Point centre,
    TruthProfile truth,
    int length,
    float sky,
    @Nullable ImagePyramid otherLight) {

  /** Part of an isophote that must be in the image, as in the simulator's truth. */
  static final double LEAST_INSIDE = 0.75;

  private static final int POINTS = 64;

  /**
   * Part of an image.
   *
   * @param left first column
   * @param top first row
   * @param width pixels
   * @param height pixels
   */
  record Part(int left, int top, int width, int height) {

    /** Returns the whole image. */
    static Part whole(SimulatedGalaxy galaxy) {
      return new Part(0, 0, galaxy.width(), galaxy.height());
    }

    /** Draws a square about the galaxy, so that the galaxy fills more of the image. */
    static Part draw(SimulatedGalaxy galaxy, int least, RandomGenerator random) {
      int most = Math.min(galaxy.width(), galaxy.height());
      int side = (int) Math.max(Math.min(least, most), most * (0.3 + 0.6 * random.nextDouble()));
      return new Part(
          first(galaxy.centreX() + 16 * random.nextDouble() - 8, side, galaxy.width()),
          first(galaxy.centreY() + 16 * random.nextDouble() - 8, side, galaxy.height()),
          side,
          side);
    }

    private static int first(double middle, int side, int all) {
      return Math.max(0, Math.min(all - side, (int) Math.round(middle - (side - 1) / 2.0)));
    }

    float[] cut(float[] pixels, int all) {
      float[] part = new float[width * height];
      for (int y = 0; y < height; y++) {
        System.arraycopy(pixels, (y + top) * all + left, part, y * width, width);
      }
      return part;
    }
  }

  /**
   * Observes and prepares a part of the image of a simulated galaxy.
   *
   * @param galaxy simulated, with the network's semi-major axes
   * @param part of its image
   * @param noise random generator of the noise
   * @param preprocessor of the network
   * @throws BadImageException if the image cannot be used
   */
  static View of(
      SimulatedGalaxy galaxy, Part part, RandomGenerator noise, Preprocessor preprocessor)
      throws BadImageException {
    PreparedImage image =
        preprocessor.prepare(
            new SkyImage(
                part.cut(galaxy.observe(noise), galaxy.width()),
                part.width,
                part.height,
                galaxy.pixelScaleArcsec(),
                galaxy.zeroPoint()));
    double x = galaxy.centreX() - part.left;
    double y = galaxy.centreY() - part.top;
    SkyLevel sky = image.sky();
    double excess = (sky.level() - residual(galaxy)) / sky.sigma();
    return new View(
        image,
        new Point((x - image.originX()) / image.scale(), (y - image.originY()) / image.scale()),
        galaxy.truth(),
        length(galaxy, x, y, part),
        (float) excess,
        otherLight(galaxy, part, image));
  }

  /** Returns the light of other sources; null if the prepared image has other pixels. */
  private static @Nullable ImagePyramid otherLight(
      SimulatedGalaxy galaxy, Part part, PreparedImage image) {
    if (image.width() != part.width || image.height() != part.height || image.scale() != 1) {
      return null;
    }
    // Flux of the prepared image is in another unit; the ratio of the deviations is the factor.
    float factor = (float) (image.skySigma() / image.sky().sigma());
    float[] light = new float[galaxy.scene().length];
    for (int i = 0; i < light.length; i++) {
      light[i] = factor * (galaxy.scene()[i] - galaxy.target()[i]);
    }
    return new ImagePyramid(part.cut(light, galaxy.width()), part.width, part.height);
  }

  /** Sky residual at the target, image units. */
  private static double residual(SimulatedGalaxy galaxy) {
    NoiseModel noise = galaxy.noise();
    return noise.skyOffset()
        + noise.skySlopeX() * ((galaxy.centreX() + 0.5) / galaxy.width() - 0.5)
        + noise.skySlopeY() * ((galaxy.centreY() + 0.5) / galaxy.height() - 0.5);
  }

  private static int length(SimulatedGalaxy galaxy, double x0, double y0, Part part) {
    TruthProfile truth = galaxy.truth();
    int length = 0;
    while (length < truth.length() && inside(galaxy, length, x0, y0, part) >= LEAST_INSIDE) {
      length++;
    }
    return length;
  }

  private static double inside(SimulatedGalaxy galaxy, int step, double x0, double y0, Part part) {
    return inside(
        new Point(x0, y0),
        galaxy.truth().radiusArcsec()[step] / galaxy.pixelScaleArcsec(),
        galaxy.truth().ellipticity()[step],
        galaxy.truth().paDeg()[step],
        part.width,
        part.height);
  }

  /**
   * Returns the fraction of an isophote that is in an image.
   *
   * @param centre pixels
   * @param a semi-major axis, pixels
   * @param ellipticity of the isophote
   * @param paDeg position angle, degrees
   * @param width of the image, pixels
   * @param height of the image, pixels
   */
  static double inside(
      Point centre, double a, double ellipticity, double paDeg, int width, int height) {
    double b = a * (1 - ellipticity);
    double pa = Math.toRadians(paDeg);
    int inside = 0;
    for (int i = 0; i < POINTS; i++) {
      double t = 2 * Math.PI * (i + 0.5) / POINTS;
      double along = a * Math.cos(t);
      double across = b * Math.sin(t);
      double x = centre.x() + along * Math.cos(pa) - across * Math.sin(pa);
      double y = centre.y() + along * Math.sin(pa) + across * Math.cos(pa);
      if (x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5) {
        inside++;
      }
    }
    return (double) inside / POINTS;
  }
}
