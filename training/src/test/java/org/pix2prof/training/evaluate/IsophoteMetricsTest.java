// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.internal.references.IsophoteShapes;

class IsophoteMetricsTest {
  private static final double EXACT = 1e-9;
  private static final double[] RADIUS = {1, 2, 4};

  @Test
  void comparesTrueEllipticityAboveTenthOnly() {
    Deviation deviation =
        flat()
            .withIsophotes(
                new IsophoteShapes(
                    RADIUS, new double[] {0.1, 0.101, 0.5}, new double[] {0, 179, 30}),
                new IsophoteShapes(
                    RADIUS, new double[] {0.9, 0.201, 0.3}, new double[] {90, 1, 40}));

    IsophoteMetrics metrics = EvaluationMetrics.of(List.of(deviation)).isophotes();
    assertEquals(2, metrics.pooled().samples());
    assertEquals(0.15, metrics.ellipticity().median(), EXACT); // of 0.1 and 0.2
    assertEquals(6, metrics.paDeg().median(), EXACT); // of 2 and 10
    assertEquals(9.2, metrics.pooled().paDegPercentile90(), EXACT);
  }

  @Test
  void everyProfileHasTheSameWeight() {
    Deviation three = turned(10, 10, 10);
    Deviation one = turned(10, Double.NaN, Double.NaN).where(i -> i == 0);
    Deviation worse = turned(40, 40, 40);

    IsophoteMetrics metrics = IsophoteMetrics.of(List.of(three, worse, one));

    assertEquals(3, metrics.paDeg().profiles());
    assertEquals(10, metrics.paDeg().median(), EXACT);
    assertEquals(34, metrics.paDeg().percentile90(), EXACT);
    assertEquals(7, metrics.pooled().samples());
    assertEquals(40, metrics.pooled().paDegPercentile90(), EXACT);
  }

  @Test
  void skipsIsophotesFainterThanLimit() {
    Deviation brighter = turned(10, 20, 60).upTo(21);

    assertEquals(15, brighter.paMedian(), EXACT);
  }

  @Test
  void metricsAreNanWithoutShapes() {
    IsophoteMetrics metrics = IsophoteMetrics.of(List.of(flat()));

    assertEquals(0, metrics.pooled().samples());
    assertEquals(0, metrics.ellipticity().profiles());
    assertTrue(Double.isNaN(metrics.paDeg().median()));
  }

  @Test
  void skipsIsophoteAtCentre() {
    double[] radius = {0, 1, 2};
    double[] mu = {18, 20, 21};
    double[] e = {0.9, 0.2, 0.2};
    Deviation deviation =
        Deviation.of(radius, mu, radius, mu)
            .withIsophotes(
                new IsophoteShapes(radius, e, new double[] {0, 50, 50}),
                new IsophoteShapes(radius, e, new double[] {90, 50, 50}));

    assertArrayEquals(new double[] {0, 0}, deviation.paErrors().toArray(), EXACT);
  }

  @Test
  void rejectsIsophotesAtOtherRadii() {
    IsophoteShapes other = new IsophoteShapes(new double[] {1, 2}, new double[2], new double[2]);

    assertThrows(IllegalArgumentException.class, () -> flat().withIsophotes(other, other));
    assertThrows(
        IllegalArgumentException.class,
        () -> new IsophoteShapes(RADIUS, new double[2], new double[3]));
  }

  /** A prediction whose major axes are rotated by an angle. */
  private static Deviation turned(double... paDeg) {
    double[] e = {0.3, 0.3, 0.3};
    return flat()
        .withIsophotes(
            new IsophoteShapes(RADIUS, e, new double[3]), new IsophoteShapes(RADIUS, e, paDeg));
  }

  /** A perfect prediction of 20, 21, 22 mag/arcsec^2. */
  private static Deviation flat() {
    double[] mu = {20, 21, 22};
    return Deviation.of(RADIUS, mu, RADIUS, mu);
  }
}
