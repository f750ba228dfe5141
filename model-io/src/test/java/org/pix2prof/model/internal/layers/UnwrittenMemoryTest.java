// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.processors.ChildJvm;

/** Shows the engine's fault and its remedy in memory full of NaN. */
@EnabledOnOs(OS.LINUX)
class UnwrittenMemoryTest {
  @TempDir Path directory;

  /**
   * The engine's unpadded convolution of 20 channels is wrong only on some processors: on some with
   * AVX-512, for any requested instruction set.
   */
  @Test
  void detectsReadsOfUninitialisedMemory() throws Exception {
    Path output = directory.resolve("errors");
    new ChildJvm()
        .withNanInNewMemory(directory, Path.of("."))
        .run(output, UnpaddedConvolution.class);
    String[] errors = Files.readString(output).strip().split(" ");
    double padded = Double.parseDouble(errors[0]);
    double unpadded = Double.parseDouble(errors[1]);
    double unwritten = Double.parseDouble(errors[2]);
    double difference = Double.parseDouble(errors[3]);
    assertTrue(padded < 1e-5, "padded: " + padded);
    assertEquals(Double.POSITIVE_INFINITY, unwritten, "new memory is not NaN");
    assertEquals(difference > 1e-3, unpadded > 1e-4, difference + ", but found " + unpadded);
  }
}
