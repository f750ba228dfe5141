// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.Random;

/** Small simulated image: sky noise of standard deviation 1, plus the sources that a test adds. */
final class Scene {
  private final int width;
  private final int height;
  private final float[] pixels;
  private final Random random;

  Scene(int width, int height, long seed) {
    this.width = width;
    this.height = height;
    pixels = new float[width * height];
    random = new Random(seed);
  }

  /** Function of position, evaluated at the middle of each pixel. */
  interface Light {
    double at(double x, double y);
  }

  Scene add(Light light) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += (float) light.at(i % width, i / width);
    }
    return this;
  }

  Scene noise(double sigma) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += (float) (sigma * random.nextGaussian());
    }
    return this;
  }

  /** Sets a rectangle to one value, excluding the last column and row. */
  Scene cover(int left, int right, int top, int bottom, float value) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        pixels[y * width + x] = value;
      }
    }
    return this;
  }

  Plane plane() {
    return new Plane(pixels, width, height);
  }

  float[] pixels() {
    return pixels;
  }

  static Light gaussian(double x0, double y0, double peak, double sigma) {
    return (x, y) -> peak * Math.exp(-(sq(x - x0) + sq(y - y0)) / (2 * sigma * sigma));
  }

  /** A Sersic profile with a softened core, on ellipses of axis ratio q. */
  static Light sersic(
      double x0, double y0, double mu, double re, double n, double q, double angle) {
    double b = 2 * n - 1 / 3.0;
    return (x, y) -> {
      double u = (x - x0) * Math.cos(angle) + (y - y0) * Math.sin(angle);
      double v = ((y - y0) * Math.cos(angle) - (x - x0) * Math.sin(angle)) / q;
      double r = Math.sqrt(u * u + v * v + 2);
      return mu * Math.exp(-b * (Math.pow(r / re, 1 / n) - 1));
    };
  }

  private static double sq(double x) {
    return x * x;
  }
}
