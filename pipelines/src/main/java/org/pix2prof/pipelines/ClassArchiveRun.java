// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.nio.file.Path;
import java.util.List;

/**
 * Loads the classes of short runs for the launcher to archive: it captions a sample in the most
 * common formats and writes a report of it. Started with {@code -XX:ArchiveClassesAtExit=FILE}.
 */
final class ClassArchiveRun {
  /**
   * Runs the commands and exits with the status of the first that fails.
   *
   * @param args a FITS file and a directory to write to
   */
  public static void main(String[] args) {
    String input = "--input=" + args[0];
    Path directory = Path.of(args[1]);
    String parquet = directory.resolve("parquet").toString();
    for (List<String> command :
        List.of(
            List.of("caption", input, "--output=" + directory.resolve("csv"), "--format=csv"),
            List.of("caption", input, "--output=" + parquet),
            List.of(
                "report", input, "--profiles=" + parquet, "--output=" + directory.resolve("page")),
            List.of("caption", "--help"))) {
      int status = Pix2Prof.run(System.out, System.err, command.toArray(String[]::new));
      if (status != Pix2Prof.OK) {
        System.exit(status);
      }
    }
    System.exit(Pix2Prof.OK);
  }

  private ClassArchiveRun() {}
}
