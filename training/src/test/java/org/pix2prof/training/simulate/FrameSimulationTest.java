// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.BadImageException;
import org.pix2prof.wcs.HeaderKeywords;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;
import org.pix2prof.wcs.Wcs;

class FrameSimulationTest {
  private static final FrameGeometry SMALL = new FrameGeometry(240, 180, 60, 40);
  private static final Band R = SurveyModel.SDSS.bands().get(1);
  private static final Band G = SurveyModel.SDSS.bands().get(0);

  @TempDir Path directory;

  private static FrameSimulation simulation(int frames, int positions, Band... bands) {
    return new FrameSimulation(5, frames, positions, List.of(bands), OptionalDouble.of(1.3), SMALL);
  }

  @Test
  void writesFramesWithACatalogueAndTruths() throws Exception {
    FrameSimulation simulation = simulation(2, 5, R, G);
    simulation.write(directory, 2, done -> {});

    SurveyField first = simulation.frames().get(0);
    List<String> names;
    try (Stream<Path> files = Files.list(directory)) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    String run = String.format("%06d", first.run());
    assertEquals(
        List.of(
            "catalog.csv",
            "frame-g-" + run + "-1-0011.fits.bz2",
            "frame-g-" + run + "-1-0012.fits.bz2",
            "frame-r-" + run + "-1-0011.fits.bz2",
            "frame-r-" + run + "-1-0012.fits.bz2",
            "truth.csv"),
        names);

    List<String> catalog = Files.readAllLines(directory.resolve("catalog.csv"));
    assertEquals("id,ra,dec", catalog.get(0));
    assertEquals(6, catalog.size());
    CatalogGalaxy galaxy = simulation.galaxies().get(3);
    String[] cells = catalog.get(4).split(",");
    assertEquals("sim-5-000003", cells[0]);
    assertEquals(galaxy.raDeg(), Double.parseDouble(cells[1]));
    assertEquals(galaxy.decDeg(), Double.parseDouble(cells[2]));

    List<String> truth = Files.readAllLines(directory.resolve("truth.csv"));
    for (CatalogGalaxy one : simulation.galaxies()) {
      for (String band : List.of("r", "g")) {
        assertEquals(
            one.home() >= 0,
            truth.stream().anyMatch(row -> row.startsWith(one.id() + "," + band + ",")),
            one.toString());
      }
    }
  }

  @Test
  void headersHaveTheWcs() throws Exception {
    FrameSimulation simulation = simulation(2, 1, R, G);
    simulation.write(directory, 1, done -> {});

    SurveyField frame = simulation.frames().get(1);
    for (String band : List.of("r", "g")) {
      try (Fits fits = open(frame.name(band))) {
        ImageHDU image = (ImageHDU) fits.readHDU();
        Header header = image.getHeader();
        assertEquals(
            "conforms to FITS standard", header.findCard("SIMPLE").getComment(), "no time in it");
        assertEquals(-32, header.getIntValue("BITPIX"));
        assertEquals(band, header.getStringValue("FILTER"));
        assertEquals("nanomaggy", header.getStringValue("BUNIT"));
        assertEquals(frame.run(), header.getIntValue("RUN"));
        assertEquals(1, header.getIntValue("CAMCOL"));
        assertEquals(12, header.getIntValue("FIELD"));
        Wcs wcs = Wcs.of(keywords(header), 1, 2).orElseThrow();
        SkyPoint expected = frame.wcs(band).toSky(200, 10);
        assertEquals(expected.raDeg(), wcs.toSky(200, 10).raDeg(), 1e-9);
        assertEquals(expected.decDeg(), wcs.toSky(200, 10).decDeg(), 1e-9);
        assertEquals(0.396, frame.wcs(band).pixelScaleArcsec(), 1e-9);
        ImageHDU calibration = (ImageHDU) fits.readHDU();
        float perCount = ((float[]) calibration.getKernel())[0];
        float[][] pixels = (float[][]) image.getKernel();
        for (int x = 0; x < 240; x++) {
          double counts = pixels[90][x] / perCount;
          assertEquals(Math.rint(counts), counts, 1e-2);
        }
      }
    }
    assertNotEquals(frame.wcs("g").toSky(0, 0), frame.wcs("r").toSky(0, 0));
  }

  private Fits open(String name) throws Exception {
    return new Fits(
        new BZip2CompressorInputStream(
            new BufferedInputStream(
                Files.newInputStream(directory.resolve(name + FrameFile.EXTENSION)))));
  }

