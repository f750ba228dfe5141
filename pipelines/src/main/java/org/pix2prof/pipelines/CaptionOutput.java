package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where {@code caption} writes to: the profiles, and beside them their structures if these are
 * wanted.
 */
interface CaptionOutput {

  /** One run that writes to the output. */
  interface Session extends CaptionPipeline.Sink, AutoCloseable {
    /** Keeps the record of a run beside the profiles, where there is such a place. */
    void keep(RunRecord record) throws IOException;

    /** Ends the run because the process is interrupted, and says what is left. */
    String interrupted();

    @Override
    void close() throws IOException;
  }

  /**
   * What the options say.
   *
   * @throws UsageException if {@code --output} cannot be, or two outputs would have the same names
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
   * Begins to write.
   *
   * @param console for warnings
   * @throws IOException if it cannot be written, or another run writes to it
   */
  Session start(CaptionOptions options, Console console) throws IOException;

  /** {@return the places that are written to, for people} */
  List<String> places();

  /** {@return the place of bad records, for people; empty if they are not set aside} */
  Optional<String> badPlace();
}
