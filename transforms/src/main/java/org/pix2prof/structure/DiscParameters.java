// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.structure.StructureQuantity.DISC_H;
import static org.pix2prof.structure.StructureQuantity.DISC_MU_0;
import static org.pix2prof.structure.StructureQuantity.DISC_R_IN;
import static org.pix2prof.structure.StructureQuantity.DISC_R_OUT;

import java.util.List;

/** Parameters of the exponential disc. */
final class DiscParameters {

  /** Fits a disc. */
  static void measure(MeasuredQuantities measured) {
    ProfileSamples samples = measured.samples();
    DiscFit.of(samples)
        .ifPresentOrElse(
            fit -> give(measured, fit),
            () -> {
              StructureFlag flag =
                  samples.count() < DiscFit.MIN_SAMPLES
                      ? StructureFlag.PROFILE_TOO_SHORT
                      : StructureFlag.NO_DISC;
              List.of(DISC_MU_0, DISC_H, DISC_R_IN, DISC_R_OUT)
                  .forEach(quantity -> measured.miss(quantity, flag));
            });
  }

  private static void give(MeasuredQuantities measured, DiscFit fit) {
    measured.give(DISC_MU_0, l -> fit.centralMu(l.mu()));
    measured.give(DISC_H, l -> fit.scaleLength(l.mu()));
    measured.give(DISC_R_IN, l -> fit.begin());
    measured.give(DISC_R_OUT, l -> fit.end());
    DiscFit narrow = fit.narrow();
    double[] mu = measured.samples().mu();
    measured.addError(DISC_MU_0, narrow.centralMu(mu) - fit.centralMu(mu));
    // From the slope, which is finite for any narrow range.
    double slopes = fit.scaleLength(mu) / narrow.scaleLength(mu);
    measured.addError(DISC_H, fit.scaleLength(mu) * (slopes - 1));
  }

  private DiscParameters() {}
}
