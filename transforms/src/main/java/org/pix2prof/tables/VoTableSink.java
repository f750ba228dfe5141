// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileIO;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Writes a VOTable 1.4 (IVOA) with TABLEDATA: a row per record, lists of numbers as arrays of
 * variable length. An absent cell is empty.
 */
final class VoTableSink<T> implements FileIO.Sink<T> {
  private static final int REPLACEMENT = 0xFFFD;

  private final Table<T> table;
  private transient Writer writer;

  VoTableSink(Table<T> table) {
    this.table = table;
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    writer.append(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<VOTABLE version=\"1.4\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\">\n"
            + "<RESOURCE>\n");
    writer.append("<TABLE name=\"").append(escape(table.name())).append("\">\n");
    writer.append("<DESCRIPTION>").append(escape(table.description())).append("</DESCRIPTION>\n");
    for (Column<T> column : table.columns()) {
      writer.append("<FIELD name=\"").append(column.name()).append("\" ").append(type(column));
      attribute("unit", unit(column.unit()));
      attribute("ucd", column.ucd());
      writer
          .append("><DESCRIPTION>")
          .append(escape(column.description()))
          .append("</DESCRIPTION></FIELD>\n");
    }
    writer.append("<DATA><TABLEDATA>\n");
  }

  private void attribute(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      writer.append(' ').append(name).append("=\"").append(escape(value)).append('"');
    }
  }

  private static String type(Column<?> column) {
    return switch (column.kind()) {
      case TEXT, TEXT_LIST -> "datatype=\"unicodeChar\" arraysize=\"*\"";
      case INT32 -> "datatype=\"int\"";
      case FLOAT32 -> "datatype=\"float\"";
      case FLOAT64 -> "datatype=\"double\"";
      case FLOAT32_LIST -> "datatype=\"float\" arraysize=\"*\"";
    };
  }

  /** Returns a unit as VOUnits 1.0 spells it, where pix is deprecated. */
  private static String unit(String unit) {
    return unit.equals("pix") ? "pixel" : unit;
  }

  @Override
  public void write(T value) throws IOException {
    writer.append("<TR>");
    for (Column<T> column : table.columns()) {
      writer.append("<TD>").append(escape(text(column.cell(value)))).append("</TD>");
    }
    writer.append("</TR>\n");
  }

  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof float[] floats) {
      StringBuilder text = new StringBuilder();
      for (float number : floats) {
        text.append(text.length() == 0 ? "" : " ").append(number(number));
      }
      return text.toString();
    }
    if (cell instanceof List<?> list) {
      return list.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
    return cell instanceof Number number ? number(number) : cell.toString();
  }

  private static String number(Number number) {
    return number.toString().replace("Infinity", "Inf");
  }

  /** Escapes a text; what XML 1.0 does not allow becomes the replacement character. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // Readers turn these into blanks or line feeds.
                case '\r', '\n', '\t' -> escaped.append("&#").append(c).append(';');
                default ->
                    escaped.appendCodePoint(
                        c < ' ' || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF
                            ? REPLACEMENT
                            : c);
              }
            });
    return escaped.toString();
  }

  @Override
  public void flush() throws IOException {
    writer.append("</TABLEDATA></DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n");
    writer.flush();
  }
}
