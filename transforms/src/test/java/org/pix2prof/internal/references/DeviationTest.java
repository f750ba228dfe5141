// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DeviationTest {
  private static final double EXACT = 1e-12;

  @Test
  void interpolatesLinearlyInLogRadius() {
    // 2 is halfway from 1 to 4 in log radius, so the prediction there is 21.
    Deviation deviation =
        Deviation.of(
            new double[] {1, 2, 4},
            new double[] {20.1, 21.5, 21.7},
            new double[] {1, 4},
            new double[] {20, 22});

    assertEquals(3, deviation.covered());
    assertEquals(-0.5, deviation.mu(1) - deviation.trueMu(1), EXACT);
    assertEquals(0.3, deviation.median(), EXACT); // of 0.1, 0.5, 0.3
    assertEquals(-0.1, deviation.bias(), EXACT); // of -0.1, -0.5, +0.3
  }

  @Test
  void medianOfEvenNumberAveragesMiddleTwo() {
    double[] radius = {1, 2, 3, 4};
    Deviation deviation =
        Deviation.of(
            radius, new double[] {20, 20, 20, 20}, radius, new double[] {20.1, 20.2, 20.4, 21});

    assertEquals(0.3, deviation.median(), EXACT);
  }

  @Test
  void comparesOnlyCoveredSamples() {
    Deviation deviation =
        Deviation.of(
            new double[] {1, 2, 4, 8, 16},
            new double[] {20, 21, 22, 23, 24},
            new double[] {2, 8},
            new double[] {21, 23});

    assertEquals(3, deviation.covered());
    assertEquals(0.6, deviation.coverage(), EXACT);
    assertEquals(0, deviation.median(), EXACT);
  }

  @Test
  void coversEndsInSinglePrecision() {
    double[] radius = {0.8, 12.7};
    Deviation deviation =
        Deviation.of(
            radius, new double[] {20, 22}, new double[] {0.8f, 12.7f}, new double[] {20, 22});

    assertEquals(2, deviation.covered());
  }

  @Test
  void skipsPredictionOfNaN() {
    double[] radius = {1, 2, 4};
    Deviation deviation =
        Deviation.of(
            radius, new double[] {20, 21, 22}, radius, new double[] {20, Double.NaN, 22.4});

    assertEquals(2, deviation.covered());
    assertEquals(0.2, deviation.median(), EXACT);
  }

  @Test
  void skipsSampleAtRadiusZero() {
    double[] radius = {0, 1, 2};
    Deviation deviation =
        Deviation.of(radius, new double[] {18, 20, 21}, radius, new double[] {10, 20, 21});

    assertEquals(2, deviation.samples());
    assertEquals(2, deviation.covered());
    assertEquals(0, deviation.median(), EXACT);
  }

  @Test
  void disjointRangesHaveZeroCoverage() {
    Deviation deviation =
        Deviation.of(
            new double[] {1, 2}, new double[] {20, 21}, new double[] {3}, new double[] {22});

    assertTrue(Double.isNaN(deviation.median()));
    assertEquals(0, deviation.coverage());
  }

  @Test
  void emptyPredictionCoversNothing() {
    Deviation deviation =
        Deviation.of(new double[] {1}, new double[] {20}, new double[0], new double[0]);

    assertEquals(0, deviation.covered());
  }

  @Test
  void brighterSamplesOnlyIncludesTheLimit() {
    double[] radius = {1, 2, 3, 4};
    Deviation deviation =
        Deviation.of(
            radius,
            new double[] {20, 26.5, 26.51, 27},
            radius,
            new double[] {20.2, 26.9, 28.51, 30});

    assertEquals(2, deviation.upTo(26.5).samples());
    assertEquals(0.3, deviation.upTo(26.5).median(), EXACT);
  }

  @Test
  void outermostThirdRefersToReference() {
    double[] radius = {1, 2, 3, 4, 5, 6, 7};
    double[] mu = {20, 21, 22, 23, 24, 25, 26};
    Deviation outer =
        Deviation.of(radius, mu, new double[] {1, 5}, new double[] {20, 24.5}).outermostThird();

    assertEquals(3, outer.samples());
    assertEquals(1, outer.covered());
    assertEquals(0.5, outer.median(), EXACT);
  }

  @Test
  void interpolatesUncertainty() {
    Deviation deviation =
        Deviation.of(
            new double[] {2},
            new double[] {21},
            new double[] {1, 4},
            new double[] {20, 22},
            new double[] {0.1, 0.3});

    assertEquals(0.2, deviation.muErr(0), EXACT);
  }

  @Test
  void refusesDifferentLengths() {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};

    assertMessage("the reference has 2 radii but 3 values", () -> of(two, three, two, two));
    assertMessage("the prediction has 3 radii but 2 values", () -> of(two, two, three, two));
    assertMessage(
        "the prediction's uncertainty has 2 radii but 3 values",
        () -> Deviation.of(two, two, two, two, three));
  }

  @Test
  void rejectsNonIncreasingRadii() {
    double[] two = {1, 2};

    assertMessage(
        "radii of the reference must increase: 2.0, then 2.0",
        () -> of(new double[] {2, 2}, two, two, two));
    assertMessage(
        "radius 0 of the prediction must be 0 or more, not -1.0",
        () -> of(two, two, new double[] {-1, 2}, two));
    assertMessage(
        "radius 1 of the reference must be 0 or more, not NaN",
        () -> of(new double[] {1, Double.NaN}, two, two, two));
  }

  private static void of(double[] r, double[] mu, double[] predictedR, double[] predictedMu) {
    Deviation.of(r, mu, predictedR, predictedMu);
  }

  private static void assertMessage(String message, Runnable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code::run).getMessage());
  }
}
