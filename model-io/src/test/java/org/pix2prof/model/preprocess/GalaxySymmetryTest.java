// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.testing.PlainFits;
import org.pix2prof.model.testing.SharedData;

/** Finds the galaxy in cutouts. The image is symmetric under a rotation by 180 degrees. */
class GalaxySymmetryTest {

  @ParameterizedTest
  @CsvSource({
    "1, 130.2, 126.6, 4, 0.3, 0.4",
    "2, 127.5, 127.5, 1, 0.8, 2",
    "3, 121, 131.7, 2, 0.5, 1.2"
  })
  void centresOfSimulatedGalaxies(
      long seed, double x, double y, double index, double axisRatio, double angle)
      throws Exception {
    Scene scene = new Scene(256, 256, seed).noise(1);
    Plane plane = scene.add(Scene.sersic(x, y, 60, 12, index, axisRatio, angle)).plane();
    check(new SkyImage(plane.pixels(), 256, 256, 0.396, 22.5), "galaxy " + seed);
  }

  @Test
  void centresOfRealGalaxies() throws Exception {
    Path galaxies = SharedData.path("galaxies");
    for (String set : List.of("sdss-gadotti", "sdss-gamornet", "sdss-skyview-dr9", "sdss-ngc")) {
      check(galaxies.resolve(set), 0.396, 22.5);
    }
    check(galaxies.resolve("gama-sdss"), 0.339, 0);
    check(galaxies.resolve("gama-kids"), 0.2, 0);
  }

  private static void check(Path directory, double scale, double zeroPoint) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(f -> f.toString().endsWith(".fits")).sorted().toList();
    }
    assertTrue(files.size() > 0);
    for (Path file : files) {
      check(PlainFits.read(file, scale, zeroPoint), file.toString());
    }
  }

  private static void check(SkyImage image, String name) throws Exception {
    PreparedImage p = Preprocessor.of(Inputs.detected(256)).prepare(image);
    Plane plane = new Plane(p.pixels(), p.width(), p.height());
    Point centre = new Point(p.centreX(), p.centreY());
    Point turned = new HalfTurn(plane, 6, 12).centre(centre);
    assertFalse(p.flags().contains(Flag.OFF_CENTRE), name + " is centred in its cutout");
    assertTrue(turned.distance(centre) < 0.5, name + ": symmetric about " + turned);
  }
}
