// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.processors.ChildJvm;

/**
 * The default model's profiles of the sample images are the same whatever the instruction set, the
 * threads, the batches and what is in new memory. The first run takes the widest instructions that
 * the machine has.
 */
@Tag("slow")
class ProcessorsTest {
  private static final Path SAMPLES = Path.of("../examples/data");
  private static final double BRIGHT = 26.5;

  @TempDir static Path directory;
  private static List<double[]> expected;

  @BeforeAll
  static void captionWithDefaults() throws Exception {
    expected = caption(new ChildJvm(), 1, 1);
    assertEquals(6, expected.size());
  }

  private static List<double[]> caption(ChildJvm jvm, int orientations, int... batches)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "profiles", ".txt");
    String[] args =
        Stream.concat(
                Stream.of(SAMPLES.toString(), "" + orientations),
                Arrays.stream(batches).mapToObj(Integer::toString))
            .toArray(String[]::new);
    String errors = jvm.run(output, CaptionSamples.class, args);
    assertEquals("", errors);
    return Files.readAllLines(output).stream()
        .map(line -> Stream.of(line.strip().split(" ")).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  /** Compares profiles up to mu of 26.5, of lengths that differ by so much at most. */
  private static void assertSame(
      List<double[]> expected, List<double[]> found, double tolerance, int lengths) {
    assertEquals(expected.size(), found.size());
    for (int k = 0; k < found.size(); k++) {
      double[] a = expected.get(k);
      double[] b = found.get(k);
      assertTrue(Math.abs(a.length - b.length) <= lengths, k + ": " + a.length + ", " + b.length);
      for (int i = 0; i < Math.min(a.length, b.length); i++) {
        if (a[i] <= BRIGHT) {
          assertEquals(a[i], b[i], tolerance, "image " + k + ", step " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSE41", "AVX2"})
  void convolutionsAgreeOnAnyInstructionSet(String isa) throws Exception {
    assertSame(
        expected, caption(new ChildJvm().withVariable("ONEDNN_MAX_CPU_ISA", isa), 1, 6), 1e-3, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "avx2"})
  void otherKernelsAgreeOnAnyInstructionSet(String capability) throws Exception {
    assertSame(
        expected,
        caption(new ChildJvm().withVariable("ATEN_CPU_CAPABILITY", capability), 1, 6),
        1e-3,
        1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void unwrittenMemoryIsNotRead() throws Exception {
    ChildJvm jvm = new ChildJvm().withNanInNewMemory(directory, Path.of("../model-io"));
    assertSame(expected, caption(jvm, 1, 1), 0, 0);
    assertSame(expected, caption(jvm, 1, 6), 1e-3, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void threadsChangeNothing(int threads) throws Exception {
    // Threads that spin while they wait take minutes on a busy machine.
    ChildJvm jvm =
        new ChildJvm()
            .withProperty("ai.djl.pytorch.num_threads", "" + threads)
            .withVariable("OMP_WAIT_POLICY", "passive");
    List<double[]> found = caption(jvm, 1, 1, 6);
    assertSame(expected, found.subList(0, 6), 1e-4, 0);
    assertSame(expected, found.subList(6, 12), 1e-4, 0);
  }

  @Test
  void batchesChangeNothing() throws Exception {
    List<double[]> found = caption(new ChildJvm(), 6, 1, 7, 32);
    int images = found.size() / 3;
    assertEquals(36, images);
    List<double[]> single = found.subList(0, images);
    assertSame(single, found.subList(images, 2 * images), 1e-4, 0);
    assertSame(single, found.subList(2 * images, 3 * images), 1e-4, 0);
  }
}
