// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.apache.beam.sdk.io.FileIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.tables.TestTables.Measured;

class AvroReaderTest {
  private static final IOException RESET = new IOException("Connection reset");

  @TempDir Path directory;

  /** A file whose storage fails at a given byte. */
  private static final class FailingChannel extends ReadingChannel {
    private final long at;

    FailingChannel(Path file, long at) throws IOException {
      super(FileChannel.open(file));
      this.at = at;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      if (position() <= at && position() + bytes.remaining() > at) {
        throw RESET;
      }
      return channel.read(bytes);
    }
  }

  private interface Opener {
    TableReader open(SeekableByteChannel channel) throws IOException;
  }

  private Path written(FileIO.Sink<Measured> sink) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WritableByteChannel channel = Channels.newChannel(bytes);
    sink.open(channel);
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      sink.write(TestTables.named(Long.toHexString(random.nextLong())));
    }
    sink.flush();
    return Files.write(directory.resolve("file"), bytes.toByteArray());
  }

  private static void assertTold(Path file, long at, Opener opener) throws IOException {
    FailingChannel channel = new FailingChannel(file, at);
    IOException e =
        assertThrows(
            IOException.class,
            () -> {
              try (TableReader reader = opener.open(channel)) {
                Optional<TableRecord> row = reader.next();
                while (row.isPresent()) {
                  row = reader.next();
                }
              }
            });
    assertEquals("x cannot be read: Connection reset", e.getMessage());
    assertSame(RESET, e.getCause());
    assertFalse(channel.isOpen());
  }

  /** Storage failures are not reported as corrupt files, because a retry may succeed. */
  @Test
  void reportsStorageFailures() throws IOException {
    Path avro = written(TableSinks.avro(TestTables.ALL));
    Opener opener = channel -> TableReaders.avro(TestTables.ALL, channel, "x");
    assertTold(avro, 0, opener);
    assertTold(avro, Files.size(avro) - 10, opener);
    Path parquet = written(TableSinks.parquet(TestTables.ALL));
    opener = channel -> TableReaders.parquet(TestTables.ALL, channel, "x");
    assertTold(parquet, 10, opener);
    assertTold(parquet, Files.size(parquet) - 10, opener);
  }
}
