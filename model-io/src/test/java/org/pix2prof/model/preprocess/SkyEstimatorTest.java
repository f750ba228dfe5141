// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pix2prof.model.SkyLevel;

/** Sky noise has a standard deviation of 1, so errors are in units of sigma. */
class SkyEstimatorTest {

  private static Scene sky() {
    return new Scene(256, 256, 11).noise(1).add((x, y) -> 100);
  }

  @Test
  void blankSky() {
    SkyLevel sky = SkyEstimator.estimate(sky().plane());
    assertEquals(100, sky.level(), 0.04);
    assertEquals(1, sky.sigma(), 0.03);
  }

  @Test
  void skyGradientGivesItsValueAtTheMiddle() {
    SkyLevel sky =
        SkyEstimator.estimate(sky().add((x, y) -> (x - 127.5) / 128 + (y - 127.5) / 200).plane());
    assertEquals(100, sky.level(), 0.06);
    assertEquals(1, sky.sigma(), 0.06);
  }

  @Test
  void starsAndNeighboursInTheBorder() {
    SkyLevel sky =
        SkyEstimator.estimate(
            sky()
                .add(Scene.gaussian(5, 30, 5000, 8))
                .add(Scene.gaussian(60, 250, 300, 15))
                .add(Scene.sersic(250, 120, 20, 12, 1, 0.5, 1))
                .plane());
    assertEquals(100, sky.level(), 0.06);
    assertEquals(1, sky.sigma(), 0.15);
  }

  @Test
  void galaxyThatReachesTheBorderAlongItsMajorAxis() {
    // Light of three sigma at the ends of the major axis and almost none at its sides.
    Scene scene = sky().add(Scene.sersic(128, 127, 60, 52, 1, 0.3, 0.4));
    assertEquals(100, SkyEstimator.estimate(scene.plane()).level(), 0.1);
  }

  @Test
  void resolvesIntegersBelowTheirStep() {
    Scene scene = new Scene(256, 256, 2).noise(0.8).add((x, y) -> 41.3);
    for (int i = 0; i < scene.pixels().length; i++) {
      scene.pixels()[i] = Math.round(scene.pixels()[i]);
    }
    assertEquals(41.3, SkyEstimator.estimate(scene.plane()).level(), 0.06);
  }

  @Test
  void missingBorder() {
    float none = Float.NaN;
    Scene scene =
        sky()
            .add(Scene.gaussian(128, 128, 900, 20))
            .cover(0, 256, 0, 40, none)
            .cover(0, 30, 0, 256, none)
            .cover(200, 210, 0, 256, none);
    assertEquals(100, SkyEstimator.estimate(scene.plane()).level(), 0.08);
  }

  @Test
  void smallImages() {
    for (int side : new int[] {1, 2, 3, 16, 40}) {
      SkyLevel sky =
          SkyEstimator.estimate(new Scene(side, side, 4).noise(1).add((x, y) -> 7).plane());
      assertEquals(7, sky.level(), side < 16 ? 3 : 0.5);
      assertTrue(sky.sigma() >= 0 && sky.sigma() < 1.5, "sigma " + sky.sigma());
    }
  }

  @Test
  void noNoise() {
    SkyLevel sky =
        SkyEstimator.estimate(
            new Scene(64, 64, 1).add((x, y) -> 3).add(Scene.gaussian(32, 32, 9, 2)).plane());
    assertEquals(new SkyLevel(3, 0, 0), sky);
  }

  @Test
  void errorIsThatOfTheMean() {
    double squares = 0;
    double errors = 0;
    for (int seed = 0; seed < 40; seed++) {
      SkyLevel sky =
          SkyEstimator.estimate(new Scene(256, 256, seed).add((x, y) -> 50).noise(4).plane());
      squares += Math.pow(sky.level() - 50, 2);
      errors += sky.error();
    }
    double scatter = Math.sqrt(squares / 40);
    assertEquals(scatter, errors / 40, 0.4 * scatter);
  }

  @Test
  void planeFollowsSlopes() {
    Scene scene =
        new Scene(256, 200, 3)
            .add((x, y) -> 70 + 0.05 * (x - 127.5) - 0.02 * (y - 99.5))
            .add(Scene.gaussian(20, 5, 300, 8))
            .add(Scene.gaussian(128, 100, 500, 12))
            .noise(2);
    SkyLevel sky = SkyEstimator.of(scene.plane()).plane();
    assertEquals(70, sky.level(), 0.15);
    assertEquals(0.05, sky.slopeX(), 0.002);
    assertEquals(-0.02, sky.slopeY(), 0.002);
    assertEquals(70 + 0.05 * 40, sky.at(40, 0), 0.2);
  }

  @Test
  void skyIsUncertainWherePartsDisagree() {
    assertTrue(
        SkyEstimator.of(new Scene(256, 256, 5).add((x, y) -> 9).noise(1).plane()).isCertain());
    Scene filled =
        new Scene(256, 256, 5).add((x, y) -> 3000 / (1 + Math.hypot(x - 90, y - 127.5))).noise(1);
    assertFalse(SkyEstimator.of(filled.plane()).isCertain());
  }
}
