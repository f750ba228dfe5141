// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.pipelines.OutputLock;
import org.pix2prof.pipelines.Pix2Prof;
import org.pix2prof.training.simulate.ObservingConditions;
import org.pix2prof.training.simulate.SimulatedGalaxy;
import org.pix2prof.training.simulate.Simulator;
import org.pix2prof.training.simulate.SurveyModel;
import org.pix2prof.training.simulate.SurveyOption;

@Tag("slow")
class SimulateCommandTest {

  @TempDir Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int simulate(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "simulate";
    System.arraycopy(options, 0, args, 1, options.length);
    return Pix2Prof.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  @Test
  void writesImagesAndTruth() throws Exception {
    Path directory = dir.resolve("a/b");
    assertEquals(0, simulate("--count=5", "--seed=9", "--output=" + directory), err::toString);
    List<String> names;
    try (var files = Files.list(directory)) {
      names = files.map(p -> p.getFileName().toString()).sorted().toList();
    }
    assertEquals(
        List.of(
            "sim-9-000000.fits",
            "sim-9-000001.fits",
            "sim-9-000002.fits",
            "sim-9-000003.fits",
            "sim-9-000004.fits",
            "truth.csv"),
        names);
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("5 galaxies of seed 9"));

    List<String> rows = Files.readAllLines(directory.resolve("truth.csv"));
    assertEquals(
        "object_id,band,radius_arcsec,mu,ellipticity,pa_deg_ccw_from_x,mag_total", rows.get(0));
    Simulator simulator = new Simulator(9, SurveyModel.SDSS);
    int row = 1;
    for (int i = 0; i < 5; i++) {
      SimulatedGalaxy galaxy = simulator.simulate(i);
      for (int k = 0; k < galaxy.truth().length(); k++) {
        String[] cells = rows.get(row++).split(",");
        assertEquals("sim-9-00000" + i, cells[0]);
        assertEquals(galaxy.band(), cells[1]);
        assertEquals(galaxy.truth().radiusArcsec()[k], Double.parseDouble(cells[2]), 1e-4);
        assertEquals(galaxy.truth().mu()[k], Double.parseDouble(cells[3]), 1e-4);
        assertEquals(galaxy.truth().ellipticity()[k], Double.parseDouble(cells[4]), 1e-4);
        assertEquals(galaxy.truth().paDeg()[k], Double.parseDouble(cells[5]), 1e-2);
        assertEquals(simulator.totalMagnitude(i), Double.parseDouble(cells[6]), 1e-4);
      }
    }
    assertEquals(rows.size(), row);
  }

  @Test
  void imagesAreTheObservedGalaxies() throws Exception {
    assertEquals(0, simulate("--count=2", "--seed=4", "--output=" + dir), err::toString);
    Simulator simulator = new Simulator(4, SurveyModel.SDSS);
    try (Fits fits = new Fits(dir.resolve("sim-4-000001.fits").toFile())) {
      ImageHDU hdu = (ImageHDU) fits.readHDU();
      Header header = hdu.getHeader();
      SimulatedGalaxy galaxy = simulator.simulate(1);
      assertEquals(-32, header.getIntValue("BITPIX"));
      assertEquals("nanomaggy", header.getStringValue("BUNIT"));
      assertEquals(galaxy.band(), header.getStringValue("FILTER"));
      assertEquals(0.396 / 3600, header.getDoubleValue("CD2_2"), 1e-12);
      assertEquals(galaxy.centreX() + 1, header.getDoubleValue("CRPIX1"), 1e-9);
      float[][] pixels = (float[][]) hdu.getKernel();
      float[] seen = galaxy.observe(simulator.noiseOf(1));
      for (int y = 0; y < 256; y++) {
        assertArrayEquals(Arrays.copyOfRange(seen, y * 256, y * 256 + 256), pixels[y]);
      }
    }
  }

  @Test
  void outputIsReproducible() throws Exception {
    Path a = dir.resolve("a");
    Path b = dir.resolve("b");
    assertEquals(0, simulate("--count=4", "--seed=2", "--output=" + a));
    assertEquals(0, simulate("--count=4", "--seed=2", "--output=" + b));
    try (var files = Files.list(a)) {
      for (Path file : files.toList()) {
        assertEquals(-1, Files.mismatch(file, b.resolve(file.getFileName())), file.toString());
      }
    }
    String card = "SIMPLE  =                    T / conforms to FITS standard";
    byte[] bytes = Files.readAllBytes(a.resolve("sim-2-000000.fits"));
    assertEquals(card, new String(bytes, 0, 80, StandardCharsets.US_ASCII).trim());
    Path c = dir.resolve("c");
    assertEquals(0, simulate("--count=1", "--seed=3", "--output=" + c));
    assertTrue(Files.exists(c.resolve("sim-3-000000.fits")));
  }

