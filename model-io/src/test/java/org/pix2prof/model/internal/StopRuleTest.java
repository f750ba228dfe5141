// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pix2prof.model.ModelManifest.Stop;

class StopRuleTest {
  private static final Stop.Flat PUBLISHED = new Stop.Flat(100, 99, 0.01);

  private interface Sequence {
    double at(int step);
  }

  private static StopRule run(Stop.Flat flat, int maxLength, Sequence mu) {
    StopRule rule = new StopRule(flat, maxLength);
    for (int i = 0; !rule.ended(); i++) {
      boolean last = rule.append((float) mu.at(i));
      assertEquals(last, rule.ended());
    }
    return rule;
  }

  @Test
  void flatProfileEndsWithTheDetectingStep() {
    // 101 values are the first "more than 100"; the next step detects the end, and its value is
    // kept.
    assertEquals(102, run(PUBLISHED, 1024, i -> 25).length());
  }

  @Test
  void windowExcludesTheLastValue() {
    // values[-100:-1] of 101 values are 1..99: neither the first nor the last of them counts.
    assertEquals(102, run(PUBLISHED, 1024, i -> i == 0 || i == 100 ? 20 : 25).length());
    assertTrue(run(PUBLISHED, 1024, i -> i == 1 ? 20 : 25).length() > 102);
    assertTrue(run(PUBLISHED, 1024, i -> i == 99 ? 20 : 25).length() > 102);
  }

  @Test
  void jumpDelaysTheEndWhileInTheWindow() {
    // With n values the window is n-100 .. n-2: a jump at 150 has left it at n = 250.
    assertEquals(102, run(PUBLISHED, 1024, i -> i < 150 ? 20 : 25).length());
    assertEquals(251, run(PUBLISHED, 1024, i -> i < 150 ? 15 + i * 0.01 : 25).length());
  }

  @Test
  void usesPopulationDeviationAndInclusiveLimit() {
    Stop.Flat four = new Stop.Flat(4, 4, 0.5);
    // 24, 25, 24, 25: population deviation 0.5 exactly; the sample deviation would be 0.577.
    assertEquals(6, run(four, 100, i -> 24 + i % 2).length());
    assertEquals(100, run(new Stop.Flat(4, 4, 0.4999), 100, i -> 24 + i % 2).length());
  }

  @Test
  void steepProfileEndsAtMaxLength() {
    assertEquals(1024, run(PUBLISHED, 1024, i -> i).length());
    assertEquals(50, run(PUBLISHED, 50, i -> 25).length());
  }

  @Test
  void nanIsNotFlat() {
    assertEquals(300, run(PUBLISHED, 300, i -> Double.NaN).length());
  }

  @Test
  void keepsTheValues() {
    StopRule rule = new StopRule(PUBLISHED, 1024);
    assertFalse(rule.append(20));
    assertFalse(rule.append(21));
    assertArrayEquals(new float[] {20, 21}, rule.values());
  }

  @Test
  void rejectsValuesAfterTheEnd() {
    StopRule rule = run(PUBLISHED, 3, i -> i);
    assertThrows(IllegalStateException.class, () -> rule.append(1));
  }

  @Test
  void rejectsWindowLongerThanAfter() {
    assertThrows(
        IllegalArgumentException.class, () -> new StopRule(new Stop.Flat(10, 11, 0.1), 100));
    assertThrows(
        IllegalArgumentException.class, () -> new StopRule(new Stop.Flat(10, 0, 0.1), 100));
    assertThrows(IllegalArgumentException.class, () -> new StopRule(PUBLISHED, 0));
  }
}
