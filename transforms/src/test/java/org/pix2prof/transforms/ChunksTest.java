// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {
  private static final int TWO_THREADS = 2;
  private static final long MIB = 1L << 20;

  /** Elements of each chunk. */
  private static List<Integer> sizes(List<Long> bytes, int threads) {
    Chunks chunks = new Chunks(bytes.size(), threads, Chunks.MOST_IMAGES);
    List<Integer> sizes = new ArrayList<>();
    for (long size : bytes) {
      int chunk = chunks.next(size);
      if (chunk == sizes.size()) {
        sizes.add(0);
      }
      sizes.set(chunk, sizes.get(chunk) + 1);
    }
    return sizes;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1, 1",
    "6, 2, 1, 6",
    "64, 2, 8, 8",
    "100, 2, 8, 13",
    "300, 2, 8, 38",
    "1000, 2, 16, 64",
    "1000, 16, 63, 16",
    "100000, 2, 1563, 64"
  })
  void hasAFewChunksForEachThread(int elements, int threads, int chunks, int first) {
    List<Integer> sizes = sizes(Collections.nCopies(elements, 1L), threads);
    assertEquals(chunks, sizes.size());
    assertEquals(first, sizes.get(0));
    assertEquals(elements, sizes.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void endsAChunkAtThirtyTwoMebibytes() {
    assertEquals(List.of(3, 3, 2), sizes(Collections.nCopies(8, 10 * MIB), TWO_THREADS));
  }

  @Test
  void leavesALargeElementAlone() {
    assertEquals(List.of(2, 1, 1), sizes(List.of(MIB, MIB, 1000 * MIB, MIB), TWO_THREADS));
  }
}
