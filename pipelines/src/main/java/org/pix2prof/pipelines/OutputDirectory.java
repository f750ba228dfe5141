package org.pix2prof.pipelines;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where files are to be written, on this machine. */
final class OutputDirectory {
  /**
   * Checks that a folder is there or can be made, before any work is done.
   *
   * @param option that names the output
   * @param output path of a file or beginning of one; a URI is not looked at
   * @throws UsageException if it cannot be written
   */
  static void check(String option, String output) throws UsageException {
    if (output.contains(":")) {
      return;
    }
    Path folder = Path.of(output).toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder != null && (!Files.isDirectory(folder) || !Files.isWritable(folder))) {
      throw new UsageException(
          "--"
              + option
              + "="
              + output
              + " cannot be written: "
              + folder
              + (Files.isDirectory(folder) ? " is not writable" : " is no folder"));
    }
  }

  private OutputDirectory() {}
}
