// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystemException;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void reportsTheLimitOfOpenFiles() {
    Throwable failure =
        new ServiceConfigurationError(
            "org.pix2prof.pipelines.Command: Error accessing configuration file",
            new FileSystemException("pix2prof.jar", null, "Too many open files"));
    assertEquals(
        "this process cannot open enough files and connections; 'ulimit -n' shows the limit: set it"
            + " to 1024 or more",
        Failures.message(failure));
    assertTrue(Failures.isPlain(failure));
  }
}
