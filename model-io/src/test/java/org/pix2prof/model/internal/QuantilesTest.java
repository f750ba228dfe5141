// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static final float[] SORTED = {1, 2, 4, 8, -100};

  @Test
  void interpolatesBetweenSortedValues() {
    assertEquals(3, Quantiles.ofSorted(SORTED, 4, 0.5));
    assertEquals(1.75f, Quantiles.ofSorted(SORTED, 4, 0.25));
    assertEquals(8, Quantiles.ofSorted(SORTED, 4, 1));
    assertEquals(1, Quantiles.ofSorted(SORTED, 1, 0.5));
  }

  @Test
  void ignoresNanAndOrder() {
    Quantiles quantiles = Quantiles.of(DoubleStream.of(8, Double.NaN, 1, 4, 2));
    assertEquals(4, quantiles.count());
    assertEquals(3, quantiles.median());
    assertEquals(1.75, quantiles.at(0.25));
  }

  @Test
  void isNanWithoutValues() {
    assertEquals(Double.NaN, Quantiles.of(DoubleStream.of(Double.NaN)).median());
  }
}
