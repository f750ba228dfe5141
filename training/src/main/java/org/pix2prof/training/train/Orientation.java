// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.List;
import java.util.random.RandomGenerator;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.training.simulate.TruthProfile;

/**
 * One of the eight symmetries of a square, applied to an image and its profile.
 *
 * @param transpose exchanges x and y, before the flips
 * @param flipX reverses x
 * @param flipY reverses y
 */
record Orientation(boolean transpose, boolean flipX, boolean flipY) {
  static final Orientation SAME = new Orientation(false, false, false);

  static Orientation draw(RandomGenerator random) {
    return new Orientation(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
  }

  /**
   * Returns the image in this orientation. Its place in the original image is lost.
   *
   * @param image without given isophotes
   */
  PreparedImage of(PreparedImage image) {
    int width = transpose ? image.height() : image.width();
    int height = transpose ? image.width() : image.height();
    float[] pixels = new float[width * height];
    for (int y = 0; y < height; y++) {
      int v = flipY ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int u = flipX ? width - 1 - x : x;
        pixels[y * width + x] =
            image.pixels()[transpose ? u * image.width() + v : v * image.width() + u];
      }
    }
    Point centre = of(new Point(image.centreX(), image.centreY()), width, height);
    List<Neighbour> neighbours =
        image.neighbours().stream()
            .map(n -> new Neighbour(of(n.position(), width, height), n.heightRatio(), n.star()))
            .toList();
    return new PreparedImage(
        pixels,
        width,
        height,
        centre.x(),
        centre.y(),
        0,
        0,
        image.scale(),
        PixelShape.SQUARE,
        image.skySigma(),
        image.sky(),
        image.flags(),
        image.centreGiven(),
        null,
        neighbours,
        image.radiusFactor());
  }

  private Point of(Point point, int width, int height) {
    double x = transpose ? point.y() : point.x();
    double y = transpose ? point.x() : point.y();
    return new Point(flipX ? width - 1 - x : x, flipY ? height - 1 - y : y);
  }

  /** Returns the profile of the image in this orientation. */
  TruthProfile of(TruthProfile profile) {
    double[] paDeg = profile.paDeg().clone();
    for (int i = 0; i < paDeg.length; i++) {
      double pa = transpose ? 90 - paDeg[i] : paDeg[i];
      paDeg[i] = flipX == flipY ? pa : -pa;
    }
    return new TruthProfile(profile.radiusArcsec(), profile.mu(), profile.ellipticity(), paDeg);
  }
}
