package org.pix2prof.training.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorTest {

  @Test
  void dependsOnSeedAndIndexAlone() {
    Simulator one = new Simulator(7, Survey.SDSS);
    one.simulate(3);
    SimulatedGalaxy a = one.simulate(11);
    SimulatedGalaxy b = new Simulator(7, Survey.SDSS).simulate(11);
    assertEquals(a.id(), b.id());
    assertArrayEquals(a.scene(), b.scene());
    assertArrayEquals(a.truth().mu(), b.truth().mu());
    assertArrayEquals(
        a.observe(one.noiseOf(11)), b.observe(new Simulator(7, Survey.SDSS).noiseOf(11)));
    assertFalse(Arrays.equals(a.scene(), one.simulate(12).scene()));
    assertFalse(Arrays.equals(a.scene(), new Simulator(8, Survey.SDSS).simulate(11).scene()));
  }

  @Test
  void galaxiesAreSane() {
    Simulator simulator = new Simulator(42, Survey.SDSS);
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
        assertTrue(truth.paDeg()[k] >= 0 && truth.paDeg()[k] <= 180, galaxy.id());
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
    assertEquals(3, bands.size(), bands.toString());
    assertTrue(missing <= count / 8, missing + " stamps with missing pixels");
    double mean = radii / (double) count;
    assertTrue(mean > 30 && mean < 60, "mean length " + mean);
  }

  @Test
  void noiseIsAsPromised() {
    NoiseModel noise = new NoiseModel(0.03, 800, 0.01, 0, 0, 0, 0, 5, 0, 0, 0);
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
}
