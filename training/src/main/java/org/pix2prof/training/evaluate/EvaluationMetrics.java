package org.pix2prof.training.evaluate;

import java.util.List;
import org.pix2prof.references.Deviation;

/**
 * How far a set of predicted profiles is from the references.
 *
 * @param deviation median |mu_true - mu_predicted| of each profile, mag/arcsec^2
 * @param bias median mu_predicted - mu_true of each profile, mag/arcsec^2: positive is too faint
 * @param outermostThird as {@code deviation}, over the outermost third of the reference's samples
 * @param failures number of profiles off by more than {@link #FAILURE} or with no sample compared
 * @param failureFraction {@code failures} over all profiles that have reference samples here
 * @param coverage fraction of the reference samples, all profiles together, that are compared
 * @param coverageByProfile the same fraction of each profile
 * @param calibration whether the predicted uncertainties are right
 * @param isophotes how far the shapes of the isophotes are from the references
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

  /** A profile whose median deviation is greater, in mag/arcsec^2, has failed. */
  public static final double FAILURE = 0.5;

  /**
   * Figures over all samples. For the paper's second figure give deviations that are {@link
   * Deviation#upTo} {@link Deviation#FAINTEST}.
   *
   * @param deviations one per profile; those without reference samples are left out
   * @return the figures
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

  /** Whether a profile has failed; one of which nothing is compared has. */
  static boolean failed(Deviation deviation) {
    return !(deviation.median() <= FAILURE);
  }
}
