// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pix2prof.internal.references.Deviation;

class EvaluationMetricsTest {
  private static final double EXACT = 1e-12;

  @Test
  void quantilesAreInterpolatedLinearly() {
    // numpy.percentile([1, 2, 3, 10], [25, 50, 75, 90]) = 1.75, 2.5, 4.75, 7.9
    SummaryStatistics distribution = SummaryStatistics.of(DoubleStream.of(10, 1, Double.NaN, 3, 2));

    assertEquals(4, distribution.profiles());
    assertEquals(1.75, distribution.lowerQuartile(), EXACT);
    assertEquals(2.5, distribution.median(), EXACT);
    assertEquals(4.75, distribution.upperQuartile(), EXACT);
    assertEquals(7.9, distribution.percentile90(), EXACT);
    assertEquals(1, distribution.min(), EXACT);
    assertEquals(10, distribution.max(), EXACT);
  }

  @Test
  void metricsAreMediansOverProfiles() {
    EvaluationMetrics metrics = EvaluationMetrics.of(List.of(off(0.1), off(-0.3), off(0.6)));

    assertEquals(0.3, metrics.deviation().median(), EXACT);
    assertEquals(0.1, metrics.bias().median(), EXACT);
    assertEquals(0.6, metrics.deviation().max(), EXACT);
    assertEquals(1, metrics.failures());
    assertEquals(1 / 3.0, metrics.failureFraction(), EXACT);
    assertEquals(1, metrics.coverage(), EXACT);
  }

  @Test
  void deviationOfHalfAMagnitudeIsNotAFailure() {
    double[] radius = {1};
    Deviation half = Deviation.of(radius, new double[] {20}, radius, new double[] {20.5});

    assertEquals(0, EvaluationMetrics.of(List.of(half)).failures());
  }

  @Test
  void shortProfileLowersCoverage() {
    double[] radius = IntStream.rangeClosed(1, 10).asDoubleStream().toArray();
    double[] mu = Arrays.stream(radius).map(r -> 18 + r).toArray();
    Deviation shortProfile = Deviation.of(radius, mu, new double[] {1, 2}, new double[] {19, 20});
    Deviation elsewhere = Deviation.of(radius, mu, new double[] {11}, new double[] {29});

    EvaluationMetrics metrics = EvaluationMetrics.of(List.of(shortProfile, elsewhere));

    assertEquals(0.1, metrics.coverage(), EXACT);
    assertEquals(0, metrics.coverageByProfile().min(), EXACT);
    assertEquals(1, metrics.failures());
    assertEquals(0, metrics.outermostThird().profiles());
  }

  @Test
  void skipsProfilesWithoutReferenceSamples() {
    EvaluationMetrics metrics = EvaluationMetrics.of(List.of(off(0.1), off(0.2).upTo(10)));

    assertEquals(1, metrics.deviation().profiles());
    assertEquals(0, metrics.failures());
  }

  @Test
  void countsSamplesWithinPredictedUncertainty() {
    double[] radius = {1, 2, 3, 4};
    double[] mu = {20, 21, 22, 23};
    Deviation deviation =
        Deviation.of(
            radius,
            mu,
            radius,
            new double[] {20.05, 20.9, 22.15, 23.5},
            new double[] {0.1, 0.11, 0.1, 0.1});

    Calibration calibration = Calibration.of(List.of(deviation));

    assertEquals(4, calibration.samples());
    assertEquals(0.5, calibration.within1Sigma(), EXACT);
    assertEquals(0.75, calibration.within2Sigma(), EXACT);
  }

  @Test
  void calibrationIsNanWithoutUncertainties() {
    Calibration calibration = Calibration.of(List.of(off(0.1)));

    assertEquals(0, calibration.samples());
    assertTrue(Double.isNaN(calibration.within1Sigma()));
  }

  /** Three samples with the same error. */
  private static Deviation off(double by) {
    double[] radius = {1, 2, 3};
    double[] mu = {20, 21, 22};
    return Deviation.of(radius, mu, radius, Arrays.stream(mu).map(m -> m + by).toArray());
  }
}