  private static HeaderKeywords keywords(Header header) {
    return new HeaderKeywords() {
      @Override
      public Optional<String> text(String keyword) {
        return Optional.ofNullable(header.getStringValue(keyword));
      }

      @Override
      public OptionalDouble number(String keyword) {
        return header.containsKey(keyword)
            ? OptionalDouble.of(header.getDoubleValue(keyword))
            : OptionalDouble.empty();
      }

      @Override
      public BadImageException unusable(String keyword, String expected) {
        return new BadImageException("bad_keyword", keyword);
      }
    };
  }

  @Test
  void galaxiesAreAtCataloguePositions() {
    FrameSimulation simulation = simulation(2, 20, R, G);
    int seen = 0;
    for (Band band : List.of(R, G)) {
      for (int i = 0; i < 2; i++) {
        float[] light = simulation.render(i, band).light();
        LocalWcs wcs = simulation.frames().get(i).wcs(band.name());
        for (CatalogGalaxy galaxy : simulation.galaxies()) {
          PixelPoint at = wcs.toPixel(galaxy.raDeg(), galaxy.decDeg()).orElseThrow();
          if (galaxy.home() == i
              && simulation.frames().get(i).inside(galaxy.raDeg(), galaxy.decDeg(), SMALL) > 8) {
            seen++;
            assertTrue(brightest(light, at) < 1.2, galaxy + " at " + at);
          }
        }
      }
    }
    assertTrue(seen > 15, "seen " + seen);
  }

  /** Distance of the brightest pixel within 3 pixels from a point. */
  private static double brightest(float[] light, PixelPoint at) {
    double best = 0;
    double distance = 99;
    for (int y = (int) at.y() - 3; y <= at.y() + 3; y++) {
      for (int x = (int) at.x() - 3; x <= at.x() + 3; x++) {
        if (light[y * SMALL.width() + x] > best) {
          best = light[y * SMALL.width() + x];
          distance = Math.hypot(x - at.x(), y - at.y());
        }
      }
    }
    return distance;
  }

  @Test
  void successiveFieldsOverlap() {
    FrameSimulation simulation = simulation(2, 40, R);
    float[] first = simulation.render(0, R).light();
    float[] second = simulation.render(1, R).light();
    int step = SMALL.height() - SMALL.overlapAlong();
    double most = 0;
    for (int y = step; y < SMALL.height(); y++) {
      for (int x = 0; x < SMALL.width(); x++) {
        double one = first[y * SMALL.width() + x];
        double other = second[(y - step) * SMALL.width() + x];
        most = Math.max(most, one);
        assertEquals(one, other, 1e-3 * one + 0.05 * R.skySigma(), "pixel " + x + ", " + y);
      }
    }
    assertTrue(most > 10 * R.skySigma(), "brightest " + most);
  }

  @Test
  void runsScanAtDifferentAngles() {
    FrameSimulation simulation = simulation(6, 1, R);
    SurveyField one = simulation.frames().get(1);
    SurveyField other = simulation.frames().get(3);
    assertNotEquals(one.run(), other.run());
    double turn =
        Math.toDegrees(
            Math.atan2(other.wcs().cd12(), other.wcs().cd22())
                - Math.atan2(one.wcs().cd12(), one.wcs().cd22()));
    assertEquals(0.2, Math.IEEEremainder(turn, 360), 0.01);
  }

