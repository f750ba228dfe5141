// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import org.pix2prof.model.internal.MissingPixels;
import org.pix2prof.values.Collapse;

/** Sum or mean of planes. Planes without any value do not count. */
final class PlaneStack {
  private final Collapse collapse;
  private final double[] sums;
  private final int[] counts;
  private int planes;

  PlaneStack(Collapse collapse, int pixels) {
    this.collapse = collapse;
    this.sums = new double[pixels];
    this.counts = new int[pixels];
  }

  /** Adds a plane; NaN is no value. */
  void add(float[] plane) {
    if (PlaneContent.of(plane) == PlaneContent.ALL_MISSING) {
      return;
    }
    planes++;
    for (int i = 0; i < plane.length; i++) {
      if (!Float.isNaN(plane[i])) {
        sums[i] += plane[i];
        counts[i]++;
      }
    }
  }

  /** Returns the result: finite, or NaN where it is unknown. */
  float[] pixels() {
    float[] pixels = new float[sums.length];
    for (int i = 0; i < pixels.length; i++) {
      if (collapse == Collapse.SUM) {
        pixels[i] = counts[i] == planes && planes > 0 ? (float) sums[i] : Float.NaN;
      } else {
        pixels[i] = (float) (sums[i] / counts[i]); // NaN where there is no value
      }
    }
    MissingPixels.dropInfinite(pixels, 0, pixels.length);
    return pixels;
  }
}
