// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.internal.fits.FitsFiles;

/** Opens files on any Beam file system. */
final class BeamFiles {
  /**
   * Opens a file.
   *
   * @throws IOException if the file cannot be opened; this also replaces the unchecked exception
   *     without file name that Beam's Cloud Storage throws if it has no credentials
   */
  static InputStream open(ResourceId file) throws IOException {
    return Channels.newInputStream(openChannel(file));
  }

  /**
   * Opens a file for random access, if its file system supports that.
   *
   * @throws IOException as {@link #open}
   */
  static ReadableByteChannel openChannel(ResourceId file) throws IOException {
    try {
      return FileSystems.open(file);
    } catch (RuntimeException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Opens a file by its URI.
   *
   * @throws java.io.FileNotFoundException if the file does not exist
   * @throws IOException if the file cannot be opened
   */
  static FitsFiles.Opened open(String uri) throws IOException {
    // The name may contain glob characters.
    ResourceId named = FileSystems.matchNewResource(uri, false);
    MatchResult.Metadata file = FileSystems.matchResources(List.of(named)).get(0).metadata().get(0);
    return new FitsFiles.Opened(open(file.resourceId()), file.sizeBytes());
  }

  private BeamFiles() {}
}
