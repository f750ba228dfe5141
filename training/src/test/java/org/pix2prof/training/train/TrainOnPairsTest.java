// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.pipelines.Pix2Prof;

/** The command {@code train} with {@code --input} and {@code --truth}. */
@Tag("slow")
class TrainOnPairsTest {
  private static final int GALAXIES = 16;
  private static final String HELD_OUT = "--validation=0.3";

  @TempDir private static Path galaxies;

  @TempDir private Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeAll
  static void simulate() {
    PrintStream quiet = new PrintStream(new ByteArrayOutputStream(), true);
    String[] args = {
      "simulate", "--count=" + GALAXIES, "--seed=3", "--output=" + galaxies.resolve("sim")
    };
    assertEquals(0, Pix2Prof.run(quiet, quiet, args));
  }

  private static String input() {
    return "--input=" + galaxies.resolve("sim") + "/*.fits*";
  }

  private int train(Path output, Path truth, String... more) {
    said.reset();
    PrintStream print = new PrintStream(said, true);
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--output=" + output,
                input(),
                "--truth=" + truth,
                "--batch=4",
                "--validateEvery=6"));
    args.addAll(List.of(more));
    return Pix2Prof.run(print, print, args.toArray(String[]::new));
  }

  private int trainSmall(Path output, String... more) {
    List<String> args = new ArrayList<>(List.of("--width=4", "--hidden=8"));
    args.addAll(List.of(more));
    return train(output, truth(), args.toArray(String[]::new));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static Path truth() {
    return galaxies.resolve("sim/truth.csv");
  }

  /** Writes the truth with another surface brightness. */
  private Path shifted(double shift) throws Exception {
    Path file = directory.resolve("shifted.csv");
    try (Stream<String> lines = Files.lines(truth())) {
      Files.write(
          file,
          lines
              .map(line -> line.split(",", -1))
              .map(
                  cells -> {
                    if (!cells[3].equals("mu")) {
                      cells[3] = Double.toString(Double.parseDouble(cells[3]) + shift);
                    }
                    return String.join(",", cells);
                  })
              .toList());
    }
    return file;
  }

  @Test
  void defaultModelFollowsTheProfiles() throws Exception {
    Path run = directory.resolve("run");
    assertEquals(
        0,
        train(
            run,
            shifted(0.3),
            "--initialModel=default",
            "--galaxies=110",
            "--rate=0.002",
            "--validation=0.3"),
        this::said);
    assertTrue(said().contains(GALAXIES + " pairs\n"), this::said);
    String[] medians =
        said()
            .lines()
            .filter(line -> line.contains("pairs: median"))
            .map(line -> line.replaceAll(".*median ([0-9.]+).*", "$1"))
            .toArray(String[]::new);
    double first = Double.parseDouble(medians[0]);
    double last = Double.parseDouble(medians[medians.length - 1]);
    assertTrue(first > 0.15, "at first it differs by the shift: " + Arrays.toString(medians));
    assertTrue(last < 0.5 * first, Arrays.toString(medians));
    ModelBundle model = ModelBundle.open(run.resolve("model"));
    assertEquals("pix2prof-pairs", model.manifest().name());
    String trainedOn = model.manifest().provenance().get("trainedOn").toString();
    assertTrue(trainedOn.matches("1\\d\\d images in all, from 1\\d pairs .*"), trainedOn);
    assertTrue(
        model
            .manifest()
            .provenance()
            .get("startedFrom")
            .toString()
            .startsWith("pix2prof-sdss-sim"));
    double best = Arrays.stream(medians).mapToDouble(Double::parseDouble).min().orElseThrow();
    assertEquals(
        0,
        train(
            run,
            directory.resolve("shifted.csv"),
            "--initialModel=default",
            "--galaxies=110",
            "--rate=0.002",
            HELD_OUT,
            "--resume"),
        this::said);
    double kept = Double.parseDouble(said().replaceAll("(?s).*model: median ([0-9.]+).*", "$1"));
    assertEquals(best, kept, 2e-3, "resuming a run that is done keeps its best model");
  }

  /** Returns the last mean error of the training samples that a run printed. */
  private double trainingError() {
    String error = said().replaceAll("(?s).*train mu ([0-9.]+).*", "$1");
    return Double.parseDouble(error);
  }

  @Test
  void sampleOrderDoesNotDependOnTheThreads() throws Exception {
    Path run = directory.resolve("run");
    String[] args = {"--simulated=0.5", "--galaxies=20", HELD_OUT};
    assertEquals(0, trainSmall(run, args), this::said);
    double error = trainingError();
    assertEquals(
        0,
        trainSmall(
            directory.resolve("threads"),
            "--simulated=0.5",
            "--galaxies=20",
            HELD_OUT,
            "--simulatorThreads=2"),
        this::said);
    assertEquals(error, trainingError(), 0.002);
    assertEquals(
        0,
        trainSmall(
            directory.resolve("other"), "--simulated=0.5", "--galaxies=20", "--validation=0.6"),
        this::said);
    assertNotEquals(error, trainingError(), 0.01);
  }

  @Test
  void resumesWithTheSamePairsOnly() throws Exception {
    Path run = directory.resolve("run");
    String[] args = {"--simulated=0.5", "--galaxies=20", HELD_OUT};
    assertEquals(0, trainSmall(run, args), this::said);
    long steps = Checkpoint.read(run).orElseThrow().steps();
    assertEquals(
        0, trainSmall(run, "--simulated=0.5", "--galaxies=40", HELD_OUT, "--resume"), this::said);
    assertTrue(Checkpoint.read(run).orElseThrow().steps() > steps);
    assertEquals(2, trainSmall(run, "--simulated=0.4", "--galaxies=40", HELD_OUT, "--resume"));
    assertTrue(said().contains("was started with --input="), this::said);
    Files.delete(run.resolve("pairs.bin"));
    assertEquals(2, trainSmall(run, args));
    assertTrue(said().contains("a run has left its checkpoint"), this::said);
    assertFalse(Files.exists(run.resolve("pairs.bin")));
  }

  @Test
  void countsImagesWithoutPairByReason() throws Exception {
    Path file = directory.resolve("some.csv");
    List<String> lines = Files.readAllLines(truth());
    List<String> objects =
        lines.stream().skip(1).map(line -> line.split(",")[0]).distinct().toList();
    Files.write(
        file,
        lines.stream()
            // One object has no profile, one has too few samples, one is in another unit.
            .filter(line -> !line.startsWith(objects.get(0)))
            .filter(
                line -> {
                  String[] cells = line.split(",");
                  return !cells[0].equals(objects.get(1)) || Double.parseDouble(cells[2]) < 0.35;
                })
            .map(
                line -> {
                  String[] cells = line.split(",", -1);
                  if (cells[0].equals(objects.get(2))) {
                    cells[3] = "1234.5";
                  }
                  return String.join(",", cells);
                })
            .toList());
    assertEquals(
        0,
        train(
            directory.resolve("run"),
            file,
            "--width=4",
            "--hidden=8",
            "--galaxies=8",
            "--simulated=0.1",
            HELD_OUT),
        this::said);
    assertTrue(
        said()
            .contains(
                "13 pairs, 2 profiles without image, images without profile: 1 implausible_mu,"
                    + " 1 no_profile, 1 too_short"),
        this::said);
  }

  @Test
  void readsProfilesThatPix2profWrote() {
    PrintStream print = new PrintStream(said, true);
    String profiles = directory.resolve("profiles").toString();
    assertEquals(
        0,
        Pix2Prof.run(print, print, "caption", input(), "--output=" + profiles, "--format=parquet"),
        this::said);
    assertEquals(
        0,
        train(
            directory.resolve("run"),
            Path.of(profiles),
            "--width=4",
            "--hidden=8",
            "--galaxies=8",
            "--simulated=0.1",
            HELD_OUT),
        this::said);
    assertTrue(said().contains(GALAXIES + " pairs\n"), this::said);
  }

  @Test
  void refusesWhatCannotBeTrainedOn() throws Exception {
    Path run = directory.resolve("run");
    PrintStream print = new PrintStream(said, true);
    assertEquals(2, Pix2Prof.run(print, print, "train", "--output=" + run, input()));
    assertTrue(said().contains("--input and --truth must be given together"), this::said);
    assertEquals(2, Pix2Prof.run(print, print, "train", "--output=" + run, "--survey=sdss"));
    assertTrue(said().contains("--simulatedSurvey"), this::said);
    assertEquals(2, Pix2Prof.run(print, print, "train", "--output=" + run, "--zeroPoint=25"));
    assertTrue(said().contains("--zeroPoint needs --input"), this::said);
    assertEquals(2, trainSmall(run));
    assertTrue(said().contains("--input needs --initialModel, or --simulated"), this::said);
    Path other = directory.resolve("other.csv");
    Files.writeString(other, "object_id,band,radius_arcsec,mu\nnobody,r,1,20\n");
    assertEquals(2, train(run, other, "--simulated=0.1"));
    assertTrue(
        said().contains("no image of --input has a usable profile")
            && said().contains(GALAXIES + " no_profile"),
        this::said);
    assertEquals(2, trainSmall(run, "--validation=1e-9", "--simulated=0.1"));
    assertTrue(said().contains("holds out 0 of 16 pairs"), this::said);
    assertEquals(2, trainSmall(run, "--validation=1"));
    assertTrue(said().contains("--validation must be greater than 0"), this::said);
    assertEquals(2, trainSmall(run, "--simulated=1"));
    assertTrue(said().contains("--simulated must be 0 or more"), this::said);
    Path copies = Files.createDirectory(directory.resolve("copies"));
    try (Stream<Path> files = Files.list(galaxies.resolve("sim"))) {
      Path first = files.filter(file -> file.toString().endsWith(".fits")).sorted().toList().get(0);
      Files.copy(first, copies.resolve(first.getFileName()));
    }
    assertEquals(
        1,
        Pix2Prof.run(
            print,
            print,
            "train",
            "--output=" + run,
            input() + "," + copies + "/*.fits",
            "--initialModel=default",
            "--truth=" + truth()));
    assertTrue(said().contains("several images have the profile of sim-3-000000"), this::said);
    assertFalse(Files.exists(run.resolve("pairs.bin.part")));
  }
}
