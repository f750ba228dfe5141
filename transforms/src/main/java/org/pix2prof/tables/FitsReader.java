// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.internal.fits.FitsTable;
import org.pix2prof.internal.fits.FitsText;
import org.pix2prof.model.BadImageException;

/** Reads files of {@link FitsSink}. */
final class FitsReader implements TableReader {
  private static final int BUFFER = 1 << 20;

  private final Table<?> table;
  private final SeekableByteChannel channel;
  private final String file;
  private final FitsTable fits;
  private final FitsHeap heap;
  private final int[] places;
  private long rows;

  static TableReader open(Table<?> table, ReadableByteChannel channel, String file)
      throws IOException {
    if (!(channel instanceof SeekableByteChannel seekable)) {
      channel.close();
      throw new IOException(file + ": FITS tables need a file that can be read in any order");
    }
    try {
      FitsInput in =
          FitsInput.open(
              new BufferedInputStream(new PositionedInputStream(seekable), BUFFER),
              seekable.size());
      if (in.compressed()) {
        throw new IOException(file + " is compressed; expected uncompressed FITS");
      }
      return new FitsReader(table, seekable, file, FitsTable.open(in));
    } catch (BadImageException e) {
      channel.close();
      throw new IOException(file + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      channel.close();
      throw new IOException(file + " cannot be read as FITS: " + e.getMessage(), e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private FitsReader(Table<?> table, SeekableByteChannel channel, String file, FitsTable fits)
      throws IOException, BadImageException {
    this.table = table;
    this.channel = channel;
    this.file = file;
    this.fits = fits;
    this.heap = new FitsHeap(channel, fits.heapStart());
    this.places = new int[table.columns().size()];
    List<String> names = fits.columns().stream().map(FitsTable.Column::name).toList();
    for (int i = 0; i < places.length; i++) {
      places[i] = place(table.columns().get(i), names);
    }
  }

  /** Returns the index of a column in the file; -1 if it is missing. */
  private int place(Column<?> column, List<String> names) throws IOException {
    int place = names.indexOf(column.name());
    if (place < 0) {
      if (column.nullable()) {
        return place;
      }
      throw TableReaders.noColumn(file, column, names);
    }
    boolean list = column.kind() == Column.Kind.FLOAT32_LIST;
    boolean usable =
        list ? fits.hasFloatArrays(place) : fits.columns().get(place).unusable().isEmpty();
    if (!usable) {
      throw new IOException(
          file
              + ": column "
              + column.name()
              + " is of the form "
              + fits.form(place)
              + "; expected "
              + (list ? "arrays of variable length, PE or QE" : "one value a row"));
    }
    return place;
  }

  @Override
  public Optional<TableRecord> next() throws IOException {
    try {
      if (!fits.next()) {
        return Optional.empty();
      }
      rows++;
      TableRecord row = new TableRecord();
      for (int i = 0; i < places.length; i++) {
        row.put(table.columns().get(i), places[i] < 0 ? null : cell(i));
      }
      return Optional.of(row);
    } catch (BadImageException | IOException | RuntimeException e) {
      throw new IOException(file + ", row " + rows + ": " + e.getMessage(), e);
    }
  }

  private @Nullable Object cell(int i) throws IOException {
    Column<?> column = table.columns().get(i);
    if (column.kind() == Column.Kind.FLOAT32_LIST) {
      float[] floats = heap.floats(fits.floatArray(places[i]));
      return floats.length == 0 && column.nullable() ? null : floats;
    }
    Object cell = fits.cell(places[i]);
    return switch (column.kind()) {
      case TEXT -> text(column, FitsText.decode(of(String.class, cell, column)));
      case TEXT_LIST -> texts(FitsText.decode(of(String.class, cell, column)));
      case INT32 -> of(Number.class, cell, column).intValue();
      case FLOAT32 -> absentIfNaN(of(Number.class, cell, column).floatValue());
      default -> absentIfNaN(of(Number.class, cell, column).doubleValue());
    };
  }

  private <V> V of(Class<V> type, @Nullable Object cell, Column<?> column) throws IOException {
    if (!type.isInstance(cell)) {
      throw new IOException("column " + column.name() + " holds " + cell);
    }
    return type.cast(cell);
  }

  private static @Nullable String text(Column<?> column, String text) {
    return text.isEmpty() && column.nullable() ? null : text;
  }

  private static List<String> texts(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  private static @Nullable Float absentIfNaN(float number) {
    return Float.isNaN(number) ? null : number;
  }

  private static @Nullable Double absentIfNaN(double number) {
    return Double.isNaN(number) ? null : number;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
