// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.apache.beam.sdk.io.FileSystems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OutputFileTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void namesFileOfFullDisk() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                OutputFile.write(
                    FileSystems.matchNewResource("/dev/full", false), out -> out.write(1)));
    assertEquals("cannot write /dev/full: No space left on device", e.getMessage());
  }
}
