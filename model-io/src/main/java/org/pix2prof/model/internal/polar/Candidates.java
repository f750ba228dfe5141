// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.pix2prof.model.internal.Photometry.asinh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;

/**
 * Sources of an image that may be the target: the one that preprocessing chose and others that are
 * nearly as likely, by height and distance from the middle. The network decides between them.
 */
public final class Candidates {
  /** Maximum number of sources besides the chosen one. */
  private static final int MOST = 3;

  /** Minimum likelihood of a source, as a fraction of that of the chosen one. */
  private static final double LEAST_LIKELIHOOD = 0.05;

  /** Scale of the distance from the middle in the likelihood, pixels. */
  private static final double NORMAL_OFFSET = 6;

  private static final double HEIGHT_POWER = 0.5;
  private static final double DISTANCE_POWER = -1.25;

  private Candidates() {}

  /**
   * Lists the sources besides the chosen one that may be the target, the most likely first.
   *
   * @param image prepared; its centre is the chosen source
   * @return positions in the prepared image; empty if the target was given
   */
  public static List<Point> others(PreparedImage image) {
    if (image.centreGiven() || image.isophotes() != null) {
      return List.of();
    }
    double chosen = likelihood(image, new Point(image.centreX(), image.centreY()), 1);
    List<Neighbour> likely = new ArrayList<>();
    for (Neighbour neighbour : image.neighbours()) {
      if (likelihood(image, neighbour) > LEAST_LIKELIHOOD * chosen) {
        likely.add(neighbour);
      }
    }
    likely.sort(
        Comparator.comparingDouble((Neighbour neighbour) -> likelihood(image, neighbour))
            .reversed());
    return likely.stream().limit(MOST).map(Neighbour::position).toList();
  }

  private static double likelihood(PreparedImage image, Neighbour neighbour) {
    return likelihood(image, neighbour.position(), neighbour.heightRatio());
  }

  private static double likelihood(PreparedImage image, Point at, double height) {
    double d = distance(image, at) / NORMAL_OFFSET;
    return Math.pow(height, HEIGHT_POWER) * Math.pow(1 + d * d, DISTANCE_POWER);
  }

  private static double distance(PreparedImage image, Point at) {
    return at.distance(new Point((image.width() - 1) / 2.0, (image.height() - 1) / 2.0));
  }

  /**
   * Returns what the network knows of a source besides its pixels: its distance from the middle, in
   * pixels and relative to the image, and its height relative to the highest source.
   */
  static float[] features(PreparedImage image, Point at) {
    double height = 1;
    double highest = 1;
    for (Neighbour neighbour : image.neighbours()) {
      highest = Math.max(highest, neighbour.heightRatio());
      if (neighbour.position().equals(at)) {
        height = neighbour.heightRatio();
      }
    }
    double distance = distance(image, at);
    return new float[] {
      (float) (asinh(distance / 3) / 3),
      (float) (2 * distance / Math.min(image.width(), image.height())),
      (float) (Math.log(height / highest) / 4)
    };
  }
}
