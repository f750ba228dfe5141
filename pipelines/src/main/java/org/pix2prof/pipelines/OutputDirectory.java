// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks output directories on this machine. */
final class OutputDirectory {
  /**
   * Checks before a run that a directory exists or can be created.
   *
   * @param option name of the output option
   * @param output path or prefix of files; URIs are not checked
   * @throws UsageException if it cannot be written
   */
  static void check(String option, String output) throws UsageException {
    if (output.contains(":")) {
      return;
    }
    Path directory = Path.of(output).toAbsolutePath().getParent();
    while (directory != null && !Files.exists(directory)) {
      directory = directory.getParent();
    }
    if (directory != null && (!Files.isDirectory(directory) || !Files.isWritable(directory))) {
      throw new UsageException(
          "--"
              + option
              + "="
              + output
              + " cannot be written: "
              + directory
              + (Files.isDirectory(directory) ? " is not writable" : " is not a directory"));
    }
  }

  private OutputDirectory() {}
}
