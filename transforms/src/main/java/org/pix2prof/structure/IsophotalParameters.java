// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.Arrays;

/** Radii of isophotes and the magnitudes within them. */
final class IsophotalParameters {

  /**
   * Measures the outermost isophote of a level, if the profile ends beyond it, and the enclosed
   * magnitude.
   */
  static void measure(
      MeasuredQuantities measured,
      double level,
      StructureQuantity radius,
      StructureQuantity magnitude) {
    double[] mu = measured.samples().mu();
    int from = mu.length - 1;
    while (from >= 0 && mu[from] >= level) {
      from--;
    }
    if (from < 0 || from == mu.length - 1) {
      StructureFlag flag = reason(mu, level);
      measured.miss(radius, flag);
      measured.miss(magnitude, flag);
      return;
    }
    int at = from;
    measured.giveRadius(radius, l -> l.isophote(level, at));
    GrowthCurve growth = measured.light().growth();
    if (growth == null || at + 1 >= growth.count()) {
      measured.miss(magnitude, StructureFlag.NO_ELLIPTICITY);
    } else {
      measured.giveLight(magnitude, l -> l.growth().magnitude(l.isophote(level, at)));
    }
  }

  /** Returns the reason why a profile has no isophote that it ends beyond. */
  private static StructureFlag reason(double[] mu, double level) {
    if (Arrays.stream(mu).allMatch(m -> m >= level)) {
      return StructureFlag.FAINTER_THROUGHOUT;
    }
    return Arrays.stream(mu).allMatch(m -> m < level)
        ? StructureFlag.NOT_REACHED
        : StructureFlag.BRIGHTER_AT_END;
  }

  private IsophotalParameters() {}
}
