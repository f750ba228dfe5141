// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import org.pix2prof.model.Point;

/** Finds the centre for which an image and its rotation by 180 degrees differ least. */
record HalfTurn(Plane plane, int radius, int largestStep) {

  /** Searches within {@code largestStep} pixels of a first guess, to 0.05 pixel. */
  Point centre(Point guess) {
    Point best = guess;
    for (double step = 0.8; step >= 0.05; step /= 2) {
      for (boolean better = true; better; ) {
        better = false;
        Point from = best;
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            Point next = new Point(from.x() + dx * step, from.y() + dy * step);
            if (next.distance(guess) <= largestStep && residual(next) < residual(best)) {
              best = next;
              better = true;
            }
          }
        }
      }
    }
    return best;
  }

  /** Mean absolute difference between opposite pixels, relative to their mean. */
  private double residual(Point c) {
    double difference = 0;
    double sum = 0;
    for (double y = -radius; y <= radius; y += 0.5) {
      for (double x = 0; x <= radius; x += 0.5) {
        if (x * x + y * y <= radius * radius) {
          double a = sample(c.x() + x, c.y() + y);
          double b = sample(c.x() - x, c.y() - y);
          difference += Math.abs(a - b);
          sum += a + b;
        }
      }
    }
    return difference / sum;
  }

  private double sample(double x, double y) {
    int u = (int) Math.floor(x);
    int v = (int) Math.floor(y);
    double sum = 0;
    for (int j = -1; j <= 2; j++) {
      for (int i = -1; i <= 2; i++) {
        sum += cubic(x - u - i) * cubic(y - v - j) * plane.at(u + i, v + j);
      }
    }
    return sum;
  }

  private static double cubic(double x) {
    double a = Math.abs(x);
    return a < 1
        ? 1.5 * a * a * a - 2.5 * a * a + 1
        : a < 2 ? -0.5 * a * a * a + 2.5 * a * a - 4 * a + 2 : 0;
  }
}
