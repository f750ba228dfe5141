// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A channel that records an I/O error. */
final class FailureRecordingChannel implements ReadableByteChannel {
  private final ReadableByteChannel channel;
  private @Nullable IOException failure;

  FailureRecordingChannel(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Throws the I/O error of a read, if there was one. */
  void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    try {
      return channel.read(bytes);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
