// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.List;
import org.pix2prof.internal.references.Deviation;

/**
 * Deviation of a set of predicted profiles from the references.
 *
 * @param deviation median |mu_true - mu_predicted| of each profile, mag/arcsec^2
 * @param bias median mu_predicted - mu_true of each profile, mag/arcsec^2: positive is too faint
 * @param outermostThird as {@code deviation}, over the outermost third of the reference's samples
 * @param failures number of profiles whose deviation exceeds {@link #FAILURE} or that have no
 *     compared sample
 * @param failureFraction {@code failures} over all profiles that have reference samples here
 * @param coverage fraction of all profiles' reference samples that are compared
 * @param coverageByProfile the same fraction of each profile
 * @param calibration calibration of the predicted uncertainties
 * @param isophotes deviation of the isophotes' shapes from the references
 */
public record EvaluationMetrics(
    SummaryStatistics deviation,
    SummaryStatistics bias,
    SummaryStatistics outermostThird,
    int failures,
    double failureFraction,
    double coverage,
    SummaryStatistics coverageByProfile,
    Calibration calibration,
    IsophoteMetrics isophotes) {

  /** Median deviation above which a profile counts as failed, mag/arcsec^2. */
  public static final double FAILURE = 0.5;

  /**
   * Computes the metrics over all samples. For those of bright samples only, pass deviations that
   * are {@link Deviation#upTo} {@link Deviation#FAINTEST}.
   *
   * @param deviations one per profile; those without reference samples are skipped
   * @return the metrics
   */
  public static EvaluationMetrics of(List<Deviation> deviations) {
    List<Deviation> known = deviations.stream().filter(d -> d.samples() > 0).toList();
    int failures = (int) known.stream().filter(EvaluationMetrics::failed).count();
    int samples = known.stream().mapToInt(Deviation::samples).sum();
    int covered = known.stream().mapToInt(Deviation::covered).sum();
    return new EvaluationMetrics(
        SummaryStatistics.of(known.stream().mapToDouble(Deviation::median)),
        SummaryStatistics.of(known.stream().mapToDouble(Deviation::bias)),
        SummaryStatistics.of(known.stream().mapToDouble(d -> d.outermostThird().median())),
        failures,
        (double) failures / known.size(),
        (double) covered / samples,
        SummaryStatistics.of(known.stream().mapToDouble(Deviation::coverage)),
        Calibration.of(known),
        IsophoteMetrics.of(known));
  }

  /** Returns true for a failed profile, including one without compared samples. */
  static boolean failed(Deviation deviation) {
    return !(deviation.median() <= FAILURE);
  }
}
