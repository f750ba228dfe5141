// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A buffer on local disk, written once and read back once. Closing it deletes the file; most
 * systems also delete it when the process ends.
 */
final class TempFileBuffer implements Closeable {
  private static final int BUFFER = 64 << 10;

  private final FileChannel channel;
  private final DataOutputStream out;

  TempFileBuffer() throws IOException {
    Path file = Files.createTempFile("pix2prof", ".spool");
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
  }

  /** Returns the output. */
  DataOutputStream out() {
    return out;
  }

  /** Returns the contents from the beginning and ends writing. */
  DataInputStream in() throws IOException {
    out.flush();
    channel.position(0);
    return new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
