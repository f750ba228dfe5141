// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a long operation: in one line of a terminal that is redrawn, or in new
 * lines at intervals.
 */
public final class Progress implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final String unit;
  private final long total;
  private final LongSupplier clock;
  private final long start;
  private final boolean redrawn;
  private final long pauseNanos;
  private long drawn;

  Progress(PrintStream err, String unit, long total, org.joda.time.Duration every) {
    this(err, unit, total, every, System::nanoTime);
  }

  /**
   * Starts.
   *
   * @param err stream for the progress; null for none
   * @param every interval between new lines; zero for one line that is redrawn
   * @param clock returns nanoseconds
   */
  Progress(
      PrintStream err, String unit, long total, org.joda.time.Duration every, LongSupplier clock) {
    this.err = err;
    this.unit = unit;
    this.total = total;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.redrawn = every.getMillis() == 0;
    this.pauseNanos = redrawn ? REDRAW_NANOS : every.getMillis() * 1_000_000;
    this.drawn = redrawn ? start - pauseNanos : start;
  }

  /**
   * Shows the progress, unless it was shown a moment ago.
   *
   * @param done number of items done, including the bad ones
   * @param bad number of unusable items
   */
  public void update(long done, long bad) {
    update(done, total, bad);
  }

  /**
   * Shows the progress, with a total that becomes known during the run.
   *
   * @param done number of items done, including the bad ones
   * @param expected total expected so far; 0 if unknown
   * @param bad number of unusable items
   */
  synchronized void update(long done, long expected, long bad) {
    long now = clock.getAsLong();
    if (err == null || now - drawn < pauseNanos) {
      return;
    }
    drawn = now;
    String line = line(unit, done, expected, bad, (now - start) / 1e9);
    if (redrawn) {
      err.print(ERASE + line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Returns the line: done/total, rate, bad items, time left. */
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
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
  }

  /** Erases the line that is redrawn. */
  @Override
  public synchronized void close() {
    if (err != null && redrawn) {
      err.print(ERASE);
      err.flush();
    }
  }
}
