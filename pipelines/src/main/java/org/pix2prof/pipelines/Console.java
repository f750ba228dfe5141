package org.pix2prof.pipelines;

import java.io.PrintStream;
import org.joda.time.Duration;

/** Where a command talks to its user. */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Style style;

  /**
   * How progress is shown.
   *
   * @param shown whether it is
   * @param every how often a new line is printed; zero for one line that is redrawn
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
     * @throws UsageException if the option is neither a boolean nor a span of time
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
   * Puts one together.
   *
   * @param out for results
   * @param err for progress and what goes wrong
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
    return style.shown();
  }

  /**
   * Starts a progress line, which shows nothing where progress is not wanted.
   *
   * @param unit what is counted, in the plural
   * @param total how many there will be; 0 if unknown
   * @return the line; close it before printing anything else
   */
  public Progress progress(String unit, long total) {
    return new Progress(style.shown() ? err : null, unit, total, style.every());
  }
}
