// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {
  @TempDir private Path directory;

  @Test
  void isExclusiveAndLeavesNoFile() throws IOException {
    Path linked =
        Files.createSymbolicLink(
            directory.resolveSibling(directory.getFileName() + "-l"), directory);
    try (OutputLock held = OutputLock.take(directory, "p")) {
      assertTrue(Files.exists(directory.resolve(".p.lock")));
      IOException e = assertThrows(IOException.class, () -> OutputLock.take(linked, "p"));
      assertEquals(
          "another run is writing to "
              + linked
              + "/p: wait until it has ended, or give another prefix",
          e.getMessage());
      OutputLock.take(directory, "q").close();
    } finally {
      Files.delete(linked);
    }
    assertFalse(Files.exists(directory.resolve(".p.lock")));
    OutputLock.take(directory, "p").close();
  }

  @Test
  void ignoresLockFileOfKilledRun() throws IOException {
    Files.createFile(directory.resolve(".p.lock"));
    OutputLock.take(directory, "p").close();
    assertFalse(Files.exists(directory.resolve(".p.lock")));
  }

  @Test
  void locksWholeDirectory() throws IOException {
    Path made = directory.resolve("made");
    try (OutputLock held = OutputLock.ofDirectory(made)) {
      IOException e = assertThrows(IOException.class, () -> OutputLock.ofDirectory(made));
      assertEquals(
          "another run is writing to "
              + made
              + ": wait until it has ended, or choose another directory",
          e.getMessage());
    }
    assertFalse(Files.exists(made), "the run left it empty");
    try (OutputLock held = OutputLock.ofDirectory(made)) {
      Files.createFile(made.resolve("output"));
    }
    assertFalse(Files.exists(made.resolve(OutputLock.OF_DIRECTORY)));
    OutputLock.ofDirectory(directory).close();
    assertTrue(Files.exists(made.resolve("output")));
  }
}
