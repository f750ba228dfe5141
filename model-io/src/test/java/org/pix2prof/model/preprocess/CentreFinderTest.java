// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Point;

/** Sky noise has a standard deviation of 1 unless stated otherwise. */
class CentreFinderTest {

  private static void assertCentre(double x, double y, double tolerance, Scene scene) {
    Point found = CentreFinder.find(scene.plane()).orElseThrow().centre();
    assertTrue(found.distance(new Point(x, y)) < tolerance, found + " is not " + x + ", " + y);
  }

  @Test
  void ordinaryGalaxiesToATenthOfAPixel() {
    Random random = new Random(17);
    double squares = 0;
    for (int i = 0; i < 40; i++) {
      double x = 127.5 + 3 * random.nextGaussian();
      double y = 127.5 + 3 * random.nextGaussian();
      double n = random.nextBoolean() ? 1 : 4;
      Scene scene =
          new Scene(256, 256, i)
              .add((u, v) -> 50)
              .noise(1)
              .add(
                  Scene.sersic(
                      x,
                      y,
                      5 + 20 * random.nextDouble(),
                      6 + 20 * random.nextDouble(),
                      n,
                      0.3 + 0.7 * random.nextDouble(),
                      random.nextDouble() * 3));
      Point found = CentreFinder.find(scene.plane()).orElseThrow().centre();
      squares += Math.pow(found.distance(new Point(x, y)), 2);
    }
    assertTrue(Math.sqrt(squares / 40) < 0.1, "rms error " + Math.sqrt(squares / 40));
  }

  @Test
  void ignoresABrightStar() {
    assertCentre(
        126.3,
        129.1,
        0.15,
        galaxy(126.3, 129.1).add(Scene.gaussian(160, 105, 30000, 1.6)).noise(1));
  }

  @Test
  void ignoresABrighterNeighbour() {
    assertCentre(
        126.3,
        129.1,
        0.6,
        galaxy(126.3, 129.1).add(Scene.sersic(150, 150, 60, 14, 1, 0.6, 2)).noise(1));
  }

  @Test
  void ignoresAFaintSourceInTheMiddle() {
    assertCentre(
        136, 119.5, 0.15, galaxy(136, 119.5).add(Scene.gaussian(110, 130, 6, 1.6)).noise(1));
  }

  @Test
  void findsAGalaxyOffTheMiddle() {
    assertCentre(30.2, 200.7, 0.15, galaxy(30.2, 200.7).noise(1));
  }

  @Test
  void lowSurfaceBrightness() {
    // Below the noise of a pixel everywhere.
    assertCentre(
        129.4,
        126.2,
        2.5,
        new Scene(256, 256, 3).add(Scene.sersic(129.4, 126.2, 0.25, 18, 1, 0.8, 0)).noise(1));
  }

  @Test
  void armsAndClumpsAreNotTheCentre() {
    Scene scene = galaxy(128.4, 126.6);
    for (int i = 0; i < 9; i++) {
      double r = 9 + 2 * i;
      double t = 0.8 * i;
      scene.add(Scene.gaussian(128.4 + r * Math.cos(t), 126.6 + r * Math.sin(t), 25, 1.8));
    }
    assertCentre(128.4, 126.6, 0.5, scene.noise(1));
  }

  @Test
  void clumpNearTheMiddleIsPartOfItsDisc() {
    assertCentre(
        143.2,
        136.7,
        0.3,
        new Scene(256, 256, 2)
            .add(Scene.sersic(143.2, 136.7, 15, 35, 1, 0.8, 0.5))
            .add(Scene.gaussian(128, 127, 24, 2))
            .noise(1));
  }

  @Test
  void missingPixels() {
    float none = Float.NaN;
    assertCentre(
        126.3,
        129.1,
        0.4,
        galaxy(126.3, 129.1)
            .noise(1)
            .cover(0, 90, 0, 256, none)
            .cover(127, 128, 0, 256, none)
            .cover(140, 256, 135, 140, none));
  }

  @Test
  void smallAndOddCutouts() {
    assertCentre(
        19.7,
        14.8,
        0.2,
        new Scene(40, 31, 9).add(Scene.sersic(19.7, 14.8, 15, 4, 1, 0.7, 1)).noise(1));
  }

  @Test
  void unitsDoNotMatter() {
    Scene scene = galaxy(126.3, 129.1).noise(1);
    Point expected = CentreFinder.find(scene.plane()).orElseThrow().centre();
    for (int i = 0; i < scene.pixels().length; i++) {
      scene.pixels()[i] *= 1e-12f;
    }
    Point found = CentreFinder.find(scene.plane()).orElseThrow().centre();
    assertEquals(expected.x(), found.x(), 1e-3);
    assertEquals(expected.y(), found.y(), 1e-3);
  }

  @Test
  void withoutNoise() {
    assertCentre(126.3, 129.1, 0.05, galaxy(126.3, 129.1));
  }

  @Test
  void givenPositionSelectsFainterGalaxy() {
    Scene scene =
        new Scene(256, 256, 7)
            .add(Scene.gaussian(127, 127, 900, 5))
            .add(Scene.gaussian(170.4, 90.7, 60, 3))
            .noise(1);
    CentreFinder.Detection found =
        CentreFinder.near(scene.plane(), new Point(171, 90), CentreFinder.TOLERANCE);
    assertEquals(170.4, found.centre().x(), 0.1);
    assertEquals(90.7, found.centre().y(), 0.1);
    assertEquals(1, found.neighbours().size());
    assertEquals(127, found.neighbours().get(0).position().x(), 2);
    assertTrue(found.neighbours().get(0).heightRatio() > 10);
    assertTrue(found.neighbours().get(0).star());
  }

  @Test
  void keepsGivenPositionWithoutLight() {
    Scene scene = new Scene(256, 256, 7).add(Scene.gaussian(127, 127, 900, 5)).noise(1);
    Point given = new Point(117, 127);
    assertEquals(given, CentreFinder.near(scene.plane(), given, CentreFinder.TOLERANCE).centre());
  }

  @Test
  void reportsNeighbours() {
    Scene scene =
        new Scene(256, 256, 7)
            .add(Scene.gaussian(127, 127, 100, 6))
            .add(Scene.gaussian(160, 127, 400, 1.6))
            .add(Scene.gaussian(60, 60, 60, 5))
            .noise(1);
    var found = CentreFinder.find(scene.plane()).orElseThrow();
    assertEquals(127, found.centre().x(), 0.2);
    assertEquals(2, found.neighbours().size());
    assertTrue(found.neighbours().get(0).star());
    assertEquals(160, found.neighbours().get(0).position().x(), 2);
    assertFalse(found.neighbours().get(1).star());
    assertEquals(0.6, found.neighbours().get(1).heightRatio(), 0.1);
  }

  @Test
  void noSource() {
    int found = 0;
    for (int i = 0; i < 50; i++) {
      Optional<CentreFinder.Detection> centre =
          CentreFinder.find(new Scene(256, 256, 100 + i).add((x, y) -> 9).noise(1).plane());
      found += centre.isPresent() ? 1 : 0;
    }
    assertTrue(found <= 1, "sources in " + found + " of 50 blank images");
  }

  private static Scene galaxy(double x, double y) {
    return new Scene(256, 256, 1)
        .add((u, v) -> 10)
        .add(Scene.sersic(x, y, 15, 15, 1, 0.6, 0.5))
        .add(Scene.sersic(x, y, 30, 4, 2, 0.9, 0.5));
  }
}
