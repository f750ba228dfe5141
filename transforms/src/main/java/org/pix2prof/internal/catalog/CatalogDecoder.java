package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

/**
 * Reads catalogues, each once and front to back, however many rows it has. Safe for use by several
 * threads.
 */
public final class CatalogDecoder {
  /** As many bad rows of a file are listed; a file that has no others is not read further. */
  static final int MOST_BAD_ROWS = 10_000;

  private static final String TOO_MANY_BAD_ROWS = "too_many_bad_rows";

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
      } catch (RuntimeException e) {
        sink.bad(0, unparsable(e));
        return;
      }
      read(table, columns, source, sink);
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
      case FITS -> FitsCatalog.open(in, options);
      case VOTABLE -> VoTable.open(in, options);
      case PARQUET -> {
        if (in.compressed()) {
          throw new BadImageException(
              "unsupported_compression",
              "it is Parquet, packed as a whole; expected Parquet as it is");
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

  private static void read(
      CatalogTable table, PositionColumns columns, String source, CatalogHandler sink)
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
        sink.bad(0, end);
        break;
      }
      BadImageException problem = one(table, columns, source, row, sink);
      if (problem == null) {
        continue;
      }
      bad++;
      if (bad <= MOST_BAD_ROWS) {
        sink.bad(row, problem);
      } else if (bad == row) {
        sink.bad(
            0,
            new BadImageException(
                TOO_MANY_BAD_ROWS,
                "none of the first " + MOST_BAD_ROWS + " rows can be used; the rest is not read"));
        return;
      } else {
        sink.unlisted(row);
      }
    }
    if (bad > MOST_BAD_ROWS) {
      sink.bad(
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

  /** What to throw where a parser fails in a way that it should not. */
  private static BadImageException unparsable(RuntimeException e) {
    return new BadImageException("corrupt", "the catalogue cannot be parsed: " + e, e);
  }

  /** Passes a row on, or says what is wrong with it. */
  private static @Nullable BadImageException one(
      CatalogTable table, PositionColumns columns, String source, long row, CatalogHandler sink)
      throws Exception {
    CatalogPosition position;
    try {
      position = position(table, columns, source, row);
    } catch (BadImageException e) {
      return new BadImageException(e.reason(), "row " + row + ": " + e.getMessage(), e);
    }
    sink.position(position);
    return null;
  }

  private static CatalogPosition position(
      CatalogTable table, PositionColumns columns, String source, long row)
      throws BadImageException {
    try {
      return columns.position(table, source, row);
    } catch (RuntimeException e) {
      throw unparsable(e);
    }
  }
}
