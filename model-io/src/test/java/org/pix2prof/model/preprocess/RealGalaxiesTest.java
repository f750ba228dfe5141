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

/** Real stamps: the galaxy is found in each, and its image turned by 180 degrees is itself. */
class RealGalaxiesTest {

  @Test
  void centresOfSdssGalaxies() throws Exception {
    Path galaxies = SharedData.folder().resolve("galaxies");
    for (String set : List.of("sdss-gadotti", "sdss-gamornet", "sdss-skyview-dr9", "sdss-ngc")) {
      check(galaxies.resolve(set), 0.396, 22.5);
    }
    check(galaxies.resolve("gama-sdss"), 0.339, 0);
    check(galaxies.resolve("gama-kids"), 0.2, 0);
  }

  private static void check(Path folder, double scale, double zeroPoint) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".fits")).sorted().toList();
    }
    assertTrue(files.size() > 0);
    for (Path file : files) {
      SkyImage image = SharedData.image(file, scale, zeroPoint);
      long start = System.nanoTime();
      PreparedImage p = Preprocessor.of(Inputs.detected(256)).prepare(image);
      long nanos = System.nanoTime() - start;
      Plane plane = new Plane(p.pixels(), p.width(), p.height());
      Point centre = new Point(p.centreX(), p.centreY());
      Point turned = new HalfTurn(plane, 6, 12).centre(centre);
      System.out.printf(
          "%-40s centre %.2f %.2f  turned 180: %+.2f %+.2f; sky sigma %.4f %s %.1f ms%n",
          file.getFileName(),
          p.originX() + p.centreX(),
          p.originY() + p.centreY(),
          turned.x() - centre.x(),
          turned.y() - centre.y(),
          p.skySigma(),
          p.flags(),
          nanos / 1e6);
      assertTrue(!p.flags().contains(Flag.OFF_CENTRE), file + " is centred in its stamp");
      assertTrue(turned.distance(centre) < 1, file + ": symmetric about " + turned);
    }
  }
}
