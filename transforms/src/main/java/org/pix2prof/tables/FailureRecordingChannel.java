package org.pix2prof.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A channel that remembers if getting bytes failed. */
final class FailureRecordingChannel implements ReadableByteChannel {
  private final ReadableByteChannel channel;
  private @Nullable IOException failure;

  FailureRecordingChannel(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Throws what made a read fail, if any did. */
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
