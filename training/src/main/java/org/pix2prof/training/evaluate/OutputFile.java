// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Writes a file on any of Beam's file systems. */
final class OutputFile {
  /** Writer of a file's content. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(ResourceId file, Content content) throws IOException {
    try (OutputStream out =
        Channels.newOutputStream(FileSystems.create(file, "application/octet-stream"))) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private OutputFile() {}
}
