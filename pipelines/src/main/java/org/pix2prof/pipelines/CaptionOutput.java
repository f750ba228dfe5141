// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Output of {@code caption}: the profiles and, if requested, their structural parameters. */
interface CaptionOutput {

  /** One run that writes to the output. */
  interface Session extends CaptionPipeline.Sink, AutoCloseable {
    /** Writes the record of a run beside the profiles, if the output has such a location. */
    void keep(RunRecord record) throws IOException;

    /**
     * Ends the run after an interrupt and returns a message that describes the remaining output.
     */
    String interrupted();

    @Override
    void close() throws IOException;
  }

  /**
   * Creates the output from the options.
   *
   * @throws UsageException if {@code --output} is invalid, or two outputs have the same names
   */
  static CaptionOutput of(CaptionOptions options) throws UsageException {
    if (options.getFormat() != OutputFormat.BIGQUERY) {
      return FileOutput.of(options);
    }
    if (options.getShards() != null) {
      throw new UsageException("--shards does nothing with --format=bigquery");
    }
    return BigQueryOutput.of(options);
  }

  /**
   * Starts a session.
   *
   * @param console for warnings
   * @throws IOException if the output cannot be written, or another run is writing to it
   */
  Session start(CaptionOptions options, Console console) throws IOException;

  /** {@return the locations of the output, for messages} */
  List<String> places();

  /** {@return the location of bad records, for messages; empty if they are not recorded} */
  Optional<String> badPlace();
}
