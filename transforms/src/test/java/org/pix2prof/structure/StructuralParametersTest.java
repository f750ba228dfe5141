// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.structure.StructureFlag.*;
import static org.pix2prof.structure.StructureQuantity.*;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.CurveOfGrowth;

class StructuralParametersTest {
  private static final double MAG_PER_E_FOLD = 2.5 / Math.log(10);
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

  private static DoubleUnaryOperator exponential(double mu0, double h) {
    return r -> mu0 + MAG_PER_E_FOLD * r / h;
  }

  /** Sersic profile, with b_n approximated as in Ciotti and Bertin (1999). */
  private static DoubleUnaryOperator sersic(double n, double muE, double rE) {
    double b = 2 * n - 1.0 / 3 + 4 / (405 * n) + 46 / (25515 * n * n);
    return r -> muE + MAG_PER_E_FOLD * b * (Math.pow(r / rE, 1 / n) - 1);
  }

  /** Measures a profile whose position angles are known where its ellipticities are. */
  private static Map<StructureQuantity, Measurement> structure(
      float[] radius, float[] mu, Optional<float[]> muErr, Optional<float[]> ellipticity) {
    return StructuralParameters.of(
        RadialProfile.of(radius, mu)
            .withMuErr(muErr)
            .withEllipticity(ellipticity)
            .withPositionAngles(
                ellipticity.map(e -> same(30, e.length)),
                ellipticity.map(e -> same(120, e.length))));
  }

  private static Map<StructureQuantity, Measurement> measure(
      float[] radius, DoubleUnaryOperator mu, double ellipticity) {
    return structure(
        radius,
        map(radius, mu),
        Optional.of(same(0.02, radius.length)),
        Optional.of(same(ellipticity, radius.length)));
  }

  private static double value(Map<StructureQuantity, Measurement> all, StructureQuantity quantity) {
    Measurement estimate = all.get(quantity);
    return estimate
        .value()
        .orElseThrow(() -> new AssertionError(quantity + ": " + estimate.flag()));
  }

  private static double error(Map<StructureQuantity, Measurement> all, StructureQuantity quantity) {
    return all.get(quantity).error().orElseThrow();
  }

  private static StructureFlag flag(
      Map<StructureQuantity, Measurement> all, StructureQuantity quantity) {
    assertTrue(all.get(quantity).value().isEmpty(), quantity + ": " + all.get(quantity));
    return all.get(quantity).flag().orElseThrow();
  }

  /** Checks the analytic values of an exponential disc: Graham and Driver 2005 for n = 1. */
  private static void assertExponential(
      Map<StructureQuantity, Measurement> all, double mu0, double h, double q, double relative) {
    double total = mu0 - 2.5 * Math.log10(2 * Math.PI * h * h * q);
    double mag = 1.1 * relative;
    assertEquals(total, value(all, MAG_TOTAL), mag);
    assertEquals(0.82439 * h, value(all, R_20), relative * h);
    assertEquals(1.67835 * h, value(all, R_50), 2 * relative * h);
    assertEquals(2.99431 * h, value(all, R_80), 4 * relative * h);
    assertEquals(3.88972 * h, value(all, R_90), 10 * relative * h);
    assertEquals(mu0 + 1.12443, value(all, MU_MEAN_50), 2 * mag);
    assertEquals(2.80091, value(all, C_28), 4 * relative);
    assertEquals(2.31759, value(all, C_9050), 6 * relative);
    assertEquals(mu0, value(all, DISC_MU_0), 1e-4);
    assertEquals(h, value(all, DISC_H), 1e-4 * h);
    for (StructureQuantity radius : EnumSet.of(R_23_5, R_25, R_26)) {
      double level = radius == R_23_5 ? 23.5 : radius == R_25 ? 25 : 26;
      double r = h * (level - mu0) / MAG_PER_E_FOLD;
      assertEquals(r, value(all, radius), 2e-3 * r, radius.column());
      StructureQuantity magnitude = StructureQuantity.valueOf("MAG" + radius.name().substring(1));
      double x = r / h;
      double within = total - 2.5 * Math.log10(1 - (1 + x) * Math.exp(-x));
      assertEquals(within, value(all, magnitude), mag, magnitude.column());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 4, 6})
  void measuresExponentialDisc(double h) {
    float[] radius = Arrays.copyOf(GRID, h == 2 ? 45 : h == 4 ? 53 : 58);
    assertExponential(measure(radius, exponential(20, h), 0.4), 20, h, 0.6, 0.004);
  }

  @Test
  void unevenSamplesGiveSameValues() {
    float[] radius = new float[40];
    double r = 0.4;
    for (int i = 0; i < radius.length; i++) {
      radius[i] = (float) r;
      r += i % 3 == 0 ? 0.25 : i % 3 == 1 ? 0.9 : 0.5;
    }
    assertExponential(measure(radius, exponential(20, 3), 0), 20, 3, 1, 0.012);
  }

