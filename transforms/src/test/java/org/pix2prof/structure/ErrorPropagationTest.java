// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorPropagationTest {
  /** Number of samples; they extend so far that nothing is extrapolated. */
  private static final int STEPS = 63;

  private static final int DRAWS = 1500;

  private static ProfileSamples samples(double[] radius, double[] mu, double[] muErr) {
    return new ProfileSamples(radius, mu, muErr, Optional.empty());
  }

  @Test
  void agreesWithMonteCarlo() {
    float[] radius = new float[STEPS];
    float[] mu = new float[STEPS];
    float[] errors = new float[STEPS];
    float[] ellipticity = new float[STEPS];
    for (int k = 0; k < STEPS; k++) {
      radius[k] = (float) (0.3 * Math.pow(1.09, k));
      mu[k] = 20 + radius[k] / 4;
      errors[k] = 0.01f + 0.0005f * radius[k];
      ellipticity[k] = 0.3f;
    }
    Map<StructureQuantity, Measurement> middle =
        StructuralParameters.of(radius, mu, Optional.of(errors), Optional.of(ellipticity));

    Random random = new Random(8);
    Map<StructureQuantity, double[]> drawn = new EnumMap<>(StructureQuantity.class);
    middle.values().removeIf(measurement -> measurement.value().isEmpty());
    middle.keySet().forEach(quantity -> drawn.put(quantity, new double[DRAWS]));
    for (int draw = 0; draw < DRAWS; draw++) {
      float[] noisy = mu.clone();
      double deviate = 0;
      for (int k = 0; k < STEPS; k++) {
        double kept = k == 0 ? 0 : Math.pow(1.09, -1 / ErrorPropagation.CORRELATION_LENGTH);
        deviate = kept * deviate + Math.sqrt(1 - kept * kept) * random.nextGaussian();
        noisy[k] += (float) (errors[k] * deviate);
      }
      int at = draw;
      StructuralParameters.of(radius, noisy, Optional.of(errors), Optional.of(ellipticity))
          .forEach(
              (quantity, e) -> {
                if (drawn.containsKey(quantity)) {
                  drawn.get(quantity)[at] = e.value().orElseThrow();
                }
              });
    }
    middle.forEach(
        (quantity, estimate) -> {
          // Errors of shapes are those of the fit of ellipses.
          if (quantity.hasError() && !quantity.column().startsWith("ellipticity_")) {
            double mean = Arrays.stream(drawn.get(quantity)).average().orElseThrow();
            double spread =
                Math.sqrt(
                    Arrays.stream(drawn.get(quantity))
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow());
            double error = estimate.error().orElseThrow();
            assertTrue(error > 0, quantity.column());
            assertEquals(1, spread / error, 0.1, quantity + ": " + estimate + " but " + spread);
          }
        });
  }

  @Test
  void correlationDecreasesWithRatioOfRadii() {
    double e = Math.exp(-ErrorPropagation.CORRELATION_LENGTH);
    ProfileSamples samples =
        samples(new double[] {e, 1}, new double[] {20, 21}, new double[] {0.1, 0.2});
    double[] errors =
        ErrorPropagation.errors(
            samples, mu -> new double[] {mu[0], mu[0] + mu[1], mu[1] - mu[0], 7});
    double both = 2 * 0.1 * 0.2 * Math.exp(-1);
    assertEquals(0.1, errors[0], 1e-6);
    assertEquals(Math.sqrt(0.05 + both), errors[1], 1e-6);
    assertEquals(Math.sqrt(0.05 - both), errors[2], 1e-6);
    assertEquals(0, errors[3]);
  }

  @Test
  void unknownErrorAffectsOnlyDependentNumbers() {
    double[] errors =
        ErrorPropagation.errors(
            samples(new double[] {1, 2}, new double[] {20, 21}, new double[] {0.1, Double.NaN}),
            mu -> new double[] {mu[0], mu[0] + mu[1]});
    assertEquals(0.1, errors[0], 1e-6);
    assertTrue(Double.isNaN(errors[1]));
  }
}
