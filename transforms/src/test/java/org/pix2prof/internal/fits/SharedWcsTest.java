// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.testing.SharedData;
import org.pix2prof.wcs.AgreesWithAstropy;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;
import org.pix2prof.wcs.Wcs;

/**
 * Compares the WCS of every shared file with astropy's. {@code WcsTableTest} does the same with
 * artificial headers.
 */
class SharedWcsTest {
  private static final List<String> DIRECTORIES = List.of("fits-zoo", "galaxies", "golden");

  private static final Pattern NO_FITS = Pattern.compile(".*\\.(csv|json|pth|tsv|txt)");

  /** Replaces the HDU if no HDU of the file has celestial axes. */
  private static final String NONE = "none";

  /** Columns of the table. */
  private static final int X_AXIS = 2;

  private static final int X = 4;
  private static final int RA = 6;

  /** Returns the rows of the table by file. */
  private static Map<String, List<String[]>> table() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SharedWcsTest.class.getResourceAsStream("/wcs/shared.tsv"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> line.split("\t"))
          .collect(Collectors.groupingBy(row -> row[0], TreeMap::new, Collectors.toList()));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFile() throws Exception {
    Map<String, List<String[]>> table = table();
    Map<String, Path> files = new TreeMap<>();
    for (String name : DIRECTORIES) {
      Path directory = SharedData.path(name);
      Path root = directory.getParent();
      try (Stream<Path> walk = Files.walk(directory)) {
        walk.filter(Files::isRegularFile)
            .filter(f -> !NO_FITS.matcher(f.toString()).matches())
            .forEach(f -> files.put(root.relativize(f).toString().replace('\\', '/'), f));
      }
    }
    assertTrue(files.keySet().containsAll(table.keySet()), "files of the table");
    return files.entrySet().stream()
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.getKey(),
                    () -> {
                      Assumptions.assumeTrue(table.containsKey(f.getKey()), "not in the table");
                      check(f.getValue(), table.get(f.getKey()));
                    }));
  }

  private static void check(Path file, List<String[]> rows) throws Exception {
    List<Hdu> hdus = hdus(file);
    int checked = rows.get(0)[1].equals(NONE) ? 1 : 0;
    for (Hdu hdu : hdus) {
      List<String[]> own =
          rows.stream().filter(row -> row[1].equals(String.valueOf(hdu.index()))).toList();
      checked += own.size();
      int[] real = hdu.realAxes();
      int x = real.length > 1 ? real[0] + 1 : 1;
      int y = real.length > 1 ? real[1] + 1 : 2;
      if (own.isEmpty()) {
        assertEquals(Optional.empty(), Wcs.of(hdu.header(), x, y), "HDU " + hdu.index());
      }
      for (String[] row : own) {
        assertEquals(List.of(row[X_AXIS], row[X_AXIS + 1]), List.of("" + x, "" + y));
        check(hdu.header(), x, y, row);
      }
    }
    assertEquals(rows.size(), checked, "rows of the table for " + hdus.size() + " HDUs");
  }

  private static void check(FitsHeader header, int x, int y, String[] row) throws Exception {
    if (row[X].startsWith("unsupported")) {
      BadImageException e = assertThrows(BadImageException.class, () -> Wcs.of(header, x, y));
      assertEquals(row[X], e.reason());
      assertTrue(e.getMessage().contains(row[X + 1]), e.getMessage());
      return;
    }
    AgreesWithAstropy.check(
        Wcs.of(header, x, y).orElseThrow(),
        new PixelPoint(Double.parseDouble(row[X]), Double.parseDouble(row[X + 1])),
        new SkyPoint(Double.parseDouble(row[RA]), Double.parseDouble(row[RA + 1])));
  }

  /** Returns the HDUs up to the first that cannot be read. */
  private static List<Hdu> hdus(Path file) throws IOException {
    List<Hdu> hdus = new ArrayList<>();
    try (FitsInput in = FitsInput.open(Files.newInputStream(file), Files.size(file))) {
      for (int i = 0; ; i++) {
        FitsHeader header = FitsHeader.read(in, i == 0);
        if (header == null) {
          return hdus;
        }
        Hdu hdu = Hdu.of(i, header);
        hdus.add(hdu);
        in.skip(hdu.dataBytes() + hdu.padding());
      }
    } catch (BadImageException e) {
      return hdus;
    }
  }
}