  @Test
  void linearGridFromCentreGivesSameValues() {
    float[] radius = new float[60];
    for (int i = 0; i < radius.length; i++) {
      radius[i] = 0.396f * i;
    }
    assertExponential(measure(radius, exponential(20, 3), 0.2), 20, 3, 0.8, 0.004);
  }

  @Test
  void measuresDeVaucouleursProfile() {
    // A wide range, because a quarter of the light is beyond 2 r_e and a twentieth beyond 8.
    float[] radius = grid(0.02, 1.09, 107);
    Map<StructureQuantity, Measurement> all = measure(radius, sersic(4, 22, 4), 0.3);
    // n = 4: m = mu_e - 2.5 log10(2 pi n e^b b^-2n Gamma(2n) r_e^2 q).
    double b = 7.66925;
    double gamma8 = 5040;
    double light = 2 * Math.PI * 4 * Math.exp(b) * Math.pow(b, -8) * gamma8 * 16 * 0.7;
    assertEquals(22 - 2.5 * Math.log10(light), value(all, MAG_TOTAL), 0.02);
    assertEquals(4, value(all, R_50), 0.1);
    assertEquals(22 - 1.393, value(all, MU_MEAN_50), 0.05);
    assertEquals(5.28, value(all, C_28), 0.1);
    assertEquals(5.5, value(all, C_9050), 0.3);
  }

  @Test
  void interpolatesBetweenRoundAndFlatIsophotes() {
    float[] radius = {1, 4};
    float[] ellipticity = {0, 0.75f};
    Map<StructureQuantity, Measurement> all =
        structure(radius, new float[] {24, 26}, Optional.empty(), Optional.of(ellipticity));
    // Halfway in ln a, in mu and in ln A = ln(pi a^2 (1 - e)).
    assertEquals(2, value(all, R_25), 1e-6);
    // Light per ln A is 10^-9.6 A: from A = pi to A = 2 pi as I falls by 10^-0.4.
    double fall = 0.4 * Math.log(10);
    double slope = Math.log(2) - fall;
    double within = Math.PI * (1 + Math.log(2) * Math.expm1(slope) / slope);
    assertEquals(24 - 2.5 * Math.log10(within), value(all, MAG_25), 1e-5);
  }

  @Test
  void usesOutermostCrossingOfIsophote() {
    float[] radius = {1, 2, 4, 8, 16};
    float[] mu = {22, 25.5f, 24.5f, 25.5f, 27};
    Map<StructureQuantity, Measurement> all =
        structure(radius, mu, Optional.empty(), Optional.empty());
    assertEquals(4 * Math.sqrt(2), value(all, R_25), 1e-5);
  }

  @Test
  void flagsProfileThatIsBrighterAtEnd() {
    float[] radius = {1, 2, 4, 8, 16};
    float[] mu = {22, 24, 25.5f, 24.8f, 24.9f};
    Map<StructureQuantity, Measurement> all =
        structure(radius, mu, Optional.empty(), Optional.of(new float[5]));
    assertEquals(BRIGHTER_AT_END, flag(all, R_25));
    assertEquals(BRIGHTER_AT_END, flag(all, MAG_25));
    assertEquals(NOT_REACHED, flag(all, R_26));
    assertTrue(value(all, R_23_5) > 1);
  }

  @Test
  void lastSampleMayBeIsophote() {
    float[] radius = {1, 2, 4, 8, 16};
    float[] mu = {22, 23, 24, 24.5f, 25};
    Map<StructureQuantity, Measurement> all =
        structure(radius, mu, Optional.empty(), Optional.of(new float[5]));
    assertEquals(16, value(all, R_25), 1e-6);
    float[] areas = {0, 0, 0, 0, 0};
    assertEquals(CurveOfGrowth.magnitudes(radius, mu, areas)[4], value(all, MAG_25), 1e-5);
  }

  @Test
  void flagsProfileThatIsFainterThroughout() {
    Map<StructureQuantity, Measurement> all = measure(GRID, exponential(24, 8), 0.1);
    assertEquals(FAINTER_THROUGHOUT, flag(all, R_23_5));
    assertEquals(FAINTER_THROUGHOUT, flag(all, MAG_23_5));
    assertEquals(8 / MAG_PER_E_FOLD, value(all, R_25), 0.02);
  }

