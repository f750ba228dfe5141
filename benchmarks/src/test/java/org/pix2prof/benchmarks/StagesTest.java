// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Caption;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.values.GalaxyImage;

class StagesTest {
  private static final int COUNT = 4;
  private static final Stages STAGES = new Stages();

  @BeforeAll
  static void setUp() throws Exception {
    Galaxies galaxies = new Galaxies(COUNT);
    galaxies.simulate();
    STAGES.setUp(galaxies);
  }

  @AfterAll
  static void tearDown() {
    STAGES.tearDown();
  }

  @Test
  void readFitsReturnsOneImagePerGalaxy() throws Exception {
    List<GalaxyImage> images = STAGES.readFits();
    assertEquals(COUNT, images.size());
    for (GalaxyImage image : images) {
      assertEquals(256, image.width());
      assertEquals(256, image.height());
    }
  }

  @Test
  void preprocessEstimatesSkyNoise() throws Exception {
    List<PreparedImage> prepared = STAGES.preprocess();
    assertEquals(COUNT, prepared.size());
    assertTrue(prepared.stream().allMatch(image -> image.skySigma() > 0));
  }

  @Test
  void simpleLoopMeasuresGalaxiesAboveSky() {
    List<float[]> profiles = STAGES.simpleLoop();
    assertEquals(COUNT, profiles.size());
    for (float[] mu : profiles) {
      assertEquals(128, mu.length);
      assertTrue(mu[2] < 25, "mu near the middle: " + mu[2]);
      assertTrue(!(mu[120] < mu[2]), "mu far out: " + mu[120]);
    }
  }

  @Test
  void batchedAndSingleCaptionsAgree() {
    List<Caption> together = STAGES.network();
    List<Caption> alone = STAGES.networkOneByOne();
    assertEquals(COUNT, together.size());
    assertEquals(COUNT, alone.size());
    for (int i = 0; i < COUNT; i++) {
      assertArrayEquals(alone.get(i).mu(), together.get(i).mu(), 0.01f);
    }
  }

  @Test
  void wholePathWritesOneRowPerSample() throws Exception {
    long samples = STAGES.network().stream().mapToLong(Caption::length).sum();
    List<String> lines = new String(STAGES.wholePath(), UTF_8).lines().toList();
    assertEquals(samples + 1, lines.size());
    assertTrue(lines.get(0).startsWith("object_id,band,radius_arcsec,mu"), lines.get(0));
  }
}
