// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/** Readers for the files of {@link TableSinks}. Closing a reader closes its channel. */
public final class TableReaders {
  /**
   * Reads CSV. If the table has lists of numbers, consecutive rows become one record as long as the
   * other cells are equal and the first list increases.
   *
   * @param table schema of the rows
   * @param file the file
   * @param name file name for messages
   * @return a reader
   * @throws IOException if the file cannot be read or its header line is of another table
   */
  public static TableReader csv(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return TextReader.csv(table, file, name);
  }

  /**
   * Reads ECSV with cells separated by commas or blanks, otherwise like {@link #csv}.
   *
   * @param table schema of the rows
   * @param file the file
   * @param name file name for messages
   * @return a reader
   * @throws IOException if the file cannot be read or its header is of another table
   */
  public static TableReader ecsv(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return TextReader.ecsv(table, file, name);
  }

  /**
   * Reads the first binary table of a FITS file. An empty text, a NaN or an array of length 0 is
   * absent if the column allows it.
   *
   * @param table schema of the rows
   * @param file the file, seekable
   * @param name file name for messages
   * @return a reader
   * @throws IOException if the file cannot be read or contains another table
   */
  public static TableReader fits(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return FitsReader.open(table, file, name);
  }

  /**
   * Reads Parquet.
   *
   * @param table schema of the records
   * @param file the file, seekable
   * @param name file name for messages
   * @return a reader
   * @throws IOException if the file cannot be read or contains another table
   */
  public static TableReader parquet(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return AvroReader.parquet(table, file, name);
  }

  /**
   * Reads Avro.
   *
   * @param table schema of the records
   * @param file the file
   * @param name file name for messages
   * @return a reader
   * @throws IOException if the file cannot be read or contains another table
   */
  public static TableReader avro(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return AvroReader.avro(table, file, name);
  }

  /**
   * Reads JSON lines.
   *
   * @param table schema of the records
   * @param file the file
   * @param name file name for messages
   * @return a reader
   */
  public static TableReader json(Table<?> table, ReadableByteChannel file, String name) {
    return new JsonReader(table, file, name);
  }

  /**
   * Reads the first table of a VOTable in TABLEDATA. An empty cell or a NaN is absent if the column
   * allows it.
   *
   * @param table schema of the rows
   * @param file the file
   * @param name file name for messages
   * @return a reader
   * @throws IOException if the file cannot be read or contains another table
   */
  public static TableReader votable(Table<?> table, ReadableByteChannel file, String name)
      throws IOException {
    return VoTableReader.open(table, file, name);
  }

  /** Returns the error for a file that lacks a column. */
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
