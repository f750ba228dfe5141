// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  @Test
  void showsCountRateBadAndTimeLeft() {
    assertEquals("25/100 images  5.0/s  2 bad  0:15 left", Progress.line("images", 25, 100, 2, 5));
    assertEquals(
        "1/36001 steps  1.0/s  0 bad  10:00:00 left", Progress.line("steps", 1, 36001, 0, 1));
  }

  @Test
  void showsNoTimeLeftWithoutTotal() {
    assertEquals("25 images  5.0/s  0 bad", Progress.line("images", 25, 0, 0, 5));
  }

  @Test
  void ignoresExceededTotal() {
    assertEquals("7 images  7.0/s  0 bad", Progress.line("images", 7, 6, 0, 1));
  }

  @Test
  void showsNoTimeLeftAtStart() {
    assertEquals("0/6 images  0.0/s  0 bad", Progress.line("images", 0, 6, 0, 0));
  }

  @Test
  void redrawsLineAndErasesItAtEnd() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    try (Progress progress = new Console(stream, stream, true).progress("images", 2)) {
      progress.update(1, 0);
      progress.update(2, 0); // not drawn, too soon after the last
    }
    String drawn = err.toString(StandardCharsets.UTF_8);
    assertTrue(drawn.startsWith("\r\u001b[K1/2 images"), drawn);
    assertTrue(drawn.endsWith("left\r\u001b[K"), drawn);
  }

  @Test
  void printsNewLinesAtIntervals() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    AtomicLong seconds = new AtomicLong();
    try (Progress progress =
        new Progress(
            stream,
            "images",
            4,
            Duration.standardSeconds(10),
            () -> seconds.get() * 1_000_000_000)) {
      progress.update(0, 0);
      seconds.set(9);
      progress.update(1, 0);
      seconds.set(10);
      progress.update(2, 1);
      seconds.set(15);
      progress.update(3, 1);
      seconds.set(20);
      progress.update(3, 0, 1);
    }
    assertEquals(
        List.of("2/4 images  0.2/s  1 bad  0:10 left", "3 images  0.2/s  1 bad"),
        err.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @ParameterizedTest
  @CsvSource({
    ", true, true, 0",
    ", false, false, 0",
    "true, true, true, 0",
    "true, false, true, 30000",
    "false, true, false, 0",
    "false, false, false, 0",
    "5s, true, true, 5000",
    "5s, false, true, 5000"
  })
  void optionAndTerminalSetStyle(String option, boolean terminal, boolean shown, long every)
      throws Exception {
    assertEquals(
        new Console.Style(shown, Duration.millis(every)), Console.Style.of(option, terminal));
  }

  @Test
  void showsNothingIfProgressIsOff() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    try (Progress progress = new Console(stream, stream, false).progress("images", 2)) {
      progress.update(1, 0);
    }
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }
}