  @Test
  void flagsMagnitudesWithoutEllipticity() {
    Map<StructureQuantity, Measurement> all =
        structure(
            GRID, map(GRID, exponential(20, 4)), Optional.of(same(0.01, 64)), Optional.empty());
    assertEquals(
        EnumSet.complementOf(
            EnumSet.of(
                R_23_5,
                R_25,
                R_26,
                DISC_MU_0,
                DISC_H,
                DISC_R_IN,
                DISC_R_OUT,
                SERSIC_N,
                SERSIC_R_E,
                SERSIC_MU_E,
                SERSIC_R_IN,
                SERSIC_R_OUT,
                SERSIC_RMS)),
        lacking(all));
    lacking(all).forEach(q -> assertEquals(NO_ELLIPTICITY, flag(all, q)));
    assertEquals(4, value(all, DISC_H), 1e-3);
    assertTrue(all.get(R_25).error().isPresent());
  }

  @Test
  void treatsNaNShapesAsNoEllipticity() {
    Map<StructureQuantity, Measurement> all =
        structure(
            GRID,
            map(GRID, exponential(20, 4)),
            Optional.of(same(0.01, 64)),
            Optional.of(same(Double.NaN, 64)));
    assertEquals(NO_ELLIPTICITY, flag(all, MAG_TOTAL));
    assertEquals(5 * 4 / MAG_PER_E_FOLD, value(all, R_25), 0.02);
  }

  @Test
  void measuresNoLightBeyondLastShape() {
    float[] ellipticity = same(0.3, 64);
    Arrays.fill(ellipticity, 45, 64, Float.NaN);
    float[] mu = map(GRID, exponential(20, 4));
    Map<StructureQuantity, Measurement> whole =
        structure(GRID, mu, Optional.of(same(0.02, 64)), Optional.of(same(0.3, 64)));
    Map<StructureQuantity, Measurement> all =
        structure(GRID, mu, Optional.of(same(0.02, 64)), Optional.of(ellipticity));
    for (StructureQuantity q : EnumSet.of(R_23_5, R_25, R_26, DISC_H, DISC_MU_0, MAG_23_5)) {
      assertEquals(value(whole, q), value(all, q), 1e-9, q.column());
      assertEquals(error(whole, q), error(all, q), 1e-9, q.column());
    }
    assertEquals(NO_ELLIPTICITY, flag(all, MAG_25));
    assertEquals(NO_ELLIPTICITY, flag(all, MAG_26));
    float[] cut = Arrays.copyOf(GRID, 45);
    Map<StructureQuantity, Measurement> light =
        structure(
            cut, Arrays.copyOf(mu, 45), Optional.of(same(0.02, 45)), Optional.of(same(0.3, 45)));
    assertEquals(light.get(MAG_TOTAL), all.get(MAG_TOTAL));
    assertEquals(light.get(R_50), all.get(R_50));
  }

  @Test
  void fillsMissingShapes() {
    float[] ellipticity = same(0.3, 64);
    Map<StructureQuantity, Measurement> whole =
        structure(GRID, map(GRID, exponential(20, 4)), Optional.empty(), Optional.of(ellipticity));
    float[] holes = ellipticity.clone();
    Arrays.fill(holes, 0, 10, Float.NaN);
    Arrays.fill(holes, 30, 35, Float.NaN);
    Map<StructureQuantity, Measurement> all =
        structure(GRID, map(GRID, exponential(20, 4)), Optional.empty(), Optional.of(holes));
    whole.forEach((q, e) -> assertEquals(value(whole, q), value(all, q), 1e-6, q.column()));
  }

  @Test
  void unknownErrorHasMedianWeightInDisc() {
    float[] radius = Arrays.copyOf(GRID, 53);
    float[] mu = map(radius, exponential(20, 4));
    float[] errors = same(0.3, 53);
    errors[51] = Float.NaN;
    mu[51] += 0.2f;
    double unknown = value(structure(radius, mu, Optional.of(errors), Optional.empty()), DISC_H);
    errors[51] = 0.3f;
    double known = value(structure(radius, mu, Optional.of(errors), Optional.empty()), DISC_H);
    assertEquals(known, unknown, 1e-9);
  }

  @Test
  void curveOfGrowthIsFlatWithoutLight() {
    float[] radius = Arrays.copyOf(GRID, 60);
    float[] mu = map(radius, exponential(20, 4));
    Arrays.fill(mu, 50, 60, 999);
    Map<StructureQuantity, Measurement> all =
        structure(radius, mu, Optional.empty(), Optional.of(same(0.3, 60)));
    double x = radius[49] / 4;
    double light = 2 * Math.PI * 16 * 0.7 * (1 - (1 + x) * Math.exp(-x));
    assertEquals(20 - 2.5 * Math.log10(light), value(all, MAG_TOTAL), 0.002);
  }

