// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A read-only wrapper of a channel; tests override reading. */
public abstract class ReadingChannel implements SeekableByteChannel {
  protected final SeekableByteChannel channel;

  protected ReadingChannel(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long to) throws IOException {
    channel.position(to);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException();
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
