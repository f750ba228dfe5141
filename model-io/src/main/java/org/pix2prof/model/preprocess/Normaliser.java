package org.pix2prof.model.preprocess;

import org.pix2prof.model.ModelManifest.Normalisation;

/** Normalises each value in place, the last step; NaN stays NaN. */
final class Normaliser {

  static void apply(float[] pixels, Normalisation normalisation) {
    if (normalisation instanceof Normalisation.MinMax minMax) {
      // In 32-bit floats, as the published code computes it.
      float min = (float) minMax.min();
      float range = (float) (minMax.max() - minMax.min());
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (pixels[i] - min) / range;
      }
    } else if (normalisation instanceof Normalisation.Asinh asinh) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) asinh(pixels[i] / asinh.softening());
      }
    }
  }

  /** Inverse hyperbolic sine, accurate near 0 and for large negative arguments. */
  private static double asinh(double x) {
    double a = Math.abs(x);
    return a < 1e-4 ? x : Math.copySign(Math.log(a + Math.sqrt(1 + a * a)), x);
  }

  private Normaliser() {}
}
