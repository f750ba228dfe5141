// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsophoteTruthTest {

  private static final int SIDE = 256;
  private static final double CX = 126.3;
  private static final double CY = 130.8;
  private static final double SCALE = 0.396;

  /** The narrowest PSF that the pixels still sample. */
  private static final Psf SHARP = Psf.doubleGaussian(2.1, 2, 0.1, 1);

  private static TruthProfile measure(Psf psf, LightModel... lights) {
    GalaxyModel model = new GalaxyModel("test", List.of(lights), List.of());
    Renderer.Rendered rendered = new Renderer(SIDE, SIDE, psf, 1e-7).render(model, CX, CY);
    return IsophoteTruth.measure(rendered.surface(), RadiusGrid.DEFAULT, SCALE, 22.5, a -> 2e-3);
  }

  private static double mu(double perPixel) {
    return 22.5 - 2.5 * Math.log10(perPixel / (SCALE * SCALE));
  }

  /** Samples a surface from a formula, without a PSF. */
  private static TargetSurface surface(
      DoubleUnaryOperator profile, double q, double pa, double coreStep) {
    int margin = 4;
    int coreHalf = 27;
    int w = SIDE + 2 * margin;
    int side = 2 * coreHalf + 1;
    float[] frame = new float[w * w];
    float[] core = new float[side * side];
    for (int j = 0; j < w; j++) {
      for (int i = 0; i < w; i++) {
        frame[j * w + i] = at(profile, q, pa, i - margin - CX, j - margin - CY);
      }
    }
    for (int j = 0; j < side; j++) {
      for (int i = 0; i < side; i++) {
        core[j * side + i] =
            at(profile, q, pa, (i - coreHalf) * coreStep, (j - coreHalf) * coreStep);
      }
    }
    return new TargetSurface(
        new SplineImage(frame, w, w),
        margin,
        CX,
        CY,
        SIDE,
        SIDE,
        new SplineImage(core, side, side),
        side,
        coreStep);
  }

  private static float at(DoubleUnaryOperator profile, double q, double pa, double x, double y) {
    double a = Math.cos(pa) * x + Math.sin(pa) * y;
    double b = (Math.cos(pa) * y - Math.sin(pa) * x) / q;
    return (float) profile.applyAsDouble(Math.hypot(a, b));
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 0.6, 20", "4, 12, 0.8, 130", "1, 20, 0.3, 75", "2, 25, 0.15, 164"})
  void recoversSersicEllipseWithoutPsf(double n, double halfLight, double q, double paDeg) {
    DoubleUnaryOperator profile = Profiles.sersic(n, halfLight);
    TargetSurface surface = surface(profile, q, Math.toRadians(paDeg), 1.0 / 3);
    TruthProfile truth = IsophoteTruth.measure(surface, RadiusGrid.DEFAULT, SCALE, 22.5, a -> 2e-3);
    assertTrue(truth.length() > 35, "only " + truth.length() + " radii");
    for (int k = 0; k < truth.length(); k++) {
      double a = truth.radiusArcsec()[k] / SCALE;
      // The cusp is not sampled where the minor axis spans few samples.
      if (a * q < 4) {
        continue;
      }
      assertEquals(mu(profile.applyAsDouble(a)), truth.mu()[k], 0.003, "mu at " + a);
      assertEquals(1 - q, truth.ellipticity()[k], 0.005, "ellipticity at " + a);
      assertEquals(paDeg, truth.paDeg()[k], 0.5, "position angle at " + a);
    }
  }

  @Test
  void recoversCircularGalaxy() {
    LightModel light =
        EllipticalModel.withFlux(RadialTable.of(Profiles.sersic(1, 10), 120), 1, 0.3, 1, 500);
    TruthProfile truth = measure(SHARP, light);
    for (int k = 0; k < truth.length(); k++) {
      assertTrue(truth.ellipticity()[k] < 0.003, "ellipticity " + truth.ellipticity()[k]);
    }
  }

  @Test
  void matchesAnalyticConvolvedGaussian() {
    // A Gaussian galaxy (Sersic n = 0.5): after the PSF a Gaussian with added variances.
    double s = 3;
    double q = 0.4;
    RadialTable table = RadialTable.of(r -> Math.exp(-0.5 * r * r / (s * s)), 40);
    Psf psf = new Psf(new double[] {1}, new double[] {1.5}, new double[] {1.5});
    double flux = 300;
    TruthProfile truth = measure(psf, EllipticalModel.withFlux(table, q, 0.7, 1, flux));
    double major = Math.hypot(s, 1.5);
    double minor = Math.hypot(s * q, 1.5);
    assertTrue(truth.length() > 20);
    for (int k = 0; k < truth.length(); k++) {
      double a = truth.radiusArcsec()[k] / SCALE;
      double expected =
          flux / (2 * Math.PI * major * minor) * Math.exp(-0.5 * a * a / (major * major));
      assertEquals(mu(expected), truth.mu()[k], 0.004, "mu at " + a);
      assertEquals(1 - minor / major, truth.ellipticity()[k], 0.003);
      assertEquals(Math.toDegrees(0.7), truth.paDeg()[k], 0.3);
    }
  }

  @Test
  void edgeOnProfileConservesLight() {
    LightModel disc = EdgeOnDisc.of(20, 5, 0.5, 0, 0, 1, 2000);
    TruthProfile truth = measure(SHARP, disc);
    int last = truth.length() - 1;
    assertTrue(truth.ellipticity()[last / 2] > 0.6);
    assertEquals(Math.toDegrees(0.5), truth.paDeg()[last / 2], 0.5);
    assertNoBetterEllipse(SHARP, truth, disc);
  }

  @Test
  void recoversBulgeAndDiscShapes() {
    LightModel bulge =
        EllipticalModel.withFlux(RadialTable.of(Profiles.sersic(3, 4), 150), 0.9, 0.2, 1, 300);
    LightModel disc =
        EllipticalModel.withFlux(RadialTable.of(Profiles.sersic(1, 25), 250), 0.35, 0.2, 1, 900);
    TruthProfile truth = measure(SHARP, bulge, disc);
    assertTrue(truth.ellipticity()[15] < 0.3, "the bulge dominates inside");
    assertTrue(truth.ellipticity()[truth.length() - 3] > 0.55, "the disc dominates outside");
    assertNoBetterEllipse(SHARP, truth, bulge, disc);
  }

  @Test
  void findsBestEllipsesOfStrongBar() {
    LightModel disc =
        EllipticalModel.withFlux(RadialTable.of(Profiles.sersic(1, 25), 250), 0.8, 0.2, 1, 900);
    LightModel bar =
        EllipticalModel.withFlux(RadialTable.of(Profiles.ferrers(22, 2), 22), 0.3, 1.6, 0.7, 250);
    TruthProfile truth = measure(SHARP, disc, bar);
    assertNoBetterEllipse(SHARP, truth, disc, bar);
  }

  /** Compares with a fine search over the whole plane of ellipses at a few radii. */
  private static void assertNoBetterEllipse(Psf psf, TruthProfile truth, LightModel... lights) {
    GalaxyModel model = new GalaxyModel("test", List.of(lights), List.of());
    TargetSurface surface = new Renderer(SIDE, SIDE, psf, 1e-7).render(model, CX, CY).surface();
    for (int k = 0; k < truth.length(); k += 2) {
      double a = truth.radiusArcsec()[k] / SCALE;
      double[] found =
          scatterAndMean(surface, a, truth.ellipticity()[k], Math.toRadians(truth.paDeg()[k]));
      double best = Double.POSITIVE_INFINITY;
      double bestMean = 0;
      for (double e = 0; e < 0.94; e += 0.02) {
        for (double pa = 0; pa < Math.PI; pa += Math.PI / 60) {
          double[] tried = scatterAndMean(surface, a, e, pa);
          if (tried[0] < best) {
            best = tried[0];
            bestMean = tried[1];
          }
        }
      }
      assertTrue(
          found[0] <= best * 1.02 + 1e-5,
          "at " + a + " pixels: scatter " + found[0] + ", a search finds " + best);
      if (best < found[0]) {
        assertEquals(mu(bestMean), mu(found[1]), 0.05, "mu at " + a);
      }
      assertEquals(mu(found[1]), truth.mu()[k], 0.005, "mu at " + a);
    }
  }

  private static double[] scatterAndMean(TargetSurface surface, double a, double e, double pa) {
    int n = 96;
    double[] value = new double[n];
    double[] weight = new double[n];
    double total = 0;
    double mean = 0;
    boolean inCore = a < surface.coreRadius();
    for (int i = 0; i < n; i++) {
      double t = 2 * Math.PI * i / n;
      double x = a * Math.cos(t);
      double y = a * (1 - e) * Math.sin(t);
      double dx = Math.cos(pa) * x - Math.sin(pa) * y;
      double dy = Math.sin(pa) * x + Math.cos(pa) * y;
      if (!surface.contains(dx, dy, inCore)) {
        continue;
      }
      value[i] = surface.value(dx, dy, inCore);
      weight[i] = Math.hypot(a * Math.sin(t), a * (1 - e) * Math.cos(t));
      total += weight[i];
      mean += weight[i] * value[i];
    }
    mean /= total;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double r = value[i] / mean - 1;
      sum += weight[i] / total * r * r;
    }
    return new double[] {Math.sqrt(sum), mean};
  }

  @Test
  void coreAgreesWithBruteForceIntegration() {
    // A cuspy galaxy: compare the core with a direct sum over a very fine grid.
    double n = 4;
    double re = 3;
    RadialTable table = RadialTable.of(Profiles.sersic(n, re), 40);
    EllipticalModel light = EllipticalModel.withFlux(table, 0.7, 0.4, 1, 100);
    Psf psf = Psf.doubleGaussian(2.5, 2.3, 0.2, 1);
    GalaxyModel model = new GalaxyModel("test", List.of(light), List.of());
    Renderer.Rendered rendered = new Renderer(64, 64, psf, 1e-7).render(model, 31.3, 30.6);
    for (double[] at : new double[][] {{0, 0}, {1.3, -0.4}, {4, 3}, {7, 2}, {-9, 8}}) {
      double expected = convolveDirectly(light, psf, at[0], at[1]);
      boolean inCore = Math.hypot(at[0], at[1]) < rendered.surface().coreRadius();
      assertEquals(
          1, rendered.surface().value(at[0], at[1], inCore) / expected, 0.004, "at " + at[0]);
    }
  }

  private static double convolveDirectly(LightModel light, Psf psf, double x, double y) {
    // Polar grid about the galaxy's centre, logarithmic in radius, so that the cusp is resolved.
    double sum = 0;
    int radii = 1200;
    int angles = 360;
    double low = Math.log(1e-5);
    double step = (Math.log(38) - low) / radii;
    float[] row = new float[1];
    for (int i = 0; i < radii; i++) {
      double r = Math.exp(low + (i + 0.5) * step);
      for (int j = 0; j < angles; j++) {
        double t = 2 * Math.PI * j / angles;
        double dx = r * Math.cos(t);
        double dy = r * Math.sin(t);
        row[0] = 0;
        light.addRow(dy, dx, 1, 1, row, 0);
        double kernel = 0;
        for (int g = 0; g < psf.size(); g++) {
          double u = (x - dx) / psf.sigmaX[g];
          double v = (y - dy) / psf.sigmaY[g];
          kernel +=
              psf.weight[g]
                  * Math.exp(-0.5 * (u * u + v * v))
                  / (2 * Math.PI * psf.sigmaX[g] * psf.sigmaY[g]);
        }
        sum += row[0] * kernel * r * r * step * 2 * Math.PI / angles;
      }
    }
    return sum;
  }
}
