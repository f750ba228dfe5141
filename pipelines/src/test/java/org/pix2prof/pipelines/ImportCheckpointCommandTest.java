// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.bundle.ModelBundle;

class ImportCheckpointCommandTest {
  @TempDir Path directory;
  private Path checkpoint;

  /** A network of width 1, written by TinyCheckpoint in the tests of model-io. */
  @BeforeEach
  void copyCheckpoint() throws IOException {
    checkpoint = directory.resolve("tiny.pth");
    try (InputStream in = getClass().getResourceAsStream("/tiny.pth")) {
      Files.copy(in, checkpoint);
    }
  }

  private Cli run(Path from, Path to) {
    return Cli.run("import-checkpoint", "--checkpoint=" + from, "--output=" + to);
  }

  @Test
  void writesBundleAndPrintsOneLine() throws IOException {
    Path output = directory.resolve("models/published");
    Cli cli = run(checkpoint, output);
    assertEquals("", cli.err());
    assertEquals(0, cli.status());
    ModelManifest manifest = ModelBundle.open(output).manifest();
    assertEquals(new Encoder.ResNet18(1, 2), manifest.network().encoder());
    assertEquals(16, manifest.knownAnswer().mu().size());
    assertEquals(
        output + ": pix2prof-sdss 1.0.0, weights with SHA-256 " + manifest.sha256() + "\n",
        cli.out());
  }

  @Test
  void refusesOtherFileInOneLine() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.txt"), "not a checkpoint");
    Cli cli = run(text, directory.resolve("out"));
    assertEquals(1, cli.status());
    assertEquals(
        "pix2prof import-checkpoint: "
            + text
            + " is not a usable checkpoint: it does not begin like a file of torch.save\n",
        cli.err());
    assertFalse(Files.exists(directory.resolve("out")));
  }

  @Test
  void reportsMissingFile() {
    Cli cli = run(directory.resolve("none.pth"), directory.resolve("out"));
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains("no such file: " + directory.resolve("none.pth")), cli.err());
  }

  @Test
  void refusesFileForDirectoryAndReverse() {
    Cli cli = run(directory, directory.resolve("out"));
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--checkpoint must be a file"), cli.err());
    cli = run(checkpoint, checkpoint);
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--output must be a directory"), cli.err());
    cli = Cli.run("import-checkpoint", "--checkpoint=" + checkpoint);
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--output is missing"), cli.err());
  }
}
