// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.util.Map;
import org.apache.beam.sdk.extensions.avro.io.AvroIO;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.pix2prof.internal.catalog.ParquetLibraries;

/** Sinks for the formats of tables; each writes one file. */
public final class TableSinks {
  /**
   * Writes RFC 4180 text with a header line. A record with lists of numbers has one row per sample.
   *
   * @param table schema of the records
   * @param <T> type of the records
   * @return a sink
   */
  public static <T> FileIO.Sink<T> csv(Table<T> table) {
    return new CsvSink<>(table);
  }

  /**
   * Writes ECSV 1.0: the rows of {@link #csv} under types, units and descriptions.
   *
   * @param table schema of the records
   * @param <T> type of the records
   * @return a sink
   */
  public static <T> FileIO.Sink<T> ecsv(Table<T> table) {
    return new EcsvSink<>(table);
  }

  /**
   * Writes a FITS binary table, one row per record. Lists of numbers are arrays of variable length.
   *
   * @param table schema of the records
   * @param <T> type of the records
   * @return a sink, which needs as much local disk as the file
   */
  public static <T> FileIO.Sink<T> fits(Table<T> table) {
    return new FitsSink<>(table);
  }

  /**
   * Writes Apache Parquet with Avro's schema, units and descriptions in the file's metadata.
   *
   * @param table schema of the records
   * @param <T> type of the records
   * @return a sink
   * @throws IllegalStateException if the libraries of Parquet are not on the class path
   */
  public static <T> FileIO.Sink<T> parquet(Table<T> table) {
    ParquetLibraries.missing()
        .ifPresent(
            missing -> {
              throw new IllegalStateException(missing);
            });
    return new RecordSink<>(
        table,
        schema ->
            ParquetIO.sink(schema)
                .withConfiguration(Map.of("parquet.avro.write-old-list-structure", "false")));
  }

  /**
   * Writes an Apache Avro object container.
   *
   * @param table schema of the records
   * @param <T> type of the records
   * @return a sink
   */
  public static <T> FileIO.Sink<T> avro(Table<T> table) {
    return new RecordSink<>(table, AvroIO::sink);
  }

  /**
   * Writes JSON lines, one object per record.
   *
   * @param table schema of the records
   * @param <T> type of the records
   * @return a sink
   */
  public static <T> FileIO.Sink<T> json(Table<T> table) {
    return jsonLines(new JsonFields<>(table));
  }

  /**
   * Writes JSON lines of values other than tables.
   *
   * @param fields writes one object
   * @param <T> type of the records
   * @return a sink
   */
  public static <T> FileIO.Sink<T> jsonLines(JsonWriter<T> fields) {
    return new JsonLinesSink<>(fields);
  }

  /**
   * Writes a VOTable 1.4 with a row per record. Lists of numbers are arrays.
   *
   * @param table schema of the records
   * @param <T> type of the records
   * @return a sink
   */
  public static <T> FileIO.Sink<T> votable(Table<T> table) {
    return new VoTableSink<>(table);
  }

  private TableSinks() {}
}
