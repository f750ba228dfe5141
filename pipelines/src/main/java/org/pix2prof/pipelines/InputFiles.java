// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.pix2prof.transforms.MatchFiles;

/** Input files of the command line. */
final class InputFiles {
  /** Splits patterns at the commas that are not inside braces: {@code a*.{fit,fits},b.fits}. */
  static List<String> patterns(String option, String input) throws UsageException {
    List<String> patterns = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= input.length(); i++) {
      char c = i < input.length() ? input.charAt(i) : ',';
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && (depth <= 0 || i == input.length())) {
        String pattern = input.substring(start, i).strip();
        if (pattern.isEmpty()) {
          throw new UsageException("--" + option + " has an empty pattern: '" + input + "'");
        }
        patterns.add(pattern);
        start = i + 1;
      }
    }
    return patterns;
  }

  /**
   * Counts the files that this machine sees.
   *
   * @throws FileNotFoundException if a pattern matches no file, or a directory
   * @throws UsageException if a pattern is invalid, such as that of an invalid bucket
   */
  static long count(String option, List<String> patterns) throws IOException, UsageException {
    long files = 0;
    for (String pattern : patterns) {
      List<MatchResult.Metadata> matched;
      try {
        matched = MatchFiles.list(pattern, EmptyMatchTreatment.ALLOW);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--" + option + "=" + pattern + ": " + e.getMessage());
      }
      long here = matched.stream().filter(m -> !m.resourceId().isDirectory()).count();
      if (here == 0) {
        throw new FileNotFoundException(
            matched.isEmpty()
                ? "no file matches --" + option + "=" + pattern
                : "--"
                    + option
                    + "="
                    + pattern
                    + " is a directory; name its files, as in "
                    + "'"
                    + pattern.replaceFirst("/*$", "/*'"));
      }
      files += here;
    }
    return files;
  }

  private InputFiles() {}
}