  @Test
  void flatOuterPartMakesDiscUncertain() {
    float[] radius = new float[30];
    float[] mu = new float[30];
    for (int k = 0; k < 30; k++) {
      radius[k] = k + 1;
      mu[k] = k < 18 ? 20 + 0.1f * k : 21.7f;
    }
    Map<StructureQuantity, Measurement> all =
        structure(radius, mu, Optional.of(same(0.02, 30)), Optional.of(same(0.2, 30)));
    mu[29] = 22.3f;
    Map<StructureQuantity, Measurement> other =
        structure(radius, mu, Optional.of(same(0.02, 30)), Optional.of(same(0.2, 30)));
    assertEquals(NO_DISC, flag(all, DISC_H));
    assertTrue(error(other, DISC_H) > 0.2 * value(other, DISC_H), other.toString());
  }

  @Test
  void givesValuesWithoutErrorsWithoutMuErr() {
    Map<StructureQuantity, Measurement> all =
        structure(
            Arrays.copyOf(GRID, 53),
            map(Arrays.copyOf(GRID, 53), exponential(20, 4)),
            Optional.empty(),
            Optional.of(same(0.3, 53)));
    assertTrue(lacking(all).isEmpty(), all.toString());
    all.forEach(
        (quantity, estimate) -> {
          assertTrue(estimate.error().isEmpty(), quantity + ": " + estimate);
          assertEquals(
              quantity.hasError() ? Optional.of(NO_UNCERTAINTY) : Optional.empty(),
              estimate.flag());
        });
  }

  @Test
  void unknownErrorFlagsDependentErrors() {
    float[] radius = Arrays.copyOf(GRID, 53);
    float[] errors = same(0.02, 53);
    errors[49] = Float.NaN;
    errors[50] = Float.POSITIVE_INFINITY;
    Map<StructureQuantity, Measurement> all =
        structure(
            radius, map(radius, exponential(20, 4)), Optional.of(errors), Optional.of(same(0, 53)));
    assertEquals(Optional.of(NO_UNCERTAINTY), all.get(MAG_TOTAL).flag());
    assertEquals(Optional.of(NO_UNCERTAINTY), all.get(DISC_H).flag());
    assertTrue(all.get(R_23_5).error().isPresent());
    assertTrue(all.get(MAG_23_5).error().isPresent());
  }

  @Test
  void skipsSamplesWithMissingNumbers() {
    float[] radius = Arrays.copyOf(GRID, 53);
    float[] mu = map(radius, exponential(20, 4));
    float[] ellipticity = same(0.3, 53);
    float[] errors = same(0.02, 53);
    Map<StructureQuantity, Measurement> whole =
        structure(radius, mu, Optional.of(errors), Optional.of(ellipticity));
    mu[1] = Float.NaN;
    mu[20] = Float.NaN;
    mu[33] = Float.POSITIVE_INFINITY;
    ellipticity[10] = Float.NaN;
    ellipticity[11] = 1;
    radius[40] = Float.NaN;
    radius[38] = radius[37];
    errors[20] = Float.NaN;
    Map<StructureQuantity, Measurement> all =
        structure(radius, mu, Optional.of(errors), Optional.of(ellipticity));
    all.forEach(
        (quantity, estimate) -> {
          double expected = value(whole, quantity);
          assertEquals(expected, value(all, quantity), 0.005 * expected + 1e-6, quantity.column());
          assertEquals(quantity.hasError(), estimate.error().isPresent(), quantity.column());
        });
  }

  @Test
  void truncatedProfileHasNoTotal() {
    float[] radius = Arrays.copyOf(GRID, 25);
    Map<StructureQuantity, Measurement> all = measure(radius, exponential(20, 4), 0.3);
    assertEquals(EnumSet.complementOf(EnumSet.noneOf(StructureQuantity.class)), lacking(all));
    assertEquals(NO_CONVERGENCE, flag(all, MAG_TOTAL));
    assertEquals(NO_CONVERGENCE, flag(all, R_50));
    assertEquals(NO_CONVERGENCE, flag(all, C_28));
    assertEquals(NOT_REACHED, flag(all, R_23_5));
    assertEquals(NO_DISC, flag(all, DISC_H));
  }

  @Test
  void flagsRadiiWithinFirstSample() {
    float[] radius = grid(4, 1.09, 30);
    Map<StructureQuantity, Measurement> all = measure(radius, exponential(20, 4), 0.3);
    assertEquals(WITHIN_FIRST_SAMPLE, flag(all, R_20));
    assertEquals(WITHIN_FIRST_SAMPLE, flag(all, C_28));
    assertTrue(value(all, R_50) > 4);
  }

  @Test
  void flagsRadiusBeyondProfile() {
    float[] radius = Arrays.copyOf(GRID, 43);
    Map<StructureQuantity, Measurement> all = measure(radius, exponential(19, 3), 0.3);
    assertTrue(value(all, R_80) > 0);
    assertEquals(NOT_REACHED, flag(all, R_90));
    assertEquals(NOT_REACHED, flag(all, C_9050));
  }

