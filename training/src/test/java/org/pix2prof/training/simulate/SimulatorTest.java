// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pix2prof.training.simulate.ObservingConditions.Companion;

class SimulatorTest {

  @Test
  void dependsOnSeedAndIndexOnly() {
    Simulator one = new Simulator(7, SurveyModel.SDSS);
    one.simulate(3);
    SimulatedGalaxy a = one.simulate(11);
    SimulatedGalaxy b = new Simulator(7, SurveyModel.SDSS).simulate(11);
    assertEquals(a.id(), b.id());
    assertArrayEquals(a.scene(), b.scene());
    assertArrayEquals(a.truth().mu(), b.truth().mu());
    assertArrayEquals(
        a.observe(one.noiseOf(11)), b.observe(new Simulator(7, SurveyModel.SDSS).noiseOf(11)));
    assertFalse(Arrays.equals(a.scene(), one.simulate(12).scene()));
    assertFalse(Arrays.equals(a.scene(), new Simulator(8, SurveyModel.SDSS).simulate(11).scene()));
  }

  @Test
  void galaxyHasSameShapeInAllBands() {
    Simulator simulator = new Simulator(7, SurveyModel.SDSS);
    SimulatedGalaxy r = simulator.simulate(3, "r");
    SimulatedGalaxy z = simulator.simulate(3, "z");
    assertEquals(r.id(), z.id());
    assertEquals(r.centreX(), z.centreX());
    assertEquals(r.centreY(), z.centreY());
    // The same light apart from flux and truncation.
    int centre = (int) Math.round(r.centreY()) * 256 + (int) Math.round(r.centreX());
    double colour = z.target()[centre] / r.target()[centre];
    assertTrue(colour > 1.1 && colour < 3, "z / r = " + colour);
    for (int i = centre - 20; i <= centre + 20; i++) {
      assertEquals(colour, z.target()[i] / r.target()[i], 0.01 * colour);
    }
    for (int k = 0; k < 10; k++) {
      assertEquals(r.truth().ellipticity()[k], z.truth().ellipticity()[k], 0.01);
    }
    assertTrue(z.noise().skySigma() > 4 * r.noise().skySigma());
    assertFalse(
        Arrays.equals(r.observe(simulator.noiseOf(3, "r")), r.observe(simulator.noiseOf(3, "z"))));
    SimulatedGalaxy drawn = simulator.simulate(3);
    assertArrayEquals(drawn.scene(), simulator.simulate(3, drawn.band()).scene());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> simulator.simulate(3, "u"));
    assertEquals("no band u; there are g, r, i, z", e.getMessage());
  }

  @Test
  void galaxiesAreRealistic() {
    Simulator simulator = new Simulator(42, SurveyModel.SDSS);
    int count = 80;
    Map<String, Integer> bands = new HashMap<>();
    int radii = 0;
    int missing = 0;
    for (int i = 0; i < count; i++) {
      SimulatedGalaxy galaxy = simulator.simulate(i);
      bands.merge(galaxy.band(), 1, Integer::sum);
      TruthProfile truth = galaxy.truth();
      radii += truth.length();
      assertTrue(truth.length() >= 8, galaxy.id() + " has " + truth.length() + " radii");
      double limit = mu(galaxy, 0.1 * galaxy.noise().skySigma());
      for (int k = 0; k < truth.length(); k++) {
        assertTrue(truth.mu()[k] > 12 && truth.mu()[k] < limit + 1e-9, galaxy.id());
        assertTrue(truth.ellipticity()[k] >= 0 && truth.ellipticity()[k] <= 0.951, galaxy.id());
        assertTrue(truth.paDeg()[k] >= 0 && truth.paDeg()[k] < 180, galaxy.id());
      }
      // The first isophote is within a pixel of the centre: the target must be that bright there.
      int at = (int) Math.round(galaxy.centreY()) * 256 + (int) Math.round(galaxy.centreX());
      assertEquals(mu(galaxy, galaxy.target()[at]), truth.mu()[0], 0.25, galaxy.id());
      assertTrue(
          Math.abs(galaxy.centreX() - 127.5) <= 10 && Math.abs(galaxy.centreY() - 127.5) <= 10);
      for (int p = 0; p < galaxy.scene().length; p++) {
        float flux = galaxy.scene()[p];
        assertTrue(
            Float.isFinite(flux) && flux >= galaxy.target()[p] - 1e-3f * Math.abs(flux)
                || flux >= 50,
            () -> galaxy.id());
      }
      boolean nan = false;
      for (float v : galaxy.observe(simulator.noiseOf(i))) {
        nan |= Float.isNaN(v);
      }
      missing += nan ? 1 : 0;
    }
    assertEquals(4, bands.size(), bands.toString());
    assertTrue(missing <= count / 8, missing + " cutouts with missing pixels");
    double mean = radii / (double) count;
    assertTrue(mean > 30 && mean < 60, "mean length " + mean);
  }

  @Test
  void totalMagnitudeIncludesLightBeyondFrame() {
    Simulator simulator = new Simulator(42, SurveyModel.SDSS);
    int whole = 0;
    for (int i = 0; i < 30; i++) {
      SimulatedGalaxy galaxy = simulator.simulate(i);
      double sum = 0;
      for (float pixel : galaxy.target()) {
        sum += pixel;
      }
      double onFrame = galaxy.zeroPoint() - 2.5 * Math.log10(sum);
      double total = simulator.totalMagnitude(i);
      assertTrue(total < onFrame + 0.002, galaxy.id() + ": " + total + ", " + onFrame);
      assertEquals(total, simulator.totalMagnitude(i, galaxy.band()));
      whole += total > onFrame - 0.005 ? 1 : 0;
    }
    assertTrue(whole > 15, whole + " of 30 galaxies are within their frames");
  }

  @Test
  void truthMatchesNoiseFreeImage() {
    Simulator simulator = new Simulator(3, SurveyModel.SDSS);
    int compared = 0;
    for (int i = 0; i < 30; i++) {
      SimulatedGalaxy galaxy = simulator.simulate(i);
      TruthProfile truth = galaxy.truth();
      for (int k = 1; k < truth.length(); k++) {
        double a = truth.radiusArcsec()[k] / galaxy.pixelScaleArcsec();
        double q = 1 - truth.ellipticity()[k];
        // Bilinear sampling suffices where the pixels resolve ellipse and slope.
        if (a * q < 6 || a > 100 || truth.mu()[k] - truth.mu()[k - 1] > 0.3) {
          continue;
        }
        double mean = meanAlongEllipse(galaxy, a, q, Math.toRadians(truth.paDeg()[k]));
        assertEquals(mu(galaxy, mean), truth.mu()[k], 0.03, galaxy.id() + " at " + a);
        compared++;
      }
    }
    assertTrue(compared > 300, compared + " radii compared");
  }

  private static double meanAlongEllipse(SimulatedGalaxy galaxy, double a, double q, double pa) {
    double sum = 0;
    double length = 0;
    for (int i = 0; i < 720; i++) {
      double t = Math.toRadians(i / 2.0);
      double u = a * Math.cos(t);
      double v = a * q * Math.sin(t);
      double x = galaxy.centreX() + u * Math.cos(pa) - v * Math.sin(pa);
      double y = galaxy.centreY() + u * Math.sin(pa) + v * Math.cos(pa);
      int ix = (int) Math.floor(x);
      int iy = (int) Math.floor(y);
      if (ix < 0 || iy < 0 || ix >= galaxy.width() - 1 || iy >= galaxy.height() - 1) {
        continue;
      }
      double fx = x - ix;
      double fy = y - iy;
      int at = iy * galaxy.width() + ix;
      float[] f = galaxy.target();
      double value =
          (1 - fy) * ((1 - fx) * f[at] + fx * f[at + 1])
              + fy * ((1 - fx) * f[at + galaxy.width()] + fx * f[at + galaxy.width() + 1]);
      double step = Math.hypot(a * Math.sin(t), a * q * Math.cos(t));
      sum += step * value;
      length += step;
    }
    return sum / length;
  }

  @Test
  void appliesCustomSurvey() {
    SurveyModel survey =
        new SurveyModel(
            120,
            96,
            0.5,
            25,
            List.of(new Band("r", 0.2, 100)),
            1.0,
            1.2,
            15,
            16,
            new RadiusGrid(0.5, 1.2, 20),
            0.5);
    SimulatedGalaxy galaxy = new Simulator(1, survey).simulate(0);
    assertEquals(120 * 96, galaxy.scene().length);
    assertEquals(25, galaxy.zeroPoint());
    assertEquals(0.6, galaxy.truth().radiusArcsec()[1], 1e-12);
    assertTrue(galaxy.truth().length() <= 20);
    double total = 0;
    for (float f : galaxy.target()) {
      total += f;
    }
    // Between 15 and 16, minus the light outside the frame.
    double magnitude = 25 - 2.5 * Math.log10(total);
    assertTrue(magnitude > 14.9 && magnitude < 16.5, "magnitude " + magnitude);
  }

  @Test
  void rejectsInvalidSurveys() {
    List<Band> bands = List.of(new Band("r", 0.2, 100));
    RadiusGrid grid = RadiusGrid.DEFAULT;
    assertRejected(
        "32 x 32", () -> new SurveyModel(8, 256, 0.4, 22.5, bands, 1, 2, 12, 18, grid, 0.1));
    assertRejected(
        "seeing", () -> new SurveyModel(256, 256, 0.8, 22.5, bands, 1, 2, 12, 18, grid, 0.1));
    assertRejected(
        "magnitude", () -> new SurveyModel(256, 256, 0.4, 22.5, bands, 1, 2, 18, 12, grid, 0.1));
    assertRejected(
        "band", () -> new SurveyModel(256, 256, 0.4, 22.5, List.of(), 1, 2, 12, 18, grid, 0.1));
    assertRejected("ratio", () -> new RadiusGrid(0.3, 1, 64));
  }

  private static void assertRejected(String expected, Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void noiseMatchesModel() {
    NoiseModel noise =
        new NoiseModel(0.03, 800, 0.01, 0, 0, 0, 0, new MissingPixelPattern(5, 0, 0, 0, 0, 0));
    float[] scene = new float[128 * 128];
    Arrays.fill(scene, 2);
    float[] seen = noise.apply(scene, 128, 128, new java.util.SplittableRandom(1));
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < seen.length; i++) {
      assertEquals(i % 128 < 5, Float.isNaN(seen[i]));
      if (!Float.isNaN(seen[i])) {
        sum += seen[i];
        squares += (double) seen[i] * seen[i];
        n++;
      }
    }
    double mean = sum / n;
    assertEquals(2.01, mean, 0.003);
    assertEquals(Math.sqrt(0.03 * 0.03 + 2 / 800.0), Math.sqrt(squares / n - mean * mean), 0.001);
  }

  private static double mu(SimulatedGalaxy galaxy, double perPixel) {
    double scale = galaxy.pixelScaleArcsec();
    return galaxy.zeroPoint() - 2.5 * Math.log10(perPixel / (scale * scale));
  }

  @Test
  void mixedSurveysShareDepthOfTruth() {
    Simulator simulator = new Simulator(6, SurveySampler.MIXED);
    int sdss = 0;
    double finest = 1;
    double coarsest = 0;
    for (int i = 0; i < 40; i++) {
      SimulatedGalaxy galaxy = simulator.simulate(i);
      double scale = galaxy.pixelScaleArcsec();
      sdss += scale == 0.396 ? 1 : 0;
      finest = Math.min(finest, scale);
      coarsest = Math.max(coarsest, scale);
      TruthProfile truth = galaxy.truth();
      // A tenth of the sky's deviation in a square of 0.396 arcsec, per pixel of this image.
      double limit = 0.1 * galaxy.noise().skySigma() * scale / 0.396;
      double last = truth.mu()[truth.length() - 1];
      assertTrue(last < mu(galaxy, limit), galaxy.id());
      boolean cut = truth.radiusArcsec()[truth.length() - 1] > 0.3 * galaxy.width() * scale;
      assertTrue(cut || last > mu(galaxy, limit) - 1.5, galaxy.id() + " ends early");
    }
    assertTrue(sdss > 10 && sdss < 30, sdss + " of SDSS");
    assertTrue(finest < 0.25 && coarsest > 0.45, finest + " to " + coarsest);
  }

  private static Simulator under(Double fwhm, Double centre, Double sky, Companion companion) {
    return new Simulator(
        12,
        SurveyModel.SDSS,
        new ObservingConditions(
            fwhm == null ? OptionalDouble.empty() : OptionalDouble.of(fwhm),
            centre == null ? OptionalDouble.empty() : OptionalDouble.of(centre),
            sky == null ? OptionalDouble.empty() : OptionalDouble.of(sky),
            Optional.ofNullable(companion)));
  }

  @Test
  void conditionsAreIndependent() {
    SimulatedGalaxy any = new Simulator(12, SurveyModel.SDSS).simulate(2);

    SimulatedGalaxy sharp = under(1.0, null, null, null).simulate(2);
    SimulatedGalaxy blurred = under(1.8, null, null, null).simulate(2);
    assertEquals(any.noise(), blurred.noise());
    assertEquals(any.centreX(), blurred.centreX());
    assertTrue(sharp.truth().mu()[0] < blurred.truth().mu()[0] - 0.05);

    SimulatedGalaxy off = under(null, 10.0, null, null).simulate(2);
    assertEquals(10, Math.hypot(off.centreX() - 127.5, off.centreY() - 127.5), 1e-9);
    assertEquals(any.noise(), off.noise());
    assertEquals(any.truth().mu()[5], off.truth().mu()[5], 0.01);

    SimulatedGalaxy sky = under(null, null, 0.5, null).simulate(2);
    assertEquals(0.5 * sky.noise().skySigma(), sky.noise().skyOffset(), 1e-9);
    assertEquals(0, sky.noise().skySlopeX(), 1e-12);
    assertArrayEquals(any.scene(), sky.scene());
  }

  @Test
  void companionIsBrightAndNearGalaxy() {
    SimulatedGalaxy alone = new Simulator(12, SurveyModel.SDSS).simulate(2);
    double target = sum(alone.target());
    double[] brighter = {Math.pow(10, 0.4), 1};
    for (Companion companion : List.of(Companion.STAR, Companion.GALAXY)) {
      SimulatedGalaxy galaxy = under(null, null, null, companion).simulate(2);
      assertArrayEquals(alone.target(), galaxy.target());
      double added = sum(galaxy.scene()) - sum(alone.scene());
      assertEquals(brighter[companion.ordinal()] * target, added, 0.1 * added, companion.name());
      double peak = 0;
      double distance = 0;
      for (int p = 0; p < galaxy.scene().length; p++) {
        float more = galaxy.scene()[p] - alone.scene()[p];
        if (more > peak) {
          peak = more;
          distance = 0.396 * Math.hypot(p % 256 - galaxy.centreX(), p / 256 - galaxy.centreY());
        }
      }
      assertTrue(distance > 14 && distance < 31, companion + " at " + distance);
    }
  }

  @Test
  void closeCompanionsAreWithinReachOfTheSeeing() {
    int bright = 0;
    for (int i = 0; i < 12; i++) {
      SimulatedGalaxy alone = new Simulator(12, SurveyModel.SDSS).simulate(i);
      SimulatedGalaxy galaxy = under(null, null, null, Companion.CLOSE).simulate(i);
      assertArrayEquals(alone.target(), galaxy.target());
      float peak = 0;
      double distance = 0;
      for (int p = 0; p < galaxy.scene().length; p++) {
        float more = galaxy.scene()[p] - alone.scene()[p];
        if (more > peak) {
          peak = more;
          distance = Math.hypot(p % 256 - galaxy.centreX(), p / 256 - galaxy.centreY());
        }
      }
      // Between 1.5 times a seeing of 2 pixels and 16 times one of 5 pixels.
      assertTrue(distance > 3 && distance < 80, i + ": " + distance + " pixels");
      double added = sum(galaxy.scene()) - sum(alone.scene());
      assertTrue(added < 14 * sum(alone.target()), i + ": " + added);
      bright += added > 0.5 * sum(alone.target()) ? 1 : 0;
    }
    assertTrue(bright >= 4, bright + " are bright");
  }

  @Test
  void imagesOfAnySurveyBeginAtOnePixel() {
    Simulator simulator = new Simulator(5, SurveySampler.ANY);
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int i = 0; i < 12; i++) {
      SimulatedGalaxy galaxy = simulator.simulate(i);
      assertEquals(galaxy.pixelScaleArcsec(), galaxy.truth().radiusArcsec()[0], 1e-9);
      least = Math.min(least, galaxy.width());
      most = Math.max(most, galaxy.width());
    }
    assertTrue(most > 2 * least, least + " to " + most);
  }

  @Test
  void depthOfLargeRingsIsGreater() {
    SurveyModel survey =
        SurveyModel.SDSS.withTruth(RadiusGrid.ofPixels(0.396), 0.1, SurveyModel.DepthUnit.RING);
    assertEquals(0.1 * 3, survey.faintest(3).applyAsDouble(10), 1e-9);
    assertEquals(0.1 * 3, survey.faintest(3).applyAsDouble(40), 1e-9);
    assertEquals(0.05 * 3, survey.faintest(3).applyAsDouble(160), 1e-9);
    assertEquals(0.05 * 3, survey.faintest(3).applyAsDouble(900), 1e-9);
    assertEquals(0.1 * 3, SurveyModel.SDSS.faintest(3).applyAsDouble(900), 1e-9);
  }

  private static double sum(float[] pixels) {
    double sum = 0;
    for (float pixel : pixels) {
      sum += pixel;
    }
    return sum;
  }

  @Test
  void rejectsInvalidConditions() {
    assertThrows(IllegalArgumentException.class, () -> under(0.0, null, null, null));
    assertThrows(IllegalArgumentException.class, () -> under(null, -1.0, null, null));
  }

  @Test
  void badColumnsAndStripsAreNan() {
    MissingPixelPattern missing = new MissingPixelPattern(2, 0, 0, 1, 7, 2);
    assertTrue(missing.at(1, 5, 10, 10) && missing.at(7, 5, 10, 10) && missing.at(8, 5, 10, 10));
    assertTrue(missing.at(4, 9, 10, 10));
    assertFalse(missing.at(6, 5, 10, 10) || missing.at(9, 8, 10, 10) || missing.at(2, 0, 10, 10));
  }
}
