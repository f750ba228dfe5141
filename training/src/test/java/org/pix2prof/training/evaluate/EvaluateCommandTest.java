// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import nom.tam.fits.FitsException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.pipelines.Pix2Prof;

@Tag("slow")
class EvaluateCommandTest {
  @TempDir static Path directory;

  private record Finished(int status, String out, String err) {}

  @BeforeAll
  static void makeModelAndGalaxies() throws IOException, FitsException {
    ZeroModel.write(directory.resolve("model"));
    Files.createDirectories(directory.resolve("images"));
    Discs.writeFits(directory.resolve("images/bright.fits"), 18);
    Discs.writeFits(directory.resolve("images/faint.fits"), 20);
  }

  @Test
  void reportsSmallDeviationForRoundDiscs() throws IOException {
    Path truth =
        truth(
            Discs.truth("bright", 18, 0)
                + Discs.truth("faint", 20, 0)
                + Discs.truth("absent", 20, 0));
    Path json = directory.resolve("out/metrics.json");
    Path plots = directory.resolve("out/plots");

    Finished run = evaluate(truth, "--output=" + json, "--plots=" + plots);

    assertEquals(0, run.status(), run.err());
    assertTrue(
        run.out()
            .matches(
                "(?s).*\nmedian deviation \\(mu <= 26.5\\): 0.0[0-4][0-9] mag over 2"
                    + " profiles\n"),
        run.out());
    assertTrue(run.out().contains("absent r: no image of it"), run.out());
    JsonNode metrics = new ObjectMapper().readTree(json.toFile());
    assertTrue(metrics.get("model").asText().startsWith("zero-1.0.0@"));
    assertEquals(2, metrics.get("profiles").size());
    assertEquals(1, metrics.at("/brighter/coverage").asDouble());
    assertEquals(22, metrics.at("/all/calibration/samples").asInt());
    assertTrue(ImageIO.read(plots.resolve("profiles.png").toFile()).getWidth() > 100);
    assertTrue(ImageIO.read(plots.resolve("deviation.png").toFile()).getWidth() > 100);
  }

  @Test
  void reportsWrongProfile() throws IOException {
    Path json = directory.resolve("wrong.json");

    Finished run =
        evaluate(
            truth(Discs.truth("bright", 18, 0) + Discs.truth("faint", 20, 0.7)),
            "--output=" + json);

    assertEquals(0, run.status(), run.err());
    JsonNode metrics = new ObjectMapper().readTree(json.toFile());
    assertEquals(0.7, metrics.at("/profiles/1/deviation").asDouble(), 0.05);
    assertEquals(-0.7, metrics.at("/profiles/1/bias").asDouble(), 0.05);
    assertEquals(1, metrics.at("/all/failures").asInt());
  }

