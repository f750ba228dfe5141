package org.pix2prof.pipelines;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line on the terminal that tells how far long work has come. */
public final class Progress implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final String unit;
  private final long total;
  private final long start = System.nanoTime();
  private long drawn = start - REDRAW_NANOS;

  Progress(PrintStream err, String unit, long total) {
    this.err = err;
    this.unit = unit;
    this.total = total;
  }

  /**
   * Redraws the line, a few times a second at most.
   *
   * @param done how many are done, the bad ones among them
   * @param bad how many of them could not be used
   */
  public synchronized void update(long done, long bad) {
    long now = System.nanoTime();
    if (err == null || now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    err.print(ERASE + line(unit, done, total, bad, (now - start) / 1e9));
    err.flush();
  }

  /** The line: done/total, rate, bad so far, time left. */
  static String line(String unit, long done, long total, long bad, double seconds) {
    double rate = seconds > 0 ? done / seconds : 0;
    StringBuilder line = new StringBuilder();
    boolean known = total > 0 && done <= total;
    line.append(known ? done + "/" + total : Long.toString(done)).append(' ').append(unit);
    line.append(String.format(Locale.ROOT, "  %.1f/s  %d bad", rate, bad));
    if (known && done > 0) {
      line.append("  ").append(clock((long) Math.ceil((total - done) / rate))).append(" left");
    }
    return line.toString();
  }

  private static String clock(long seconds) {
    Duration left = Duration.ofSeconds(seconds);
    return left.toHours() > 0
        ? String.format("%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : String.format("%d:%02d", left.toMinutes(), left.toSecondsPart());
  }

  /** Erases the line. */
  @Override
  public synchronized void close() {
    if (err != null) {
      err.print(ERASE);
      err.flush();
    }
  }
}
