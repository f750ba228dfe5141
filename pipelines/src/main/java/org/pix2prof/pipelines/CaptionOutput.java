package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.List;

/**
 * Where {@code caption} writes to: the profiles, and beside them their structures if these are
 * wanted.
 */
interface CaptionOutput extends CaptionPipeline.Sink {

  /**
   * What the options say.
   *
   * @throws UsageException if {@code --output} cannot be, or two outputs would have the same names
   */
  static CaptionOutput of(CaptionOptions options) throws UsageException {
    return options.getFormat() == OutputFormat.BIGQUERY
        ? BigQueryOutput.of(options)
        : FileOutput.of(options);
  }

  /** {@return the places that are written to, for people} */
  List<String> places();

  /** Keeps the record of a run beside the profiles, where there is such a place. */
  void keep(RunRecord record) throws IOException;
}