  @Test
  void galaxiesRotateWithTheSky() {
    LocalWcs one = new LocalWcs(120, 90, 200, 60, -1.1e-4, 0, 0, 1.1e-4);
    double cos = 1.1e-4 * Math.cos(0.9);
    double sin = 1.1e-4 * Math.sin(0.9);
    LocalWcs other = new LocalWcs(110, 95, 200, 60, -cos, sin, sin, cos);
    List<CatalogGalaxy> galaxies = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      galaxies.add(new CatalogGalaxy(i, "g" + i, 200 + 0.003 * (i - 2), 60 + 0.002 * (3 - i), 0));
    }
    Psf psf = Psf.doubleGaussian(3, 2, 0.2, 1);
    FrameRenderer renderer = new FrameRenderer(5, SurveyModel.SDSS, R, psf, SMALL);
    float[] here = renderer.render(0, one, galaxies).light();
    float[] there = renderer.render(0, other, galaxies).light();
    int common = 0;
    double difference = 0;
    double sum = 0;
    for (int y = 0; y < SMALL.height(); y++) {
      for (int x = 0; x < SMALL.width(); x++) {
        SkyPoint sky = one.toSky(x, y);
        PixelPoint at = other.toPixel(sky.raDeg(), sky.decDeg()).orElseThrow();
        if (at.x() > 0 && at.y() > 0 && at.x() < 239 && at.y() < 179) {
          double value = here[y * SMALL.width() + x];
          difference += Math.abs(value - bilinear(there, at));
          sum += value;
          common++;
        }
      }
    }
    assertTrue(common > 20_000, "pixels " + common);
    assertTrue(difference < 0.02 * sum, difference + " of " + sum);
  }

  private static double bilinear(float[] light, PixelPoint at) {
    int x = (int) Math.floor(at.x());
    int y = (int) Math.floor(at.y());
    double fx = at.x() - x;
    double fy = at.y() - y;
    int i = y * SMALL.width() + x;
    return (1 - fy) * ((1 - fx) * light[i] + fx * light[i + 1])
        + fy * ((1 - fx) * light[i + SMALL.width()] + fx * light[i + SMALL.width() + 1]);
  }

  @Test
  void trueAngleRotatesWithTheSky() {
    FrameSimulation simulation = simulation(6, 40, R);
    for (FrameRenderer.GalaxyTruth truth : simulation.render(1, R).truths()) {
      LocalWcs wcs = simulation.frames().get(1).wcs();
      double here = wcs.eastOfNorth(30);
      double converted = 30 + truth.eastOfNorthDeg();
      assertEquals(0, Math.IEEEremainder(here - converted, 180), 0.05);
    }
  }

  @Test
  void sdssFramesHaveSdssSizeAndOverlap() {
    assertEquals(FrameGeometry.SDSS, FrameGeometry.of(2048, 1489));
    LocalWcs wcs =
        new FrameSimulation(1, 1, 1, List.of(R), OptionalDouble.empty(), FrameGeometry.SDSS)
            .frames()
            .get(0)
            .wcs();
    assertEquals(1024, wcs.x());
    assertEquals(744, wcs.y());
  }

  @Test
  void somePositionsAreOutsideAllFrames() {
    List<CatalogGalaxy> galaxies = simulation(10, 1000, R).galaxies();

    long outside = galaxies.stream().filter(galaxy -> galaxy.home() < 0).count();
    assertTrue(outside > 10 && outside < 700, "outside " + outside);
    assertEquals(-1, galaxies.get(99).home());
  }

  @Test
  void outputIsReproducibleForAnyThreadCount() throws Exception {
    simulation(3, 5, R).write(directory.resolve("a"), 1, done -> {});
    simulation(3, 5, R).write(directory.resolve("b"), 3, done -> {});

    try (Stream<Path> files = Files.list(directory.resolve("a"))) {
      for (Path file : files.toList()) {
        assertEquals(
            -1,
            Files.mismatch(file, directory.resolve("b").resolve(file.getFileName())),
            "" + file);
      }
    }
  }

  @Test
  void rotationConservesLight() {
    Population population = new Population(SurveyModel.SDSS, R, 1e-4 * R.skySigma());
    double angle = 0.7;
    for (int seed = 0; seed < 40; seed++) {
      GalaxyModel model = population.draw(new SplittableRandom(seed));
      GalaxyModel turned = model.rotated(angle);
      for (double theta = 0; theta < 6; theta += 0.9) {
        double x = 20 * Math.cos(theta);
        double y = 20 * Math.sin(theta);
        double there = at(turned, 20 * Math.cos(theta + angle), 20 * Math.sin(theta + angle));
        assertEquals(at(model, x, y), there, 1e-3 * there, model.kind());
      }
      double extent = model.extent(0.01 * R.skySigma());
      for (double theta = 0; theta < 6; theta += 0.3) {
        double beyond = at(model, 1.01 * extent * Math.cos(theta), 1.01 * extent * Math.sin(theta));
        assertTrue(beyond < 0.03 * R.skySigma(), model.kind());
      }
    }
  }

  private static double at(GalaxyModel model, double x, double y) {
    float[] one = new float[1];
    model.lights().forEach(light -> light.addRow(y, x, 1, 1, one, 0));
    return one[0];
  }
}
