// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveOfGrowthTest {
  /** Rounding error of a float near 20 mag, times two. */
  private static final double ROUNDING = 4e-6;

  private static final float[] GRID = grid(0.3, 1.09, 64);

  private static float[] grid(double start, double ratio, int steps) {
    float[] radius = new float[steps];
    for (int i = 0; i < steps; i++) {
      radius[i] = (float) (start * Math.pow(ratio, i));
    }
    return radius;
  }

  private static float[] map(float[] radius, DoubleUnaryOperator f) {
    float[] values = new float[radius.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) f.applyAsDouble(radius[i]);
    }
    return values;
  }

  private static float[] same(double value, int length) {
    float[] values = new float[length];
    Arrays.fill(values, (float) value);
    return values;
  }

  private static double magnitude(double flux) {
    return -2.5 * Math.log10(flux);
  }

  @Test
  void constantDiscGivesItsArea() {
    float[] ellipticity = map(GRID, a -> 0.4 + 0.3 * Math.sin(a));
    float[] within = CurveOfGrowth.magnitudes(GRID, same(21, GRID.length), ellipticity);
    for (int i = 0; i < within.length; i++) {
      double area = Math.PI * GRID[i] * GRID[i] * (1 - ellipticity[i]);
      assertEquals(21 + magnitude(area), within[i], ROUNDING, "step " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, -1.5, -1, -0.999999, -0.5, 0, 2})
  void powerLawOfTheAreaIsExact(double slope) {
    double q = 0.6;
    DoubleUnaryOperator area = a -> Math.PI * a * a * q;
    float[] mu = map(GRID, a -> 20 + magnitude(Math.pow(area.applyAsDouble(a), slope)));
    float[] within = CurveOfGrowth.magnitudes(GRID, mu, same(1 - q, GRID.length));
    double inner = area.applyAsDouble(GRID[0]);
    for (int i = 0; i < within.length; i++) {
      double outer = area.applyAsDouble(GRID[i]);
      double p = slope + 1;
      double ring =
          p == 0 ? Math.log(outer / inner) : (Math.pow(outer, p) - Math.pow(inner, p)) / p;
      // The samples of mu are floats themselves.
      assertEquals(20 + magnitude(Math.pow(inner, p) + ring), within[i], 1e-5, "step " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 3, 6})
  void exponentialDiscHasItsTotalMagnitude(double scaleLength) {
    double q = 0.6;
    float[] mu = map(GRID, a -> 19 + 2.5 / Math.log(10) * a / scaleLength);
    float[] within = CurveOfGrowth.magnitudes(GRID, mu, same(1 - q, GRID.length));
    double total = 19 + magnitude(2 * Math.PI * scaleLength * scaleLength * q);
    assertEquals(total, within[within.length - 1], 0.01);
    // And half of its light within 1.678 scale lengths.
    int half = 0;
    while (GRID[half] < 1.67835 * scaleLength) {
      half++;
    }
    assertTrue(within[half - 1] > total + 0.752575 - 0.01, Arrays.toString(within));
    assertTrue(within[half] < total + 0.752575 + 0.01, Arrays.toString(within));
  }

  @Test
  void shrinkingEllipseRemovesFlux() {
    float[] within =
        CurveOfGrowth.magnitudes(
            new float[] {1, 1.1f, 1.2f, 1.3f},
            new float[] {20, 20, 20.2f, 20.4f},
            new float[] {0.1f, 0.3f, 0.3f, 0.3f});
    assertEquals(20 + magnitude(Math.PI * 1.21 * 0.7), within[1], 1e-6);
    assertTrue(within[1] > within[0], "a smaller area has less light");
    assertTrue(within[2] < within[1] && within[3] < within[2]);
  }

  @Test
  void repeatedEllipseAddsNothing() {
    float[] within =
        CurveOfGrowth.magnitudes(new float[] {2, 2, 2}, new float[] {20, 20, 21}, new float[3]);
    assertArrayEquals(same(20 + magnitude(4 * Math.PI), 3), within, 1e-6f);
  }

  @Test
  void ellipseWithoutAreaHasNoFlux() {
    float[] within =
        CurveOfGrowth.magnitudes(
            new float[] {0, 0.396f, 0.792f}, new float[] {18, 19, 19}, new float[3]);
    assertEquals(Float.POSITIVE_INFINITY, within[0]);
    assertEquals(19 + magnitude(Math.PI * 0.396 * 0.396), within[1], ROUNDING);
    assertEquals(19 + magnitude(Math.PI * 0.792 * 0.792), within[2], ROUNDING);
  }

  @Test
  void acceptsExtremeMagnitudes() {
    float[] radius = {1, 2};
    float[] circles = {0, 0};
    for (float mu : new float[] {-3000, 0, 3000}) {
      float[] within = CurveOfGrowth.magnitudes(radius, new float[] {mu, mu}, circles);
      assertEquals(mu + magnitude(Math.PI), within[0], 1e-3);
      assertEquals(mu + magnitude(4 * Math.PI), within[1], 1e-3);
    }
    float[] steep = CurveOfGrowth.magnitudes(radius, new float[] {0, 3000}, circles);
    assertEquals(magnitude(Math.PI), steep[0], 1e-6);
    assertEquals(steep[0], steep[1], 1e-3, "the second is too faint to count");
  }

  @Test
  void nanAffectsOnlyLaterValues() {
    float[] within =
        CurveOfGrowth.magnitudes(
            new float[] {1, 2, 3}, new float[] {20, Float.NaN, 20}, new float[3]);
    assertEquals(20 + magnitude(Math.PI), within[0], 1e-6);
    assertTrue(Float.isNaN(within[1]) && Float.isNaN(within[2]), Arrays.toString(within));
  }

  @Test
  void negativeFluxIsNaN() {
    float[] within =
        CurveOfGrowth.magnitudes(
            new float[] {1, 1.1f}, new float[] {25, 15}, new float[] {0, 0.9f});
    assertTrue(Float.isNaN(within[1]), Arrays.toString(within));
  }

  @Test
  void emptyProfileGivesEmptyCurve() {
    assertEquals(0, CurveOfGrowth.magnitudes(new float[0], new float[0], new float[0]).length);
  }

  @Test
  void rejectsArraysOfAnotherLength() {
    String message =
        "a curve of growth needs radius, mu and ellipticity of one length, not %d, %d and %d";
    assertEquals(
        String.format(message, 1, 2, 2),
        assertThrows(
                IllegalArgumentException.class,
                () -> CurveOfGrowth.magnitudes(new float[1], new float[2], new float[2]))
            .getMessage());
    assertEquals(
        String.format(message, 2, 2, 3),
        assertThrows(
                IllegalArgumentException.class,
                () -> CurveOfGrowth.magnitudes(new float[2], new float[2], new float[3]))
            .getMessage());
  }
}
