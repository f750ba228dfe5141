package org.pix2prof.pipelines;

import java.io.PrintStream;

/** Where a command talks to its user. */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean progress;

  /**
   * Puts one together.
   *
   * @param out for results
   * @param err for progress and what goes wrong
   * @param progress whether to show progress
   */
  public Console(PrintStream out, PrintStream err, boolean progress) {
    this.out = out;
    this.err = err;
    this.progress = progress;
  }

  /** {@return for results and the summary line} */
  public PrintStream out() {
    return out;
  }

  /** {@return for what the user should know meanwhile} */
  public PrintStream err() {
    return err;
  }

  /** {@return whether progress is shown} */
  public boolean showsProgress() {
    return progress;
  }

  /**
   * Starts a progress line, which shows nothing where progress is not wanted.
   *
   * @param unit what is counted, in the plural
   * @param total how many there will be; 0 if unknown
   * @return the line; close it before printing anything else
   */
  public Progress progress(String unit, long total) {
    return new Progress(progress ? err : null, unit, total);
  }
}