  @Test
  void oneSampleGivesNoValues() {
    Map<StructureQuantity, Measurement> all =
        structure(
            new float[] {1}, new float[] {24}, Optional.empty(), Optional.of(new float[] {0.1f}));
    assertEquals(FAINTER_THROUGHOUT, flag(all, R_23_5));
    assertEquals(NOT_REACHED, flag(all, R_25));
    assertEquals(PROFILE_TOO_SHORT, flag(all, MAG_TOTAL));
    assertEquals(PROFILE_TOO_SHORT, flag(all, R_50));
    assertEquals(PROFILE_TOO_SHORT, flag(all, DISC_H));
    assertEquals(StructureQuantity.values().length, lacking(all).size());
  }

  @Test
  void noSamplesGiveNoValues() {
    Map<StructureQuantity, Measurement> all =
        structure(new float[] {0}, new float[] {20}, Optional.empty(), Optional.empty());
    for (StructureQuantity quantity : StructureQuantity.values()) {
      assertEquals(PROFILE_TOO_SHORT, flag(all, quantity));
    }
  }

  @Test
  void flagsNegativeLight() {
    float[] radius = {1, 1.1f, 1.2f, 2};
    float[] mu = {25, 15, 20, 27};
    float[] ellipticity = {0, 0.9f, 0.9f, 0.9f};
    Map<StructureQuantity, Measurement> all =
        structure(radius, mu, Optional.empty(), Optional.of(ellipticity));
    assertEquals(NEGATIVE_LIGHT, flag(all, MAG_23_5));
    assertEquals(NEGATIVE_LIGHT, flag(all, MAG_TOTAL));
    assertTrue(value(all, R_23_5) > 1.2);
  }

  @Test
  void errorIncludesHalfOfExtrapolation() {
    float[] radius = Arrays.copyOf(GRID, 46);
    Map<StructureQuantity, Measurement> all =
        structure(
            radius,
            map(radius, exponential(19, 3)),
            Optional.of(new float[46]),
            Optional.of(same(0.3, 46)));
    float[] within =
        CurveOfGrowth.magnitudes(radius, map(radius, exponential(19, 3)), same(0.3, 46));
    double beyond = within[45] - value(all, MAG_TOTAL);
    assertTrue(beyond > 0.02, "extrapolated by " + beyond);
    assertEquals(0.5 * beyond, error(all, MAG_TOTAL), 1e-5);
    // A total fainter by 1 mag has a half smaller by 0.92 of the growth per ln r there.
    double x = 1.67835;
    double growth = x * x * Math.exp(-x) / (1 - (1 + x) * Math.exp(-x));
    double slope = value(all, R_50) / (MAG_PER_E_FOLD * growth);
    assertEquals(slope * 0.5 * beyond, error(all, R_50), 0.05 * error(all, R_50));
    assertEquals(0, error(all, R_23_5), 1e-9);
    assertEquals(0, error(all, MAG_23_5), 1e-9);
  }

  @Test
  void discErrorIncludesChoiceOfRange() {
    float[] radius = Arrays.copyOf(GRID, 54);
    DoubleUnaryOperator bent = r -> 20.5 + r / 5 + 0.003 * r * r;
    Map<StructureQuantity, Measurement> all =
        structure(
            radius, map(radius, bent), Optional.of(new float[54]), Optional.of(same(0.3, 54)));
    // The slope of the line equals that of the curve in the middle of the range.
    double last = radius[53];
    double wide = MAG_PER_E_FOLD / (0.2 + 0.006 * 0.7 * last);
    double narrow = MAG_PER_E_FOLD / (0.2 + 0.006 * 0.8 * last);
    assertEquals(wide, value(all, DISC_H), 0.03 * wide);
    double error = wide * (wide / narrow - 1);
    assertEquals(error, error(all, DISC_H), 0.3 * error);
    Map<StructureQuantity, Measurement> straight =
        structure(
            radius,
            map(radius, exponential(20.5, 5)),
            Optional.of(new float[54]),
            Optional.of(same(0.3, 54)));
    assertEquals(0, error(straight, DISC_H), 1e-4);
  }

  @Test
  void risingProfileHasNoDisc() {
    Map<StructureQuantity, Measurement> all = measure(GRID, r -> 22 - r / 60, 0.3);
    assertEquals(NO_DISC, flag(all, DISC_MU_0));
    assertEquals(NO_DISC, flag(all, DISC_H));
    assertEquals(NO_DISC, flag(all, DISC_R_IN));
  }

