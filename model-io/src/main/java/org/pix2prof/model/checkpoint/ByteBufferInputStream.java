// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a buffer from its position on and advances the position. */
final class ByteBufferInputStream extends InputStream {
  private final ByteBuffer buffer;

  ByteBufferInputStream(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public int read() {
    return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int read = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, read);
    return read == 0 ? -1 : read;
  }

  @Override
  public int available() {
    return buffer.remaining();
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int limit) {
    buffer.mark();
  }

  @Override
  public void reset() {
    buffer.reset();
  }
}
