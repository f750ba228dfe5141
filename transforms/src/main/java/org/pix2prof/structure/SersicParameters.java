// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.structure.StructureQuantity.SERSIC_MU_E;
import static org.pix2prof.structure.StructureQuantity.SERSIC_N;
import static org.pix2prof.structure.StructureQuantity.SERSIC_RMS;
import static org.pix2prof.structure.StructureQuantity.SERSIC_R_E;
import static org.pix2prof.structure.StructureQuantity.SERSIC_R_IN;
import static org.pix2prof.structure.StructureQuantity.SERSIC_R_OUT;

import java.util.Optional;

/** Parameters of the Sersic profile. */
final class SersicParameters {

  /** Fits a Sersic profile and returns the fit. */
  static Optional<SersicFit> measure(MeasuredQuantities measured) {
    ProfileSamples samples = measured.samples();
    Optional<SersicFit> found = SersicFit.of(samples);
    found.ifPresentOrElse(
        fit -> give(measured, fit),
        () -> {
          StructureFlag flag =
              SersicFit.samplesInRange(samples) < SersicFit.MIN_SAMPLES
                  ? StructureFlag.PROFILE_TOO_SHORT
                  : StructureFlag.NO_SERSIC;
          StructureQuantity.all()
              .filter(q -> q.column().startsWith("sersic_"))
              .forEach(q -> measured.miss(q, flag));
        });
    return found;
  }

  private static void give(MeasuredQuantities measured, SersicFit fit) {
    measured.give(SERSIC_N, l -> fit.of(l.mu()).n());
    measured.give(SERSIC_R_E, l -> fit.of(l.mu()).radius());
    measured.give(SERSIC_MU_E, l -> fit.of(l.mu()).mu());
    measured.give(SERSIC_R_IN, l -> fit.begin());
    measured.give(SERSIC_R_OUT, l -> fit.end());
    measured.give(SERSIC_RMS, l -> fit.rms());
    SersicFit.Sersic best = fit.best();
    SersicFit.Sersic narrow = fit.narrow().map(SersicFit::best).orElse(best);
    measured.addError(SERSIC_N, narrow.n() - best.n());
    measured.addError(SERSIC_R_E, narrow.radius() - best.radius());
    measured.addError(SERSIC_MU_E, narrow.mu() - best.mu());
  }

  private SersicParameters() {}
}
