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
  @TempDir Path folder;
  private Path checkpoint;

  /** A network of width 1 (written by TinyCheckpoint, among the tests of model-io). */
  @BeforeEach
  void copyCheckpoint() throws IOException {
    checkpoint = folder.resolve("tiny.pth");
    try (InputStream in = getClass().getResourceAsStream("/tiny.pth")) {
      Files.copy(in, checkpoint);
    }
  }

  private Cli run(Path from, Path to) {
    return Cli.run("import-checkpoint", "--checkpoint=" + from, "--output=" + to);
  }

  @Test
  void writesABundleAndSaysSoInOneLine() throws IOException {
    Path output = folder.resolve("models/published");
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
  void anotherFileIsRefusedInOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a checkpoint");
    Cli cli = run(text, folder.resolve("out"));
    assertEquals(1, cli.status());
    assertEquals(
        "pix2prof import-checkpoint: "
            + text
            + " is not a usable checkpoint: it does not begin as torch.save begins a file\n",
        cli.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void aMissingFileIsNamed() {
    Cli cli = run(folder.resolve("none.pth"), folder.resolve("out"));
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains("no such file: " + folder.resolve("none.pth")), cli.err());
  }

  @Test
  void filesAndFoldersThatAreMixedUpAreWrongUsage() {
    Cli cli = run(folder, folder.resolve("out"));
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--checkpoint must be a file"), cli.err());
    cli = run(checkpoint, checkpoint);
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--output must be a folder"), cli.err());
    cli = Cli.run("import-checkpoint", "--checkpoint=" + checkpoint);
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--output is missing"), cli.err());
  }
}