  @Test
  void metricsOfSimulationsIncludeIsophoteShapes() throws IOException {
    Path galaxies = directory.resolve("galaxies");
    Path plots = directory.resolve("galaxies-plots");
    Path json = directory.resolve("galaxies.json");
    Finished made = run("simulate", "--count=6", "--seed=3", "--output=" + galaxies);
    assertEquals(0, made.status(), made.err());

    Finished run =
        run(
            "evaluate",
            "--model=" + directory.resolve("model"),
            "--truth=" + galaxies.resolve("truth.csv"),
            "--input=" + galaxies + "/*.fits",
            "--output=" + json,
            "--plots=" + plots,
            "--gallery=4");

    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("ellipticity off by (true e > 0.1)"), run.out());
    JsonNode metrics = new ObjectMapper().readTree(json.toFile());
    // The error of a model of circles is the ellipticity itself.
    double least = metrics.at("/brighter/isophotes/ellipticity/min").asDouble();
    assertTrue(least > 0.1 && least < 0.9, run.out());
    assertEquals(6, metrics.at("/length/profiles").asInt());
    try (Stream<Path> written = Files.list(plots)) {
      assertEquals(
          List.of(
              "calibration.png",
              "deviation-by-mu.png",
              "deviation-by-radius.png",
              "deviation.png",
              "gallery.png",
              "profiles.png"),
          written.map(file -> file.getFileName().toString()).sorted().toList());
    }
    for (String name :
        List.of("calibration", "deviation-by-mu", "deviation-by-radius", "gallery")) {
      Drawn plot = new Drawn(ImageIO.read(plots.resolve(name + ".png").toFile()));
      assertTrue(plot.count(Charts.PREDICTION.getRGB()) > 100, name);
    }
  }

  @Test
  void skipsGalleryOfZero() throws IOException {
    Path plots = directory.resolve("no-gallery");

    Finished run = evaluate(truth(Discs.truth("bright", 18, 0)), "--plots=" + plots, "--gallery=0");

    assertEquals(0, run.status(), run.err());
    assertTrue(Files.exists(plots.resolve("profiles.png")));
    assertFalse(Files.exists(plots.resolve("gallery.png")));
  }

  @Test
  void rejectsNegativeGallery() throws IOException {
    Finished run = evaluate(truth(Discs.truth("bright", 18, 0)), "--gallery=-1");

    assertEquals(2, run.status());
    assertTrue(run.err().contains("--gallery must be 0 or more, not -1"), run.err());
  }

  @Test
  void acceptsCaptionOptions() throws IOException {
    Finished run =
        evaluate(truth(Discs.truth("bri", 18, 0)), "--idFromFileName=^(bri|fai)", "--hdu=0");

    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("1 of them among the 2 predicted, 0 missing"), run.out());
  }

  @Test
  void rejectsTruthOfOtherObjects() throws IOException {
    Finished run = evaluate(truth(Discs.truth("M31", 18, 0)));

    assertEquals(1, run.status());
    assertEquals(
        "pix2prof evaluate: no object and band of the truth is among the predictions: the truth"
            + " has M31 r; predicted are bright r, faint r\n",
        run.err());
    assertEquals("", run.out());
  }

  @Test
  void rejectsMissingTruthFile() {
    Path truth = directory.resolve("none.csv");

    Finished run = evaluate(truth);

    assertEquals(1, run.status());
    assertEquals(
        "pix2prof evaluate: " + truth + ": no such file, expected a CSV table of profiles\n",
        run.err());
  }

  @Test
  void rejectsTruthWithMissingColumn() throws IOException {
    Path truth = directory.resolve("sma.csv");
    Files.writeString(truth, "object_id,band,sma,mu\nbright,r,1,20\n");

    Finished run = evaluate(truth);

    assertEquals(1, run.status());
    assertTrue(run.err().contains(truth + ": no column 'radius_arcsec'"), run.err());
  }

  @Test
  void rejectsDistributedRunner() throws IOException {
    Finished run = evaluate(truth(Discs.truth("bright", 18, 0)), "--runner=FlinkRunner");

    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().contains("--runner must be DirectRunner"), run.err());
  }

  @Test
  void requiresTruth() {
    Finished run = run("evaluate", "--input=" + directory + "/images/*.fits");

    assertEquals(2, run.status());
    assertTrue(run.err().contains("--truth"), run.err());
  }

  @Test
  void countsUnusableImagesWithBadRecords() throws IOException {
    Path images = directory.resolve("mixed");
    Files.createDirectories(images);
    Files.copy(directory.resolve("images/bright.fits"), images.resolve("bright.fits"));
    Files.writeString(images.resolve("page.fits"), "<html>not found</html>");
    Path truth = truth(Discs.truth("bright", 18, 0));
    String[] args = {
      "evaluate",
      "--model=" + directory.resolve("model"),
      "--truth=" + truth,
      "--input=" + images + "/*.fits"
    };

    Finished strict = run(args);
    assertEquals(1, strict.status());
    assertTrue(strict.err().contains("page.fits"), strict.err());

    List<String> lenient = new ArrayList<>(List.of(args));
    lenient.add("--badRecords=" + directory.resolve("bad"));
    lenient.add("--plots=" + directory.resolve("bad-plots"));
    Finished counted = run(lenient.toArray(new String[0]));
    assertEquals(0, counted.status(), counted.err());
    assertTrue(counted.out().contains("bad records by reason: 1"), counted.out());
    assertFalse(counted.out().contains("over 0 profiles"), counted.out());
    assertTrue(Files.exists(directory.resolve("bad-plots/gallery.png")));
  }

  private static Path truth(String rows) throws IOException {
    Path truth = Files.createTempFile(directory, "truth", ".csv");
    Files.writeString(truth, Discs.HEADER + rows);
    return truth;
  }

  private static Finished evaluate(Path truth, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--model=" + directory.resolve("model"),
                "--truth=" + truth,
                "--input=" + directory + "/images/*.fits"));
    args.addAll(List.of(options));
    return run(args.toArray(new String[0]));
  }

  private static Finished run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Pix2Prof.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    return new Finished(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
