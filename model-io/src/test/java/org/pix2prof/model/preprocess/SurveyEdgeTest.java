// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SurveyEdgeTest {

  private static Scene sky() {
    return new Scene(100, 80, 6).noise(1).add((x, y) -> 20);
  }

  private static int missing(Plane plane) {
    int n = 0;
    for (float v : plane.pixels()) {
      n += Float.isNaN(v) ? 1 : 0;
    }
    return n;
  }

  private static void assertKept(Scene scene) {
    float[] before = scene.pixels().clone();
    SurveyEdge.blank(scene.plane());
    assertArrayEquals(before, scene.pixels());
  }

  @Test
  void zerosBeyondTheEdgeAreMissing() {
    Scene scene = sky().cover(70, 100, 0, 80, 0).cover(0, 10, 75, 80, 0);
    SurveyEdge.blank(scene.plane());
    assertEquals(30 * 80 + 10 * 5, missing(scene.plane()));
    assertEquals(20, SkyEstimator.estimate(scene.plane()).level(), 0.2);
  }

  @Test
  void slantedEdge() {
    Scene scene = sky();
    int beyond = 0;
    for (int i = 0; i < scene.pixels().length; i++) {
      if (i % 100 + 2 * (i / 100) > 200) {
        scene.pixels()[i] = 0;
        beyond++;
      }
    }
    SurveyEdge.blank(scene.plane());
    assertEquals(beyond, missing(scene.plane()));
  }

  @Test
  void fewZerosAreOrdinary() {
    assertKept(sky().cover(0, 3, 0, 5, 0));
  }

  @Test
  void zerosInsideTheImageAreOrdinary() {
    assertKept(sky().cover(20, 60, 20, 60, 0));
  }

  @Test
  void cutoutMaskedAroundTheGalaxy() {
    assertKept(
        sky()
            .cover(0, 100, 0, 20, 0)
            .cover(0, 100, 60, 80, 0)
            .cover(0, 30, 0, 80, 0)
            .cover(70, 100, 0, 80, 0));
  }

  @Test
  void photonCounts() {
    Random random = new Random(8);
    Scene scene = new Scene(100, 80, 6).add((x, y) -> random.nextDouble() < 0.3 ? 1 : 0);
    assertKept(scene);
  }
}
