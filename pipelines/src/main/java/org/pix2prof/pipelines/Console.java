// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.PrintStream;
import org.joda.time.Duration;

/** Output of a command to its user. */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Style style;

  /**
   * Style of the progress display.
   *
   * @param shown whether progress is shown
   * @param every interval between new lines; zero for one line that is redrawn
   */
  record Style(boolean shown, Duration every) {
    private static final Duration DEFAULT = Duration.standardSeconds(30);
    static final Style NONE = new Style(false, Duration.ZERO);
    static final Style REDRAWN = new Style(true, Duration.ZERO);

    /**
     * Chooses a style.
     *
     * @param option the value of {@code --progress}; null if it is not given
     * @param terminal whether standard error is a terminal
     * @throws UsageException if the option is neither a boolean nor a duration
     */
    static Style of(String option, boolean terminal) throws UsageException {
      if (option == null) {
        return terminal ? REDRAWN : NONE;
      }
      return switch (option) {
        case "false" -> NONE;
        case "true" -> terminal ? REDRAWN : new Style(true, DEFAULT);
        default -> new Style(true, DurationParser.parse("progress", option));
      };
    }
  }

  /**
   * Creates a console.
   *
   * @param out for results
   * @param err for progress and errors
   * @param progress whether to show progress, in a line that is redrawn
   */
  public Console(PrintStream out, PrintStream err, boolean progress) {
    this(out, err, progress ? Style.REDRAWN : Style.NONE);
  }

  Console(PrintStream out, PrintStream err, Style style) {
    this.out = out;
    this.err = err;
    this.style = style;
  }

  /** {@return stream for results and the summary line} */
  public PrintStream out() {
    return out;
  }

  /** {@return stream for progress, warnings and errors} */
  public PrintStream err() {
    return err;
  }

  /** {@return whether progress is shown} */
  public boolean showsProgress() {
    return style.shown();
  }

  /**
   * Starts a progress line, which shows nothing if progress is off.
   *
   * @param unit plural of the counted items
   * @param total expected number; 0 if unknown
   * @return the line; close it before printing anything else
   */
  public Progress progress(String unit, long total) {
    return new Progress(style.shown() ? err : null, unit, total, style.every());
  }
}
