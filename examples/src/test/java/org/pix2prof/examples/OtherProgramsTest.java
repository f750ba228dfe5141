// SPDX-License-Identifier: Apache-2.0
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
  @TempDir Path directory;

  /** The hanging program is a child of the shell and holds the output open. */
  @Test
  @Timeout(30)
  void endsHangingProgram() {
    long before = children();
    AssertionFailedError e =
        assertThrows(
            AssertionFailedError.class,
            () ->
                OtherPrograms.run(
                    directory,
                    Duration.ofSeconds(1),
                    "sh",
                    "-c",
                    "echo begun; sleep 60; echo done"));
    assertEquals("still running after 1 s: sh -c echo begun; sleep 60; echo done", e.getMessage());
    assertEquals(before, children());
  }

  private static long children() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
  }

  @Test
  void returnsOutputOrFailsWithErrorOutput() throws Exception {
    assertEquals("one\n", OtherPrograms.run(directory, "sh", "-c", "echo one; echo two >&2"));
    AssertionFailedError e =
        assertThrows(
            AssertionFailedError.class,
            () -> OtherPrograms.run(directory, "sh", "-c", "echo broken >&2; exit 3"));
    assertTrue(e.getMessage().startsWith("broken"), e.getMessage());
  }
}
