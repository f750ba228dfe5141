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
  @TempDir private Path folder;

  @Test
  void isTakenOnceAndLeavesNothing() throws IOException {
    Path linked =
        Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-l"), folder);
    try (OutputLock held = OutputLock.take(folder, "p")) {
      assertTrue(Files.exists(folder.resolve(".p.lock")));
      IOException e = assertThrows(IOException.class, () -> OutputLock.take(linked, "p"));
      assertEquals(
          "another run is writing to "
              + linked
              + "/p: wait until it has ended, or give another prefix",
          e.getMessage());
      OutputLock.take(folder, "q").close();
    } finally {
      Files.delete(linked);
    }
    assertFalse(Files.exists(folder.resolve(".p.lock")));
    OutputLock.take(folder, "p").close();
  }

  @Test
  void theFileOfAKilledRunIsNoLock() throws IOException {
    Files.createFile(folder.resolve(".p.lock"));
    OutputLock.take(folder, "p").close();
    assertFalse(Files.exists(folder.resolve(".p.lock")));
  }
}
