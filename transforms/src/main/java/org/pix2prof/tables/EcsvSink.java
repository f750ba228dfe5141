// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.io.FileIO;

/**
 * Writes the rows of {@link CsvSink} under a header with types, units and descriptions: ECSV 1.0,
 * as in Astropy Proposal for Enhancement 6.
 */
final class EcsvSink<T> implements FileIO.Sink<T> {
  private final Table<T> table;
  private final TextRows<T> rows;
  private transient Writer writer;

  EcsvSink(Table<T> table) {
    this.table = table;
    this.rows = new TextRows<>(table);
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    writer.append("# %ECSV 1.0\n# ---\n# delimiter: ','\n# datatype:\n");
    for (Column<T> column : table.columns()) {
      writer.append("# - {name: ").append(column.name());
      if (!column.unit().isEmpty()) {
        writer.append(", unit: ").append(column.unit());
      }
      writer
          .append(", datatype: ")
          .append(type(column.kind()))
          .append(", description: ")
          .append(quoted(column.description()))
          .append("}\n");
    }
    writer.append("# meta: {description: ").append(quoted(table.description()));
    writer.append("}\n# schema: astropy-2.0\n");
    rows.writeHeader(writer);
  }

  private static String type(Column.Kind kind) {
    return switch (kind) {
      case TEXT, TEXT_LIST -> "string";
      case INT32 -> "int32";
      case FLOAT32, FLOAT32_LIST -> "float32";
      case FLOAT64 -> "float64";
    };
  }

  /** JSON strings are valid YAML. */
  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  @Override
  public void write(T value) throws IOException {
    rows.write(value, writer);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }
}
