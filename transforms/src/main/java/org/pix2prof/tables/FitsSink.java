// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileIO;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsText;

/**
 * Writes a table as a FITS binary table (FITS 4.0, section 7.3), one row per record, in the first
 * extension of the file. Lists of numbers are arrays of variable length in the heap (section
 * 7.3.5).
 *
 * <p>The header contains the number of rows, the length of the longest text and the size of the
 * heap. Therefore rows and heap are buffered on local disk, each in a file, until the last record.
 * The memory used does not grow with the table.
 *
 * <p>An absent value is an empty text, a NaN or an array of length 0.
 */
final class FitsSink<T> implements FileIO.Sink<T> {
  private static final int BUFFER = 64 << 10;
  private static final int BLOCK = 2880;

  private final Table<T> table;
  private final long mostForShortDescriptors;
  private transient @Nullable WritableByteChannel channel;
  private transient @Nullable TempFileBuffer rows;
  private transient @Nullable TempFileBuffer heap;
  private transient long rowCount;
  private transient long heapBytes;

  /** Bytes of the longest text or elements of the longest array, by column. */
  private transient int[] longest;

  FitsSink(Table<T> table) {
    this(table, Integer.MAX_VALUE);
  }

  /**
   * Creates a sink with another limit, for tests.
   *
   * @param mostForShortDescriptors bytes of the largest heap whose arrays have 32-bit descriptors
   */
  FitsSink(Table<T> table, long mostForShortDescriptors) {
    this.table = table;
    this.mostForShortDescriptors = mostForShortDescriptors;
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    this.channel = channel;
    rows = new TempFileBuffer();
    heap = new TempFileBuffer();
    rowCount = 0;
    heapBytes = 0;
    longest = new int[table.columns().size()];
  }

  @Override
  public void write(T value) throws IOException {
    DataOutputStream out = requireNonNull(rows).out();
    for (int i = 0; i < longest.length; i++) {
      Column<T> column = table.columns().get(i);
      @Nullable Object cell = column.cell(value);
      switch (column.kind()) {
        case TEXT -> writeText(i, cell == null ? "" : (String) cell, out);
        case TEXT_LIST ->
            writeText(
                i,
                ((List<?>) requireNonNull(cell))
                    .stream().map(Object::toString).collect(Collectors.joining(" ")),
                out);
        case INT32 -> out.writeInt((Integer) requireNonNull(cell));
        case FLOAT32 -> out.writeFloat(cell == null ? Float.NaN : (Float) cell);
        case FLOAT64 -> out.writeDouble(cell == null ? Double.NaN : (Double) cell);
        case FLOAT32_LIST -> writeArray(i, cell == null ? new float[0] : (float[]) cell, out);
      }
    }
    rowCount++;
  }

  private void writeText(int column, String text, DataOutputStream out) throws IOException {
    byte[] bytes = FitsText.encode(text);
    out.writeInt(bytes.length);
    out.write(bytes);
    longest[column] = Math.max(longest[column], bytes.length);
  }

  private void writeArray(int column, float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    DataOutputStream heapOut = requireNonNull(heap).out();
    for (float value : values) {
      heapOut.writeFloat(value);
    }
    heapBytes += (long) values.length * Float.BYTES;
    longest[column] = Math.max(longest[column], values.length);
  }

  @Override
  public void flush() throws IOException {
    try (TempFileBuffer bufferedRows = requireNonNull(rows);
        TempFileBuffer bufferedHeap = requireNonNull(heap)) {
      boolean longDescriptors = heapBytes > mostForShortDescriptors;
      OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      DataOutputStream out = new DataOutputStream(buffered);
      FitsTableHeader header =
          new FitsTableHeader(table, longest, longDescriptors, rowCount, heapBytes);
      header.write(out);
      writeRows(bufferedRows.in(), header, longDescriptors, out);
      bufferedHeap.in().transferTo(out);
      long data = rowCount * header.rowBytes() + heapBytes;
      out.write(new byte[(int) ((BLOCK - data % BLOCK) % BLOCK)]);
      out.flush();
    }
    rows = null;
    heap = null;
  }

  private void writeRows(
      DataInputStream in, FitsTableHeader header, boolean longDescriptors, DataOutputStream out)
      throws IOException {
    long offset = 0;
    for (long row = 0; row < rowCount; row++) {
      for (int i = 0; i < longest.length; i++) {
        switch (table.columns().get(i).kind()) {
          case TEXT, TEXT_LIST -> {
            int length = in.readInt();
            out.write(in.readNBytes(length));
            out.write(new byte[header.textBytes(i) - length]);
          }
          case INT32, FLOAT32 -> out.writeInt(in.readInt());
          case FLOAT64 -> out.writeLong(in.readLong());
          case FLOAT32_LIST -> {
            int length = in.readInt();
            long at = length == 0 ? 0 : offset;
            if (longDescriptors) {
              out.writeLong(length);
              out.writeLong(at);
            } else {
              out.writeInt(length);
              out.writeInt((int) at);
            }
            offset += (long) length * Float.BYTES;
          }
        }
      }
    }
  }
}
