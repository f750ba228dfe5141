// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EllipseFeaturesTest {
  private static final int SIZE = 256;
  private static final int ANGLES = 64;
  private static final double CENTRE = 127.3;
  private static final double Q = 0.4;
  private static final double PA = Math.toRadians(30);
  private static final double SCALE = 15;
  private static final double SIGMA = 0.01;

  private static final double[] SEMI_MAJOR = new double[50];

  static {
    for (int i = 0; i < SEMI_MAJOR.length; i++) {
      SEMI_MAJOR[i] = Math.pow(1.09, i + 8);
    }
  }

  /** An exponential disc of axis ratio Q at PA. */
  private static ImagePyramid disc() {
    float[] pixels = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double u = (x - CENTRE) * Math.cos(PA) + (y - CENTRE) * Math.sin(PA);
        double v = (y - CENTRE) * Math.cos(PA) - (x - CENTRE) * Math.sin(PA);
        pixels[y * SIZE + x] = (float) (100 * Math.exp(-Math.hypot(u, v / Q) / SCALE));
      }
    }
    return new ImagePyramid(pixels, SIZE, SIZE);
  }

  private static Ellipses ellipses(double q, double pa) {
    float[] x = new float[SEMI_MAJOR.length];
    float[] y = new float[SEMI_MAJOR.length];
    Arrays.fill(x, (float) (-Math.log(q) * Math.cos(2 * pa)));
    Arrays.fill(y, (float) (-Math.log(q) * Math.sin(2 * pa)));
    return new Ellipses(CENTRE, CENTRE, x, y);
  }

  private static double mainBrightness(EllipseFeatures features, int row) {
    return features
        .logFluxEstimates[row * IsophoteStatistics.ESTIMATES + IsophoteStatistics.CLIPPED];
  }

  @Test
  void rowsAlongIsophotesHaveConstantBrightness() {
    EllipseFeatures features =
        EllipseFeatures.along(disc(), SIGMA, SEMI_MAJOR, ellipses(Q, PA), ANGLES);
    for (int i = 5; i < 40; i++) {
      double expected = Math.log(100 / SIGMA) - SEMI_MAJOR[i] / SCALE;
      assertEquals(expected, mainBrightness(features, i), 0.02, "semi-major axis " + SEMI_MAJOR[i]);
      float second = Math.abs(features.secondHarmonics[i * EllipseFeatures.VECTORS * 2]);
      assertTrue(second < 0.02, "second harmonic " + second + " at " + SEMI_MAJOR[i]);
    }
  }

  @Test
  void secondHarmonicPointsAlongTheMajorAxis() {
    EllipseFeatures features =
        EllipseFeatures.along(disc(), SIGMA, SEMI_MAJOR, ellipses(0.6, PA), ANGLES);
    for (int i = 12; i < 30; i++) {
      assertTrue(features.secondHarmonics[i * EllipseFeatures.VECTORS * 2] > 0.05);
      assertEquals(0, features.secondHarmonics[i * EllipseFeatures.VECTORS * 2 + 1], 0.03);
    }
  }

  @Test
  void firstHarmonicMeasuresTheCentreOffset() {
    Ellipses right = ellipses(Q, PA);
    float[] none = new float[right.steps()];
    EllipseFeatures features =
        EllipseFeatures.along(
            disc(), SIGMA, SEMI_MAJOR, right.corrected(-1, 0, none, none), ANGLES);
    assertTrue(features.firstHarmonics[12 * EllipseFeatures.VECTORS * 2] > 0.02);
  }

  @Test
  void faintFluxApproachesTheFloor() {
    assertEquals(Math.log(20), EllipseFeatures.logFlux(20), 1e-4);
    assertEquals(Math.log(0.03), EllipseFeatures.logFlux(0), 1e-6);
    assertTrue(EllipseFeatures.logFlux(-0.5) < EllipseFeatures.logFlux(0));
    assertTrue(Float.isFinite(EllipseFeatures.logFlux(-1e30)));
    assertEquals(Math.log(0.03), EllipseFeatures.logFlux(Double.NaN), 1e-6);
  }
}
