package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of every command. */
public interface CommandOptions extends PipelineOptions {
  /** {@return whether to show logs and stack traces} */
  @Description("Show the logs of the libraries, and the stack trace of a failure.")
  @Default.Boolean(false)
  boolean isVerbose();

  /**
   * Sets {@link #isVerbose}.
   *
   * @param verbose the value
   */
  void setVerbose(boolean verbose);

  /** {@return progress style; null for a line on a terminal and nothing elsewhere} */
  @Description(
      "Show progress on standard error: a line that is redrawn on a terminal, and elsewhere a new"
          + " line every 30 s; with a span of time, such as 10s, a new line that often everywhere."
          + " Default: only on a terminal.")
  @OptionalValue("true|false|SPAN")
  String getProgress();

  /**
   * Sets {@link #getProgress}.
   *
   * @param progress the value
   */
  void setProgress(String progress);
}
