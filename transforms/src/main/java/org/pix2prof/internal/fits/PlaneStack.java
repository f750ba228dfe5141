package org.pix2prof.internal.fits;

import org.pix2prof.values.Collapse;

/** The sum or mean of planes. Planes without any value are left out. */
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
    if (PlaneContent.clean(plane) == PlaneContent.ALL_NAN) {
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

  /** The result, NaN where it is not known. */
  float[] pixels() {
    float[] pixels = new float[sums.length];
    for (int i = 0; i < pixels.length; i++) {
      if (collapse == Collapse.SUM) {
        pixels[i] = counts[i] == planes && planes > 0 ? (float) sums[i] : Float.NaN;
      } else {
        pixels[i] = (float) (sums[i] / counts[i]); // NaN where there is no value
      }
    }
    return pixels;
  }
}
