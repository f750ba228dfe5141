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

/** The engine's fault and its remedy, shown in memory full of NaN. */
@EnabledOnOs(OS.LINUX)
class UnwrittenMemoryTest {
  @TempDir Path folder;

  /**
   * Whether the engine's own convolution of 20 planes is wrong depends on the processor: it is on
   * some with AVX-512, whatever instruction set is asked for, and is not on others without.
   */
  @Test
  void checkFindsWhatReadsUnwrittenMemory() throws Exception {
    Path output = folder.resolve("errors");
    new ChildJvm().withNanInNewMemory(folder, Path.of(".")).run(output, UnpaddedConvolution.class);
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
