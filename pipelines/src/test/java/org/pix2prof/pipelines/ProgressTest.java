package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void tellsDoneOfTotalRateBadAndTimeLeft() {
    assertEquals("25/100 images  5.0/s  2 bad  0:15 left", Progress.line("images", 25, 100, 2, 5));
    assertEquals(
        "1/36001 steps  1.0/s  0 bad  10:00:00 left", Progress.line("steps", 1, 36001, 0, 1));
  }

  @Test
  void withoutATotalThereIsNoTimeLeft() {
    assertEquals("25 images  5.0/s  0 bad", Progress.line("images", 25, 0, 0, 5));
  }

  @Test
  void moreThanTheTotalIsNoTotal() {
    assertEquals("7 images  7.0/s  0 bad", Progress.line("images", 7, 6, 0, 1));
  }

  @Test
  void nothingDoneYetHasNoTimeLeft() {
    assertEquals("0/6 images  0.0/s  0 bad", Progress.line("images", 0, 6, 0, 0));
  }

  @Test
  void theLineIsRedrawnInPlaceAndErasedAtTheEnd() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    try (Progress progress = new Console(stream, stream, true).progress("images", 2)) {
      progress.update(1, 0);
      progress.update(2, 0); // too soon after the last to be drawn
    }
    String drawn = err.toString(StandardCharsets.UTF_8);
    assertTrue(drawn.startsWith("\r\u001b[K1/2 images"), drawn);
    assertTrue(drawn.endsWith("left\r\u001b[K"), drawn);
  }

  @Test
  void nothingIsDrawnWhereProgressIsNotWanted() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    try (Progress progress = new Console(stream, stream, false).progress("images", 2)) {
      progress.update(1, 0);
    }
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }
}
