package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Flag;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;

/** Finds the galaxy in real cutouts. The image is symmetric under a rotation by 180 degrees. */
class RealGalaxiesTest {

  @Test
  void centresOfSdssGalaxies() throws Exception {
    Path galaxies = SharedData.directory().resolve("galaxies");
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
      SkyImage image = SharedData.image(file, scale, zeroPoint);
      PreparedImage p = Preprocessor.of(Inputs.detected(256)).prepare(image);
      Plane plane = new Plane(p.pixels(), p.width(), p.height());
      Point centre = new Point(p.centreX(), p.centreY());
      Point turned = new HalfTurn(plane, 6, 12).centre(centre);
      assertTrue(!p.flags().contains(Flag.OFF_CENTRE), file + " is centred in its cutout");
      assertTrue(turned.distance(centre) < 0.5, file + ": symmetric about " + turned);
    }
  }
}
