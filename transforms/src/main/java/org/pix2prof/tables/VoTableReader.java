// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.catalog.VoTableRows;
import org.pix2prof.model.BadImageException;

/** Reads files of {@link VoTableSink}. */
final class VoTableReader implements TableReader {
  private final Table<?> table;
  private final ReadableByteChannel channel;
  private final String file;
  private final VoTableRows rows;
  private final int[] places;
  private long row;

  static TableReader open(Table<?> table, ReadableByteChannel channel, String file)
      throws IOException {
    try {
      long size = channel instanceof SeekableByteChannel seekable ? seekable.size() : 0;
      return new VoTableReader(
          table,
          channel,
          file,
          VoTableRows.open(new BufferedInputStream(Channels.newInputStream(channel)), size));
    } catch (BadImageException | RuntimeException e) {
      channel.close();
      throw new IOException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private VoTableReader(Table<?> table, ReadableByteChannel channel, String file, VoTableRows rows)
      throws IOException {
    this.table = table;
    this.channel = channel;
    this.file = file;
    this.rows = rows;
    this.places = new int[table.columns().size()];
    List<String> names = rows.columns();
    for (int i = 0; i < places.length; i++) {
      Column<?> column = table.columns().get(i);
      places[i] = names.indexOf(column.name());
      if (places[i] < 0 && !column.nullable()) {
        throw TableReaders.noColumn(file, column, names);
      }
    }
  }

  @Override
  public Optional<TableRecord> next() throws IOException {
    try {
      if (!rows.next()) {
        return Optional.empty();
      }
      row++;
      TableRecord record = new TableRecord();
      for (int i = 0; i < places.length; i++) {
        Column<?> column = table.columns().get(i);
        record.put(column, places[i] < 0 ? null : cell(column, rows.cell(places[i])));
      }
      return Optional.of(record);
    } catch (BadImageException | IOException | RuntimeException e) {
      throw new IOException(file + ", row " + row + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Object cell(Column<?> column, @Nullable Object cell) throws IOException {
    String text = cell == null ? "" : cell.toString();
    if (text.isEmpty() && column.nullable()) {
      return null;
    }
    return switch (column.kind()) {
      case TEXT -> text;
      case TEXT_LIST -> text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
      case FLOAT32_LIST -> floats(text);
      case INT32 -> Integer.valueOf(text);
      case FLOAT32 -> absentIfNaN(number(text), (float) number(text));
      case FLOAT64 -> absentIfNaN(number(text), number(text));
    };
  }

  private static @Nullable Object absentIfNaN(double number, Object value) {
    return Double.isNaN(number) ? null : value;
  }

  private static float[] floats(String text) {
    if (text.isBlank()) {
      return new float[0];
    }
    String[] words = text.trim().split("\\s+");
    float[] floats = new float[words.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.parseFloat(infinity(words[i]));
    }
    return floats;
  }

  private static double number(String text) {
    return Double.parseDouble(infinity(text));
  }

  private static String infinity(String number) {
    return number.endsWith("Inf") ? number + "inity" : number;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
