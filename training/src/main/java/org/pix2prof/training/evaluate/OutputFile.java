package org.pix2prof.training.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Writes a file on any file system that Beam knows. */
final class OutputFile {
  /** Writes to a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(ResourceId file, Content content) throws IOException {
    try (OutputStream out =
        Channels.newOutputStream(FileSystems.create(file, "application/octet-stream"))) {
      content.writeTo(out);
    }
  }

  private OutputFile() {}
}
