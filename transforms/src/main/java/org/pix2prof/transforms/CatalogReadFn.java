// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.internal.catalog.CatalogColumns;
import org.pix2prof.internal.catalog.CatalogDecoder;
import org.pix2prof.internal.catalog.CatalogHandler;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.ImageReference;

/**
 * Reads the rows of each catalogue.
 *
 * @param <T> value of a row
 */
final class CatalogReadFn<T> extends DecodeFn<ReadableFile, T, CatalogDecoder<T>> {
  private final CatalogColumns<T> columns;
  private final TupleTag<T> values;
  private final Counter rowsRead = counter("catalog_rows_read");

  /**
   * Reads with columns.
   *
   * @param values tag of the output
   */
  CatalogReadFn(CatalogColumns<T> columns, TupleTag<T> values, BadRecordRouter router) {
    super(router);
    this.columns = columns;
    this.values = values;
  }

  @Override
  CatalogDecoder<T> newDecoder() {
    return new CatalogDecoder<>(columns);
  }

  @ProcessElement
  public void process(@Element ReadableFile file, MultiOutputReceiver out) throws Exception {
    MatchResult.Metadata metadata = file.getMetadata();
    String source = metadata.resourceId().toString();
    decoder()
        .decode(
            BeamFiles.openChannel(metadata.resourceId()),
            metadata.sizeBytes(),
            source,
            new Outputs(new ImageReference(source, -1), out));
  }

  private final class Outputs implements CatalogHandler<T> {
    private final ImageReference catalog;
    private final MultiOutputReceiver out;

    Outputs(ImageReference catalog, MultiOutputReceiver out) {
      this.catalog = catalog;
      this.out = out;
    }

    @Override
    public void row(T value) {
      rowsRead.inc();
      out.get(values).output(value);
    }

    @Override
    public void bad(long row, BadImageException problem) throws Exception {
      if (row > 0) {
        rowsRead.inc();
      }
      route(out, catalog, problem);
    }

    @Override
    public void unlisted(long row) {
      rowsRead.inc();
    }
  }
}
