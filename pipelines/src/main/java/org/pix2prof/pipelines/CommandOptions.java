// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of every command. */
public interface CommandOptions extends PipelineOptions {
  /** {@return whether to show logs and stack traces} */
  @Description("Show the libraries' logs, and the stack trace of a failure.")
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
      "Show progress on standard error: on a terminal one line that is redrawn, elsewhere a new"
          + " line every 30 s. A duration, e.g. 10s, prints a new line at that interval everywhere."
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
