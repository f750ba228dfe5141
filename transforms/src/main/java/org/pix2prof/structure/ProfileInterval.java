package org.pix2prof.structure;

/**
 * A place on a profile between two samples. From one to the next mu, the logarithm of the radius
 * and the logarithm of the axis ratio change in proportion, and so does the logarithm of the area:
 * the law of {@link org.pix2prof.model.CurveOfGrowth}.
 *
 * @param from index of the sample before
 * @param part of the way to the next, 0 to 1; a derivative may go a little beyond
 */
record ProfileInterval(int from, double part) {
  /** A quantity that changes in proportion, here. */
  double in(double[] values) {
    return values[from] + part * (values[from + 1] - values[from]);
  }

  /** The radius here. */
  double radius(double[] radius) {
    return radius[from] * Math.pow(radius[from + 1] / radius[from], part);
  }
}
