// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the rows of all CSV files of an output. */
final class ProfileRows {
  private static final List<String> MEASURED =
      List.of(
          "mu",
          "mu_err",
          "ellipticity",
          "pa_deg",
          "pa_sky_deg",
          "intensity",
          "intensity_err",
          "mu_limit",
          "masked_fraction");

  /**
   * Reads all files {@code PREFIX-*.csv}, checks their header lines, and returns the other lines,
   * sorted.
   */
  static List<String> of(Path prefix) throws IOException {
    String name = prefix.getFileName() + "-";
    List<Path> files;
    try (Stream<Path> all = Files.list(prefix.getParent())) {
      files =
          all.filter(file -> file.getFileName().toString().startsWith(name))
              .filter(file -> file.toString().endsWith(".csv"))
              .toList();
    }
    List<String> rows = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      assertEquals(HEADER, lines.get(0), file.toString());
      rows.addAll(lines.subList(1, lines.size()));
    }
    rows.sort(null);
    return rows;
  }

  /**
   * Returns the rows of the Direct runner in this process, for one image at a time, so that batches
   * do not change the last digits.
   *
   * @param input of {@code caption}
   * @param prefix of its output
   */
  static List<String> ofDirectRun(String input, Path prefix) throws IOException {
    Cli direct =
        Cli.run(
            "caption",
            "--runner=DirectRunner",
            "--input=" + input,
            "--output=" + prefix,
            "--format=csv",
            "--batchSize=1");
    assertEquals(0, direct.status(), direct.err());
    return of(prefix);
  }

  private static final String HEADER =
      "object_id,band,radius_arcsec,mu,mu_err,source,hdu,model,ellipticity,pa_deg,"
          + "pa_sky_deg,intensity,intensity_err,mu_limit,masked_fraction,flags";

  /**
   * Compares row by row. The batch size changes the order of summation, so numbers may differ in
   * their last digits unless both runs had batches of one.
   */
  static void assertSame(List<String> expected, List<String> actual) {
    assertEquals(expected.size(), actual.size(), "rows");
    List<String> names = List.of(HEADER.split(","));
    for (int i = 0; i < expected.size(); i++) {
      String[] a = expected.get(i).split(",", -1);
      String[] b = actual.get(i).split(",", -1);
      assertEquals(a.length, b.length, actual.get(i));
      for (int c = 0; c < a.length; c++) {
        if (MEASURED.contains(names.get(c)) && !a[c].isEmpty()) {
          double number = Double.parseDouble(a[c]);
          double difference = Math.abs(number - Double.parseDouble(b[c]));
          boolean angle = names.get(c).startsWith("pa_");
          assertTrue(
              angle
                  ? Math.min(difference, 180 - difference) < 0.1
                  : difference < 1e-4 * Math.max(1, Math.abs(number)),
              expected.get(i) + " is not " + actual.get(i));
        } else {
          assertEquals(a[c], b[c], actual.get(i));
        }
      }
    }
  }

  private ProfileRows() {}
}
