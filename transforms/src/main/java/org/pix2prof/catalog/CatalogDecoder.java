package org.pix2prof.catalog;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.fits.FitsInput;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

/**
 * Reads catalogues, each once and front to back, however many rows it has. Safe for use by several
 * threads.
 */
public final class CatalogDecoder {
  private final CatalogOptions options;

  /**
   * A decoder.
   *
   * @param options which columns hold what
   */
  public CatalogDecoder(CatalogOptions options) {
    options.validate();
    this.options = options;
  }

  /**
   * Reads one file.
   *
   * @param file its bytes as stored, which is closed at the end; Parquet needs a {@link
   *     java.nio.channels.SeekableByteChannel}
   * @param size how many bytes that are, or -1 if that is not known
   * @param source URI or path of the file
   * @param sink takes the rows, as they are read
   * @throws IOException if bytes cannot be had; what is wrong with them goes to the sink instead
   * @throws Exception as the sink throws
   */
  public void decode(ReadableByteChannel file, long size, String source, CatalogHandler sink)
      throws Exception {
    try (file) {
      CatalogTable table;
      PositionColumns columns;
      try {
        table = open(file, size);
        columns = PositionColumns.of(table, options);
      } catch (BadImageException e) {
        sink.bad(0, e);
        return;
      }
      read(table, columns, source, sink);
    }
  }

  private static CatalogTable open(ReadableByteChannel file, long size)
      throws IOException, BadImageException {
    FitsInput in = FitsInput.open(Channels.newInputStream(file), size);
    return switch (CatalogFormat.of(in.peek(CatalogFormat.HEAD))) {
      case CSV -> CsvTable.open(in);
      case FITS -> new FitsCatalog(in);
      case VOTABLE -> VoTable.open(in);
      case PARQUET -> {
        if (in.compressed()) {
          throw new BadImageException(
              "unsupported_compression",
              "it is Parquet, packed as a whole; expected Parquet as it is");
        }
        yield ParquetTable.open(file, size);
      }
    };
  }

  private static void read(
      CatalogTable table, PositionColumns columns, String source, CatalogHandler sink)
      throws Exception {
    long row = 0;
    while (true) {
      BadImageException end = null;
      try {
        if (table.next()) {
          row++;
        } else if (row == 0) {
          end = new BadImageException("empty_catalog", "the catalogue has no rows of data");
        } else {
          return;
        }
      } catch (BadImageException e) {
        end = e;
      }
      if (end != null) {
        sink.bad(0, end);
        return;
      }
      one(table, columns, source, row, sink);
    }
  }

  private static void one(
      CatalogTable table, PositionColumns columns, String source, long row, CatalogHandler sink)
      throws Exception {
    @Nullable CatalogPosition position = null;
    @Nullable BadImageException problem = null;
    try {
      position = columns.position(table, source, row);
    } catch (BadImageException e) {
      problem = new BadImageException(e.reason(), "row " + row + ": " + e.getMessage(), e);
    }
    if (position != null) {
      sink.position(position);
    } else {
      sink.bad(row, problem);
    }
  }
}
