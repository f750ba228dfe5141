// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.checkpoint.CheckpointImporter;

class AddKnownAnswerCommandTest {
  @TempDir Path directory;

  @Test
  void addsKnownAnswerAndKeepsWeights() throws Exception {
    Path checkpoint = directory.resolve("tiny.pth");
    try (InputStream in = getClass().getResourceAsStream("/tiny.pth")) {
      Files.copy(in, checkpoint);
    }
    Path model = directory.resolve("model");
    ModelManifest before = CheckpointImporter.importCheckpoint(checkpoint, model);
    assertNull(before.knownAnswer());
    Cli cli = Cli.run("add-known-answer", "--model=" + model);
    assertEquals("", cli.err());
    assertEquals(0, cli.status());
    assertEquals(model + ": known answer of pix2prof-sdss 1.0.0, 16 values\n", cli.out());
    ModelManifest after = ModelBundle.open(model).manifest();
    assertEquals(16, after.knownAnswer().mu().size());
    assertEquals(before, after.withKnownAnswer(null));
    ModelBundle.open(model).weights();
  }

  @Test
  void reportsMissingBundle() {
    Cli cli = Cli.run("add-known-answer", "--model=" + directory.resolve("none"));
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--model must be a directory"), cli.err());
    cli = Cli.run("add-known-answer", "--model=" + directory);
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains("it has no manifest.json"), cli.err());
  }
}
