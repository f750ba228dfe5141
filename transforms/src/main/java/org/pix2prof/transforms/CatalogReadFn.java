// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.internal.catalog.CatalogDecoder;
import org.pix2prof.internal.catalog.CatalogHandler;
import org.pix2prof.internal.catalog.CatalogOptions;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.ImageReference;

/** Reads the rows of each catalogue. */
final class CatalogReadFn extends DecodeFn<ReadableFile, CatalogPosition, CatalogDecoder> {
  static final TupleTag<CatalogPosition> POSITIONS = new TupleTag<>() {};

  private final CatalogOptions options;
  private final Counter rowsRead = counter("catalog_rows_read");

  CatalogReadFn(CatalogOptions options, BadRecordRouter router) {
    super(router);
    this.options = options;
  }

  @Override
  CatalogDecoder newDecoder() {
    return new CatalogDecoder(options);
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

  private final class Outputs implements CatalogHandler {
    private final ImageReference catalog;
    private final MultiOutputReceiver out;

    Outputs(ImageReference catalog, MultiOutputReceiver out) {
      this.catalog = catalog;
      this.out = out;
    }

    @Override
    public void position(CatalogPosition position) {
      rowsRead.inc();
      out.get(POSITIONS).output(position);
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