  @Test
  void rejectsNonEmptyDirectory() throws Exception {
    Files.writeString(dir.resolve("mine.txt"), "keep");
    assertEquals(2, simulate("--count=1", "--output=" + dir));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("--output=" + dir + " is not empty"));
    assertEquals(2, simulate("--count=1", "--output=" + dir.resolve("mine.txt")));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("is a file"));
    assertFalse(Files.exists(dir.resolve("truth.csv")));
  }

  @Test
  void rejectsDirectoryOfRunningSimulation() throws Exception {
    Path running = dir.resolve("running");
    for (String kind : new String[] {"--seed=1", "--frames=1"}) {
      try (OutputLock held = OutputLock.ofDirectory(running)) {
        assertEquals(1, simulate("--count=1", kind, "--output=" + running));
      }
      String line = "another run is writing to " + running + ": wait until it has ended";
      assertTrue(err.toString(StandardCharsets.UTF_8).contains(line), err::toString);
      err.reset();
    }
  }

  @Test
  void rejectsInvalidCounts() {
    assertEquals(2, simulate("--count=0", "--output=" + dir.resolve("x")));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("--count must be at least 1"));
    assertEquals(2, simulate("--count=many", "--output=" + dir.resolve("x")));
    assertEquals(2, simulate("--output=" + dir.resolve("x")));
    assertFalse(Files.exists(dir.resolve("x")));
  }

  @Test
  void appliesSurveyAndConditions() throws Exception {
    Path mixed = dir.resolve("mixed");
    assertEquals(
        0, simulate("--count=8", "--seed=6", "--survey=mixed", "--output=" + mixed), err::toString);
    Simulator simulator = new Simulator(6, SurveyOption.MIXED.surveys());
    Set<Double> scales = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      try (Fits fits = new Fits(mixed.resolve("sim-6-00000" + i + ".fits").toFile())) {
        double scale = fits.readHDU().getHeader().getDoubleValue("CD2_2") * 3600;
        assertEquals(simulator.simulate(i).pixelScaleArcsec(), scale, 1e-9);
        scales.add(scale);
      }
    }
    assertTrue(scales.size() > 2, scales.toString());

    Path off = dir.resolve("off");
    String[] options = {
      "--count=1",
      "--output=" + off,
      "--centreOffset=10",
      "--fwhm=1.8",
      "--skyOffset=0.5",
      "--companion=star"
    };
    assertEquals(0, simulate(options), err::toString);
    Simulator conditioned =
        new Simulator(
            1,
            SurveyModel.SDSS,
            new ObservingConditions(
                OptionalDouble.of(1.8),
                OptionalDouble.of(10),
                OptionalDouble.of(0.5),
                Optional.of(ObservingConditions.Companion.STAR)));
    float[] seen = conditioned.simulate(0).observe(conditioned.noiseOf(0));
    try (Fits fits = new Fits(off.resolve("sim-1-000000.fits").toFile())) {
      float[][] pixels = (float[][]) ((ImageHDU) fits.readHDU()).getKernel();
      for (int y = 0; y < 256; y++) {
        assertArrayEquals(Arrays.copyOfRange(seen, y * 256, y * 256 + 256), pixels[y]);
      }
    }
  }

  @Test
  void writesSameGalaxyInEveryBand() throws Exception {
    assertEquals(
        0, simulate("--count=2", "--seed=4", "--bands=z,r", "--output=" + dir), err::toString);
    try (var files = Files.list(dir)) {
      assertEquals(
          List.of(
              "sim-4-000000-r.fits",
              "sim-4-000000-z.fits",
              "sim-4-000001-r.fits",
              "sim-4-000001-z.fits",
              "truth.csv"),
          files.map(p -> p.getFileName().toString()).sorted().toList());
    }
    Simulator simulator = new Simulator(4, SurveyModel.SDSS);
    SimulatedGalaxy z = simulator.simulate(1, "z");
    try (Fits fits = new Fits(dir.resolve("sim-4-000001-z.fits").toFile())) {
      ImageHDU hdu = (ImageHDU) fits.readHDU();
      assertEquals("z", hdu.getHeader().getStringValue("FILTER"));
      assertEquals("sim-4-000001", hdu.getHeader().getStringValue("OBJECT"));
      float[] seen = z.observe(simulator.noiseOf(1, "z"));
      assertArrayEquals(Arrays.copyOfRange(seen, 0, 256), ((float[][]) hdu.getKernel())[0]);
    }
    List<String> rows = Files.readAllLines(dir.resolve("truth.csv"));
    assertEquals(
        z.truth().length(), rows.stream().filter(r -> r.startsWith("sim-4-000001,z,")).count());
    assertTrue(rows.stream().anyMatch(r -> r.startsWith("sim-4-000001,r,")));

    assertEquals(2, simulate("--count=1", "--bands=r,y", "--output=" + dir.resolve("x")));
    assertTrue(
        err.toString(StandardCharsets.UTF_8)
            .contains("--bands must be of g, r, i and z, each once, not [r, y]"));
    assertEquals(2, simulate("--count=1", "--bands=r,r", "--output=" + dir.resolve("x")));
    assertFalse(Files.exists(dir.resolve("x")));
  }

  @Test
  void rejectsInvalidConditions() {
    for (String option : List.of("--fwhm=0", "--centreOffset=-1", "--skyOffset=9")) {
      assertEquals(2, simulate("--count=1", option, "--output=" + dir.resolve("x")));
      String name = option.substring(0, option.indexOf('='));
      assertTrue(err.toString(StandardCharsets.UTF_8).contains(name + " must be"), option);
    }
    assertEquals(2, simulate("--count=1", "--companion=planet", "--output=" + dir.resolve("x")));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("--companion"), err::toString);
    assertFalse(Files.exists(dir.resolve("x")));
  }

  @Test
  void writesFrames() throws Exception {
    assertEquals(
        0,
        simulate("--frames=1", "--frameSize=200x100", "--count=2", "--seed=3", "--output=" + dir),
        err::toString);
    assertTrue(
        out.toString(StandardCharsets.UTF_8)
            .startsWith("1 frames of seed 3, catalog.csv with 2 positions and truth.csv in "),
        out::toString);
    Path frame;
    try (var files = Files.list(dir)) {
      frame = files.filter(p -> p.toString().endsWith(".fits.bz2")).findFirst().orElseThrow();
    }
    assertTrue(frame.getFileName().toString().matches("frame-r-\\d{6}-1-0011\\.fits\\.bz2"));
    try (Fits fits =
        new Fits(
            new BZip2CompressorInputStream(new BufferedInputStream(Files.newInputStream(frame))))) {
      Header header = fits.readHDU().getHeader();
      assertEquals(200, header.getIntValue("NAXIS1"));
      assertEquals(100, header.getIntValue("NAXIS2"));
      assertEquals(101, header.getDoubleValue("CRPIX1"));
      assertEquals(51, header.getDoubleValue("CRPIX2"));
    }
    assertEquals(3, Files.readAllLines(dir.resolve("catalog.csv")).size());
  }

  @Test
  void rejectsInvalidFrames() {
    rejects("--frames must be at least 1", "--frames=0");
    rejects("--bands must be of g, r, i and z", "--frames=1", "--bands=r,u");
    rejects("--bands must be of g, r, i and z", "--frames=1", "--bands=r,r");
    rejects("--frameSize requires --frames", "--frameSize=90x90");
    rejects("--frameSize must be WIDTHxHEIGHT", "--frames=1", "--frameSize=90");
    rejects("sides of 64 to 16384 pixels, not 90 x 63", "--frames=1", "--frameSize=90x63");
    rejects("cannot be combined with another --survey", "--frames=1", "--survey=mixed");
    rejects("--companion cannot be combined with --frames", "--frames=1", "--companion=star");
    rejects("--skyOffset cannot be combined with --frames", "--frames=1", "--skyOffset=1");
    rejects("--centreOffset cannot be combined with --frames", "--frames=1", "--centreOffset=1");
  }

  private void rejects(String message, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--count=1");
    all.add("--output=" + dir.resolve("x"));
    err.reset();
    assertEquals(2, simulate(all.toArray(String[]::new)), all.toString());
    assertTrue(err.toString(StandardCharsets.UTF_8).contains(message), err::toString);
    assertFalse(Files.exists(dir.resolve("x")));
  }
}
