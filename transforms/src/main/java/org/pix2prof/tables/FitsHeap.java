// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.pix2prof.internal.fits.FitsTable.HeapArray;

/** Reads arrays from the heap of a FITS table, fast if they have the order of the rows. */
final class FitsHeap {
  private static final int WINDOW = 4 << 20;

  private final SeekableByteChannel channel;
  private final PositionedInputStream file;
  private final long start;
  private byte[] window = {};
  private long windowStart;

  FitsHeap(SeekableByteChannel channel, long start) {
    this.channel = channel;
    this.file = new PositionedInputStream(channel);
    this.start = start;
  }

  float[] floats(HeapArray array) throws IOException {
    long bytes = Math.multiplyExact(array.elements(), (long) Float.BYTES);
    if (bytes < 0 || array.offset() < 0 || bytes > Integer.MAX_VALUE - 8) {
      throw new IOException("an array of " + array.elements() + " at byte " + array.offset());
    }
    if (bytes > 0 && start + array.offset() > channel.size() - bytes) {
      throw new EOFException("the file ends in the middle of the heap");
    }
    float[] floats = new float[(int) array.elements()];
    if (floats.length > 0) {
      have(start + array.offset(), (int) bytes);
      int at = (int) (start + array.offset() - windowStart);
      ByteBuffer.wrap(window, at, (int) bytes).asFloatBuffer().get(floats);
    }
    return floats;
  }

  private void have(long from, int length) throws IOException {
    if (from >= windowStart && from + length <= windowStart + window.length) {
      return;
    }
    file.seek(from);
    window = file.readNBytes(Math.max(WINDOW, length));
    windowStart = from;
    if (window.length < length) {
      throw new EOFException("the file ends in the middle of the heap");
    }
  }
}
