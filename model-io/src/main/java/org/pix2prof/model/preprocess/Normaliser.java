// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import org.pix2prof.model.ModelManifest.Normalisation;
import org.pix2prof.model.internal.Photometry;

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
        pixels[i] = (float) Photometry.asinh(pixels[i] / asinh.softening());
      }
    }
  }

  private Normaliser() {}
}
