// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.pipelines.OutputLock;
import org.pix2prof.pipelines.Pix2Prof;

@Tag("slow")
class TrainCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  private int train(Path output, long galaxies, String... more) {
    return train(output, galaxies, 1000, more);
  }

  private int train(Path output, long galaxies, int validateEvery, String... more) {
    String[] args = new String[9 + more.length];
    args[0] = "train";
    args[1] = "--output=" + output;
    args[2] = "--galaxies=" + galaxies;
    args[3] = "--batch=4";
    args[4] = "--width=4";
    args[5] = "--hidden=8";
    args[6] = "--validateEvery=" + validateEvery;
    args[7] = "--validationGalaxies=4";
    args[8] = "--calibrationGalaxies=4";
    System.arraycopy(more, 0, args, 9, more.length);
    return Pix2Prof.run(new PrintStream(out, true), new PrintStream(err, true), args);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void modelIsReproducibleForAnyThreadCount() throws Exception {
    assertEquals(0, train(directory.resolve("a"), 8), this::said);
    assertEquals(0, train(directory.resolve("b"), 8, "--simulatorThreads=2"), this::said);
    byte[] first = ModelBundle.open(directory.resolve("a/model")).weights();
    assertArrayEquals(first, ModelBundle.open(directory.resolve("b/model")).weights());
    assertEquals(0, train(directory.resolve("c"), 4, "--seed=2"), this::said);
    assertFalse(
        java.util.Arrays.equals(first, ModelBundle.open(directory.resolve("c/model")).weights()));
  }

  @Test
  void resumesFromCheckpoint() throws Exception {
    Path run = directory.resolve("run");
    assertEquals(0, train(run, 8, 4), this::said);
    Checkpoint before = Checkpoint.read(run).orElseThrow();
    assertEquals(0, train(run, 16, "--resume"), this::said);
    Checkpoint after = Checkpoint.read(run).orElseThrow();
    assertTrue(after.steps() > before.steps());
    assertTrue(after.galaxies() >= 16 && before.galaxies() < 16);
    assertTrue(after.seconds() > before.seconds());
    assertTrue(said().contains("median"), this::said);
  }

  @Test
  void rejectsMissingOrForeignCheckpoint() throws Exception {
    assertEquals(2, train(directory.resolve("none"), 8, "--resume"));
    assertTrue(said().contains("--resume: there is no checkpoint in"), this::said);
    Path run = directory.resolve("run");
    assertEquals(0, train(run, 8), this::said);
    assertEquals(2, train(run, 8));
    assertTrue(said().contains("--output: a run has left its checkpoint in"), this::said);
    assertEquals(2, train(run, 16, "--resume", "--seed=9"));
    assertTrue(said().contains("--seed: the checkpoint in"), this::said);
    Files.write(run.resolve("checkpoint.bin"), new byte[40]);
    assertEquals(1, train(run, 16, "--resume"));
    assertTrue(said().contains("is not a checkpoint"), this::said);
  }

  @Test
  void rejectsDirectoryOfRunningTraining() throws Exception {
    Path run = directory.resolve("run");
    try (OutputLock held = OutputLock.ofDirectory(run)) {
      assertEquals(1, train(run, 8));
    }
    assertTrue(said().contains("another run is writing to " + run), this::said);
  }

  @Test
  void rejectsInvalidNumbers() {
    assertEquals(2, train(directory, 0));
    assertTrue(said().contains("--galaxies must be greater than 0"), this::said);
    assertEquals(2, train(directory, 8, "--minutes=-1"));
    assertTrue(said().contains("--minutes must be 0 or more"), this::said);
  }

  @Test
  void modelDependsOnSurvey() throws Exception {
    assertEquals(0, train(directory.resolve("any"), 4), this::said);
    assertEquals(0, train(directory.resolve("sdss"), 4, "--simulatedSurvey=sdss"), this::said);
    assertFalse(
        java.util.Arrays.equals(
            ModelBundle.open(directory.resolve("any/model")).weights(),
            ModelBundle.open(directory.resolve("sdss/model")).weights()));
    Object metrics =
        ModelBundle.open(directory.resolve("any/model")).manifest().provenance().get("metrics");
    assertTrue(metrics.toString().contains("validationSurvey=mixed"), metrics.toString());
  }

  @Test
  void startsFromModelOfSameShape() throws Exception {
    assertEquals(0, train(directory.resolve("a"), 4), this::said);
    String start = "--initialModel=" + directory.resolve("a/model");
    assertEquals(0, train(directory.resolve("b"), 4, start, "--rate=1e-9", "--seed=2"), this::said);
    ModelBundle first = ModelBundle.open(directory.resolve("a/model"));
    ModelBundle second = ModelBundle.open(directory.resolve("b/model"));
    String from = "pix2prof-sim-2.0.0@" + first.manifest().sha256().substring(0, 12);
    assertEquals(from, second.manifest().provenance().get("startedFrom"));
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      NDArray before = first.tensors(manager).get("encoder.conv1.weight");
      NDArray after = second.tensors(manager).get("encoder.conv1.weight");
      assertArrayEquals(before.toFloatArray(), after.toFloatArray(), 1e-3f);
    }
    assertEquals(2, train(directory.resolve("c"), 4, start, "--iterations=2"));
    assertTrue(said().contains("--iterations must be 3, as in --initialModel"), this::said);
    String missing = "--initialModel=" + directory.resolve("nothing");
    assertEquals(1, train(directory.resolve("d"), 4, missing));
  }

  @Test
  void rejectsResumingWithAnotherShape() {
    Path run = directory.resolve("run");
    assertEquals(0, train(run, 8), this::said);
    assertEquals(2, train(run, 16, "--resume", "--iterations=2"));
    assertTrue(said().contains("--iterations: the checkpoint in"), this::said);
    assertEquals(2, train(run, 16, "--resume", "--simulatedSurvey=sdss"));
    assertTrue(said().contains("is of simulatedSurvey ANY"), this::said);
    PrintStream print = new PrintStream(err, true);
    String output = "--output=" + run;
    assertEquals(
        2, Pix2Prof.run(print, print, "train", output, "--resume", "--width=4", "--hidden=16"));
    assertTrue(said().contains("--hidden that the run in"), this::said);
  }
}
