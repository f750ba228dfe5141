// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/**
 * Decodes catalogues of any number of rows in one pass. Thread-safe.
 *
 * @param <T> value of a row
 */
public final class CatalogDecoder<T> {
  /** Maximum number of listed bad rows per file. Reading stops if a file starts with so many. */
  static final int MOST_BAD_ROWS = 10_000;

  private static final String TOO_MANY_BAD_ROWS = "too_many_bad_rows";

  private final CatalogColumns<T> wanted;

  /**
   * Creates a decoder.
   *
   * @param wanted the columns, and the value of a row
   */
  public CatalogDecoder(CatalogColumns<T> wanted) {
    wanted.validate();
    this.wanted = wanted;
  }

  /**
   * Decodes one file.
   *
   * @param file stored bytes, closed at the end; Parquet needs a {@link
   *     java.nio.channels.SeekableByteChannel}
   * @param size number of bytes, or -1 if unknown
   * @param source URI or path of the file
   * @param handler receiver of the rows as they are read
   * @throws IOException if reading fails; errors in the contents go to the handler instead
   * @throws Exception if the handler throws
   */
  public void decode(ReadableByteChannel file, long size, String source, CatalogHandler<T> handler)
      throws Exception {
    try (file) {
      CatalogTable table;
      CatalogColumns.RowReader<T> rows;
      try {
        table = open(file, size);
        rows = wanted.open(table);
      } catch (BadImageException e) {
        handler.bad(0, e);
        return;
      } catch (RuntimeException e) {
        handler.bad(0, unparsable(e));
        return;
      }
      read(table, rows, source, handler);
    }
  }

  private CatalogTable open(ReadableByteChannel file, long size)
      throws IOException, BadImageException {
    FitsInput in = FitsInput.open(Channels.newInputStream(file), size);
    return switch (CatalogFormat.of(in.peek(CatalogFormat.HEAD))) {
      case CSV -> {
        Optional<CatalogTable> commented = CommentedTable.open(in);
        yield commented.isPresent() ? commented.get() : CsvTable.open(in);
      }
      case ECSV -> EcsvTable.open(in);
      case IPAC -> IpacTable.open(in);
      case FITS -> FitsCatalog.open(in, wanted);
      case VOTABLE -> VoTable.open(in, wanted);
      case PARQUET -> {
        if (in.compressed()) {
          throw new BadImageException(
              "unsupported_compression",
              "it is a compressed Parquet file; expected uncompressed Parquet");
        }
        // Before ParquetTable, which cannot be loaded without them.
        Optional<String> missing = ParquetLibraries.missing();
        if (missing.isPresent()) {
          throw new IOException(missing.get());
        }
        yield ParquetTable.open(file, size);
      }
    };
  }

  private static <T> void read(
      CatalogTable table,
      CatalogColumns.RowReader<T> rows,
      String source,
      CatalogHandler<T> handler)
      throws Exception {
    long row = 0;
    long bad = 0;
    while (true) {
      BadImageException end = null;
      try {
        if (next(table)) {
          row++;
        } else if (row == 0) {
          end = new BadImageException("empty_catalog", "the catalogue has no rows of data");
        } else {
          break;
        }
      } catch (BadImageException e) {
        end = e;
      }
      if (end != null) {
        handler.bad(0, end);
        break;
      }
      BadImageException problem = one(table, rows, source, row, handler);
      if (problem == null) {
        continue;
      }
      bad++;
      if (bad <= MOST_BAD_ROWS) {
        handler.bad(row, problem);
      } else if (bad == row) {
        handler.bad(
            0,
            new BadImageException(
                TOO_MANY_BAD_ROWS,
                "none of the first " + MOST_BAD_ROWS + " rows can be used; the rest is not read"));
        return;
      } else {
        handler.unlisted(row);
      }
    }
    if (bad > MOST_BAD_ROWS) {
      handler.bad(
          0,
          new BadImageException(
              TOO_MANY_BAD_ROWS,
              bad
                  + " of "
                  + row
                  + " rows cannot be used; only the first "
                  + MOST_BAD_ROWS
                  + " of them are listed"));
    }
  }

  private static boolean next(CatalogTable table) throws IOException, BadImageException {
    try {
      return table.next();
    } catch (RuntimeException e) {
      throw unparsable(e);
    }
  }

  /** Returns the exception for an unexpected failure of a parser. */
  private static BadImageException unparsable(RuntimeException e) {
    return new BadImageException("corrupt", "the catalogue cannot be parsed: " + e, e);
  }

  /** Passes the row to the handler, or returns its error. */
  private static <T> @Nullable BadImageException one(
      CatalogTable table,
      CatalogColumns.RowReader<T> rows,
      String source,
      long row,
      CatalogHandler<T> handler)
      throws Exception {
    T value;
    try {
      value = value(table, rows, source, row);
    } catch (BadImageException e) {
      return new BadImageException(e.reason(), "row " + row + ": " + e.getMessage(), e);
    }
    handler.row(value);
    return null;
  }

  private static <T> T value(
      CatalogTable table, CatalogColumns.RowReader<T> rows, String source, long row)
      throws BadImageException {
    try {
      return rows.read(table, source, row);
    } catch (RuntimeException e) {
      throw unparsable(e);
    }
  }
}
