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
   * See {@link #isVerbose}.
   *
   * @param verbose the choice
   */
  void setVerbose(boolean verbose);

  /** {@return whether to show progress; null for where there is a terminal} */
  @Description("Show progress on standard error. Default: only where that is a terminal.")
  Boolean getProgress();

  /**
   * See {@link #getProgress}.
   *
   * @param progress the choice
   */
  void setProgress(Boolean progress);
}
