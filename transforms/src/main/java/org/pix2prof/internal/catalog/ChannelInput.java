// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.BlockInputStream;

/** A channel as an input of Parquet's library. It records an I/O error. */
public final class ChannelInput implements InputFile {
  private final SeekableByteChannel channel;
  private final long size;
  private @Nullable IOException failure;

  /**
   * Creates an input.
   *
   * @param channel the channel, which stays open
   * @param size size of the file, or -1 to use the size of the channel
   */
  public ChannelInput(SeekableByteChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /**
   * Throws the I/O error of a read, if there was one.
   *
   * @throws IOException the error
   */
  public void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public long getLength() throws IOException {
    return size < 0 ? channel.size() : size;
  }

  @Override
  public SeekableInputStream newStream() {
    return new DelegatingSeekableInputStream(new Bytes()) {
      @Override
      public long getPos() throws IOException {
        return channel.position();
      }

      @Override
      public void seek(long position) throws IOException {
        try {
          channel.position(position);
        } catch (IOException e) {
          failure = e;
          throw e;
        }
      }
    };
  }

  private final class Bytes extends BlockInputStream {
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return channel.read(ByteBuffer.wrap(bytes, offset, length));
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