  @Test
  void fitsDiscOutsideBulge() {
    float[] radius = Arrays.copyOf(GRID, 54);
    DoubleUnaryOperator disc = exponential(20.5, 5);
    DoubleUnaryOperator bulge = sersic(3, 18.5, 0.9);
    Map<StructureQuantity, Measurement> all =
        measure(
            radius,
            r ->
                -2.5
                    * Math.log10(
                        Math.pow(10, -0.4 * disc.applyAsDouble(r))
                            + Math.pow(10, -0.4 * bulge.applyAsDouble(r))),
            0.3);
    assertEquals(5, value(all, DISC_H), 0.05);
    assertEquals(20.5, value(all, DISC_MU_0), 0.05);
    assertEquals(0.4 * radius[53], value(all, DISC_R_IN), 0.09 * 0.4 * radius[53]);
    assertEquals(radius[53], value(all, DISC_R_OUT), 1e-4);
  }

  @Test
  void discRangeBeginsAtLinearPart() {
    float[] radius = Arrays.copyOf(GRID, 52);
    Map<StructureQuantity, Measurement> all =
        measure(radius, r -> r < 14 ? 21 + r / 60 : 21 + 14.0 / 60 + (r - 14) / 2, 0.3);
    assertTrue(value(all, DISC_R_IN) > 0.5 * radius[51], all.toString());
    assertEquals(2 * MAG_PER_E_FOLD, value(all, DISC_H), 0.25);
  }

