// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final Cost NETWORK = new Cost("network", 12, 11.5, 14);

  @Test
  void tableListsMultiplesOfReferenceCheapestFirst() {
    assertEquals(
        """
        | stage | CPU-ms per galaxy | least to most | times simpleLoop |
        |---|---|---|---|
        | `simpleLoop` | 0.50 | 0.40 to 0.60 | 1.0 |
        | `network` | 12.00 | 11.50 to 14.00 | 24.0 |
        """,
        Cost.table(List.of(NETWORK, new Cost("simpleLoop", 0.5, 0.4, 0.6))));
  }

  @Test
  void omitsMultiplesWithoutReference() {
    assertEquals(
        "| `network` | 12.00 | 11.50 to 14.00 |  |",
        Cost.table(List.of(NETWORK)).lines().toList().get(2));
  }
}
