// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header lines of an ECSV file: a version, and YAML after {@code #}. */
final class EcsvHeader {
  private static final Pattern VERSION = Pattern.compile("# %ECSV 1\\.\\d.*");
  private static final Pattern DELIMITER = Pattern.compile("# delimiter: *(['\"]?)(.)\\1 *");

  /** Longer than any line that {@link EcsvSink} writes. */
  private static final int LONGEST_LINE = 1 << 16;

  /**
   * Reads the header up to the line with the column names.
   *
   * @return the separator of cells; a blank by default
   * @throws IOException if the header is not ECSV; names the file
   */
  static char delimiter(BufferedReader text, String file) throws IOException {
    String line = text.readLine();
    if (line == null || !VERSION.matcher(line).matches()) {
      throw new IOException(file + " is no ECSV: it does not begin with # %ECSV 1.0");
    }
    char delimiter = ' ';
    text.mark(LONGEST_LINE);
    for (line = text.readLine(); line != null && line.startsWith("#"); line = text.readLine()) {
      Matcher matcher = DELIMITER.matcher(line);
      delimiter = matcher.matches() ? matcher.group(2).charAt(0) : delimiter;
      text.mark(LONGEST_LINE);
    }
    text.reset();
    return delimiter;
  }

  private EcsvHeader() {}
}
