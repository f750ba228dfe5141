// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.pix2prof.internal.fits.BlockInputStream;

/** A stream over a channel with its own position, so that several streams can share a channel. */
final class PositionedInputStream extends BlockInputStream {
  private final SeekableByteChannel channel;
  private long position;

  PositionedInputStream(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /** Moves to a byte of the file. */
  void seek(long to) {
    position = to;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    // A channel of Google Cloud Storage cannot seek to the end.
    if (position >= channel.size()) {
      return -1;
    }
    channel.position(position);
    int n = channel.read(ByteBuffer.wrap(bytes, offset, length));
    position += Math.max(n, 0);
    return n;
  }
}
