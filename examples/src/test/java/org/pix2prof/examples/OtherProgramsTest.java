package org.pix2prof.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class OtherProgramsTest {
  @TempDir Path folder;

  /** Also where it is a child of the shell that holds the output open. */
  @Test
  @Timeout(30)
  void aProgramThatHangsIsEnded() {
    long before = children();
    AssertionFailedError e =
        assertThrows(
            AssertionFailedError.class,
            () ->
                OtherPrograms.run(
                    folder, Duration.ofSeconds(1), "sh", "-c", "echo begun; sleep 60; echo done"));
    assertEquals("still running after 1 s: sh -c echo begun; sleep 60; echo done", e.getMessage());
    assertEquals(before, children());
  }

  private static long children() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
  }

  @Test
  void givesWhatAProgramPrintsOrSaysWhyItFailed() throws Exception {
    assertEquals("one\n", OtherPrograms.run(folder, "sh", "-c", "echo one; echo two >&2"));
    AssertionFailedError e =
        assertThrows(
            AssertionFailedError.class,
            () -> OtherPrograms.run(folder, "sh", "-c", "echo broken >&2; exit 3"));
    assertTrue(e.getMessage().startsWith("broken"), e.getMessage());
  }
}
