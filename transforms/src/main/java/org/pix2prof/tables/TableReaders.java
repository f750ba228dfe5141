package org.pix2prof.tables;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/** Readers of what {@link TableSinks} write. Each closes its channel when it is closed. */
public final class TableReaders {
  /**
   * Reads CSV. Where the table has lists of numbers, rows that follow each other become one record
   * as long as its other cells are the same and the first of the lists increases.
   *
   * @param table what the rows are
   * @param file its bytes
   * @param name of the file, for messages
   * @return a reader
   * @throws IOException if it cannot be read, or its header line is of another table
   */
  public static TableReader csv(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return TextReader.csv(table, file, name);
  }

  /**
   * Reads ECSV whose cells are separated by commas or blanks; otherwise as {@link #csv}.
   *
   * @param table what the rows are
   * @param file its bytes
   * @param name of the file, for messages
   * @return a reader
   * @throws IOException if it cannot be read, or its header is of another table
   */
  public static TableReader ecsv(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return TextReader.ecsv(table, file, name);
  }

  /**
   * Reads the first binary table of a FITS file. An empty text, a NaN or an array of length 0 is
   * absent where the column allows it.
   *
   * @param table what the rows are
   * @param file its bytes, in any order
   * @param name of the file, for messages
   * @return a reader
   * @throws IOException if it cannot be read, or is of another table
   */
  public static TableReader fits(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return FitsReader.open(table, file, name);
  }

  /**
   * Reads Parquet.
   *
   * @param table what the records are
   * @param file its bytes, in any order
   * @param name of the file, for messages
   * @return a reader
   * @throws IOException if it cannot be read, or is of another table
   */
  public static TableReader parquet(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return AvroReader.parquet(table, file, name);
  }

  /**
   * Reads Avro.
   *
   * @param table what the records are
   * @param file its bytes
   * @param name of the file, for messages
   * @return a reader
   * @throws IOException if it cannot be read, or is of another table
   */
  public static TableReader avro(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return AvroReader.avro(table, file, name);
  }

  /**
   * Reads JSON lines.
   *
   * @param table what the records are
   * @param file its bytes
   * @param name of the file, for messages
   * @return a reader
   */
  public static TableReader json(Table<?> table, ReadableByteChannel file, String name) {
    return new JsonReader(table, file, name);
  }

  /** What is wrong with a file that lacks a column. */
  static IOException noColumn(String file, Column<?> column, List<String> there) {
    return new IOException(
        file
            + ": the table has no column "
            + column.name()
            + "; its columns are "
            + String.join(",", there));
  }

  private TableReaders() {}
}