  /** Light of a Sersic profile of mu_e = 0 within a radius, by summing over narrow rings. */
  private static double light(double n, double rE, double radius) {
    DoubleUnaryOperator mu = sersic(n, 0, rE);
    int steps = 200_000;
    double light = 0;
    for (int i = 0; i < steps; i++) {
      // In equal steps of r^(1/2n), which resolve a cusp.
      double inner = radius * Math.pow((double) i / steps, 2 * n);
      double outer = radius * Math.pow((i + 1.0) / steps, 2 * n);
      light +=
          Math.PI
              * (outer * outer - inner * inner)
              * Math.pow(10, -0.4 * mu.applyAsDouble((inner + outer) / 2));
    }
    return light;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 4, 6})
  void measuresPetrosianRadiusAndMagnitude(double n) {
    double rE = 5;
    double low = 0.5 * rE;
    double high = 4 * rE;
    for (int i = 0; i < 30; i++) {
      double r = (low + high) / 2;
      double mean = light(n, rE, r) / (Math.PI * r * r);
      if (Math.pow(10, -0.4 * sersic(n, 0, rE).applyAsDouble(r)) > 0.2 * mean) {
        low = r;
      } else {
        high = r;
      }
    }
    float[] radius = grid(0.01, 1.05, 165);
    Map<StructureQuantity, Measurement> all = measure(radius, sersic(n, 22, rE), 0.36);
    assertEquals(low, value(all, R_PETRO), 0.01 * low);
    assertEquals(0.8 * low, value(all, R_PETRO_CIRC), 0.008 * low);
    double magnitude = 22 - 2.5 * Math.log10(0.64 * light(n, rE, 2 * low));
    assertEquals(magnitude, value(all, MAG_PETRO), 0.01);
  }

  @Test
  void addsLightOfSersicProfileToPetrosianMagnitude() {
    float[] radius = Arrays.copyOf(GRID, 49);
    double petrosian = 3.6 * 4;
    assertTrue(radius[48] > petrosian && radius[48] < 2 * petrosian, radius[48] + "");
    Map<StructureQuantity, Measurement> all = measure(radius, exponential(20, 4), 0.4);
    Map<StructureQuantity, Measurement> deep = measure(GRID, exponential(20, 4), 0.4);
    assertEquals(value(deep, MAG_PETRO), value(all, MAG_PETRO), 0.002);
    double within =
        CurveOfGrowth.magnitudes(radius, map(radius, exponential(20, 4)), same(0.4, 49))[48];
    assertTrue(error(all, MAG_PETRO) > 0.5 * (within - value(all, MAG_PETRO)), all.toString());
    // A fifth of the light of a de Vaucouleurs profile is between one and two Petrosian radii.
    double reached = value(measure(GRID, sersic(4, 23, 4), 0.4), R_PETRO);
    float[] shallow = Arrays.copyOf(GRID, 1);
    while (shallow[shallow.length - 1] < 1.02 * reached) {
      shallow = Arrays.copyOf(GRID, shallow.length + 1);
    }
    Map<StructureQuantity, Measurement> cut = measure(shallow, sersic(4, 23, 4), 0.4);
    assertEquals(reached, value(cut, R_PETRO), 1e-3);
    assertEquals(NO_CONVERGENCE, flag(cut, MAG_PETRO));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 4, 6})
  void fitsSersicProfile(double n) {
    Map<StructureQuantity, Measurement> all = measure(GRID, sersic(n, 23, 6), 0.3);
    assertEquals(n, value(all, SERSIC_N), 1e-3 * n);
    assertEquals(6, value(all, SERSIC_R_E), 0.01);
    assertEquals(23, value(all, SERSIC_MU_E), 0.005);
    assertEquals(0, value(all, SERSIC_RMS), 1e-4);
    assertTrue(value(all, SERSIC_R_IN) >= 1.5, all.get(SERSIC_R_IN).toString());
    assertEquals(GRID[63], value(all, SERSIC_R_OUT), 1e-4);
  }

  @Test
  void sersicFitStartsOutsideTheSeeing() {
    float[] mu = map(GRID, r -> r < 2 ? 21 : sersic(3, 23, 6).applyAsDouble(r));
    Map<StructureQuantity, Measurement> all =
        StructuralParameters.of(
            RadialProfile.of(GRID, mu).withPixelScaleArcsec(OptionalDouble.of(0.5)));
    assertEquals(3, value(all, SERSIC_N), 0.01);
    assertEquals(2, value(all, SERSIC_R_IN), 0.2);
    Map<StructureQuantity, Measurement> sharp =
        StructuralParameters.of(
            RadialProfile.of(GRID, mu).withPixelScaleArcsec(OptionalDouble.of(0.1)));
    assertTrue(Math.abs(value(sharp, SERSIC_N) - 3) > 0.3, sharp.get(SERSIC_N).toString());
  }

  @Test
  void flagsProfileWithoutSersicFit() {
    assertEquals(NO_SERSIC, flag(measure(GRID, r -> 20 + 0.001 * r * r * r, 0.3), SERSIC_N));
    assertEquals(
        PROFILE_TOO_SHORT,
        flag(measure(Arrays.copyOf(GRID, 23), exponential(20, 1), 0.3), SERSIC_MU_E));
  }

  @Test
  void sersicErrorIncludesChoiceOfRange() {
    DoubleUnaryOperator disc = exponential(20.5, 5);
    DoubleUnaryOperator bulge = sersic(3, 19, 1.5);
    float[] radius = Arrays.copyOf(GRID, 54);
    Map<StructureQuantity, Measurement> all =
        measure(
            radius,
            r ->
                -2.5
                    * Math.log10(
                        Math.pow(10, -0.4 * disc.applyAsDouble(r))
                            + Math.pow(10, -0.4 * bulge.applyAsDouble(r))),
            0.3);
    assertTrue(value(all, SERSIC_RMS) > 0.02, all.get(SERSIC_RMS).toString());
    assertTrue(error(all, SERSIC_N) > 0.1 * value(all, SERSIC_N), all.get(SERSIC_N).toString());
  }

  @Test
  void measuresShapesAtIsophotes() {
    float[] mu = map(GRID, exponential(20, 4));
    double r25 = 20 / MAG_PER_E_FOLD;
    float[] ellipticity = map(GRID, r -> 1 - 0.5 * Math.pow(r / r25, 0.2));
    float[] angle =
        map(
            GRID,
            r ->
                179.5 + 10 * Math.log(r / r25) > 180
                    ? 10 * Math.log(r / r25) - 0.5
                    : 179.5 + 10 * Math.log(r / r25));
    Map<StructureQuantity, Measurement> all =
        StructuralParameters.of(
            RadialProfile.of(GRID, mu)
                .withMuErr(Optional.of(same(0.05, 64)))
                .withEllipticity(Optional.of(ellipticity))
                .withPositionAngles(Optional.of(angle), Optional.of(same(12, 64))));
    assertEquals(0.5, value(all, ELLIPTICITY_25), 0.002);
    assertEquals(179.5, value(all, PA_25), 0.1);
    assertEquals(12, value(all, PA_SKY_25), 1e-4);
    assertEquals(r25 * Math.sqrt(0.5), value(all, R_25_CIRC), 0.02);
    double half = value(all, R_50);
    assertEquals(1 - 0.5 * Math.pow(half / r25, 0.2), value(all, ELLIPTICITY_50), 0.002);
    assertEquals(179.5 + 10 * Math.log(half / r25), value(all, PA_50), 0.1);
    // Jedrzejewski: sigma(e) = 2 sqrt(2) (1 - e) sigma(I) / (r |dI/dr|), and r |dI/dr| = I r / h.
    double relative = 2 * Math.sqrt(2) * (0.05 / MAG_PER_E_FOLD) / (r25 / 4);
    // The radius is uncertain too: by 0.05 mag, of 4.6 mag per e-fold, times de/dln r = 0.1.
    double moved = 0.05 / 20;
    assertEquals(
        Math.hypot(relative * 0.5, 0.1 * moved), error(all, ELLIPTICITY_25), 0.05 * relative);
    assertEquals(
        Math.hypot(Math.toDegrees(relative * 0.5 / 0.75), 10 * moved), error(all, PA_25), 0.05);
  }

  @Test
  void angleOfRoundIsophoteIsUnknown() {
    Map<StructureQuantity, Measurement> all = measure(GRID, exponential(20, 4), 0);
    assertEquals(180 / Math.sqrt(12), error(all, PA_25), 1e-6);
    assertTrue(error(all, ELLIPTICITY_25) < 0.1);
  }

  @Test
  void flagsUnknownAngles() {
    Map<StructureQuantity, Measurement> all =
        StructuralParameters.of(
            GRID,
            map(GRID, exponential(20, 4)),
            Optional.of(same(0.01, 64)),
            Optional.of(same(0.3, 64)));
    assertEquals(NO_ELLIPTICITY, flag(all, PA_25));
    assertEquals(NO_WCS, flag(all, PA_SKY_50));
    assertEquals(0.3, value(all, ELLIPTICITY_25), 1e-6);
  }

  /** Errors agree with those of many profiles above wrong skies, each common to all samples. */
  @Test
  void errorOfSkyIsCommonToAllSamples() {
    float[] radius = Arrays.copyOf(GRID, 52);
    float[] mu = map(radius, exponential(20, 4));
    double sky = Math.pow(10, -0.4 * 28);
    float[] own = same(0.01, 52);
    float[] errors = own.clone();
    for (int k = 0; k < 52; k++) {
      errors[k] = (float) Math.hypot(own[k], MAG_PER_E_FOLD * sky * Math.pow(10, 0.4 * mu[k]));
    }
    Map<StructureQuantity, Measurement> all = withSky(radius, mu, errors, OptionalDouble.of(28));
    Map<StructureQuantity, Measurement> without = withSky(radius, mu, own, OptionalDouble.empty());
    Random random = new Random(5);
    int draws = 400;
    EnumSet<StructureQuantity> quantities =
        EnumSet.of(R_25, MAG_25, MAG_TOTAL, R_50, R_PETRO, SERSIC_N);
    Map<StructureQuantity, Double> squares = new EnumMap<>(StructureQuantity.class);
    for (int i = 0; i < draws; i++) {
      double change = sky * random.nextGaussian();
      float[] moved = mu.clone();
      for (int k = 0; k < 52; k++) {
        moved[k] = (float) (-2.5 * Math.log10(Math.pow(10, -0.4 * mu[k]) + change));
      }
      Map<StructureQuantity, Measurement> drawn =
          withSky(radius, moved, errors, OptionalDouble.empty());
      for (StructureQuantity q : quantities) {
        double off = value(drawn, q) - value(all, q);
        squares.merge(q, off * off / draws, Double::sum);
      }
    }
    for (StructureQuantity q : quantities) {
      assertEquals(
          Math.sqrt(squares.get(q) + Math.pow(error(without, q), 2)),
          error(all, q),
          0.1 * error(all, q),
          q.column());
    }
    assertTrue(error(all, MAG_TOTAL) > 2 * error(without, MAG_TOTAL), all.toString());
  }

  private static Map<StructureQuantity, Measurement> withSky(
      float[] radius, float[] mu, float[] errors, OptionalDouble sky) {
    return StructuralParameters.of(
        RadialProfile.of(radius, mu)
            .withMuErr(Optional.of(errors))
            .withEllipticity(Optional.of(same(0.3, mu.length)))
            .withSkyErrorMu(sky));
  }

  @Test
  void refusesDifferentLengths() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    structure(
                        new float[2],
                        new float[2],
                        Optional.of(new float[3]),
                        Optional.of(new float[2])))
            .getMessage();
    assertEquals("a profile's arrays must have one length: radius has 2 and mu_err has 3", message);
  }

  @Test
  void everyQuantityHasUnitAndSource() {
    Set<String> columns =
        StructureQuantity.all().map(StructureQuantity::column).collect(Collectors.toSet());
    assertEquals(StructureQuantity.values().length, columns.size());
    for (StructureQuantity quantity : StructureQuantity.values()) {
      assertTrue(!quantity.description().isEmpty(), quantity.column());
      assertEquals(quantity.hasError(), !quantity.source().isEmpty(), quantity.column());
      assertEquals(quantity.column() + "_err", quantity.errorColumn());
    }
    assertEquals("mag/arcsec**2", MU_MEAN_50.unit());
  }

  private static Set<StructureQuantity> lacking(Map<StructureQuantity, Measurement> all) {
    Set<StructureQuantity> lacking = EnumSet.noneOf(StructureQuantity.class);
    all.forEach(
        (quantity, estimate) -> {
          if (estimate.value().isEmpty()) {
            lacking.add(quantity);
          }
        });
    return lacking;
  }
}
