// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTableTest {
  private static final String HEADER = "object_id,band,radius_arcsec,mu\n";

  @Test
  void sortsSamplesByRadiusAndIgnoresOtherColumns() throws IOException {
    List<ReferenceProfile> profiles =
        read(
            "mu_err,mu,radius_arcsec,band,object_id\n"
                + "0.1,21.5,2,r,A\n"
                + "nan,20.5,1,r,A\n"
                + ",19.5,1,g,A\n");

    assertEquals(2, profiles.size());
    assertEquals("A", profiles.get(0).objectId());
    assertEquals(Optional.of("r"), profiles.get(0).band());
    assertArrayEquals(new double[] {1, 2}, profiles.get(0).radiusArcsec());
    assertArrayEquals(new double[] {20.5, 21.5}, profiles.get(0).mu());
    assertEquals(Optional.of("g"), profiles.get(1).band());
  }

  @Test
  void skipsRowsWithoutSurfaceBrightness() throws IOException {
    List<ReferenceProfile> profiles = read(HEADER + "A,r,1,20\nA,r,2,nan\nA,r,3,\nB,r,1,NaN\n");
    assertEquals(1, profiles.size());
    assertArrayEquals(new double[] {1}, profiles.get(0).radiusArcsec());
  }

  @Test
  void readsShapesIfBothColumnsExist() throws IOException {
    List<ReferenceProfile> profiles =
        read(
            "object_id,band,radius_arcsec,mu,ellipticity,pa_deg_ccw_from_x\n"
                + "A,r,2,21,0.25,-10\n"
                + "A,r,1,20,,nan\n");

    IsophoteShapes isophotes = profiles.get(0).isophotes().orElseThrow();
    assertArrayEquals(new double[] {1, 2}, isophotes.radiusArcsec());
    assertArrayEquals(new double[] {Double.NaN, 0.25}, isophotes.ellipticity());
    assertArrayEquals(new double[] {Double.NaN, -10}, isophotes.paDeg());
    assertTrue(read(HEADER + "A,r,1,20\n").get(0).isophotes().isEmpty());
    assertTrue(
        read("object_id,band,radius_arcsec,mu,ellipticity\nA,r,1,20,0.2\n")
            .get(0)
            .isophotes()
            .isEmpty());
  }

  @Test
  void readsTotalMagnitude() throws IOException {
    String header = "object_id,band,radius_arcsec,mu,mag_total\n";
    List<ReferenceProfile> profiles =
        read(header + "A,r,1,20,15.5\nA,r,2,21,15.5\nB,r,1,20,\nC,r,1,20,nan\n");
    assertEquals(OptionalDouble.of(15.5), profiles.get(0).totalMagnitude());
    assertEquals(OptionalDouble.empty(), profiles.get(1).totalMagnitude());
    assertEquals(OptionalDouble.empty(), profiles.get(2).totalMagnitude());
    assertEquals(OptionalDouble.empty(), read(HEADER + "A,r,1,20\n").get(0).totalMagnitude());
    assertMessage(
        "truth.csv, line 3: mag_total must be 15.5 as in the rows before, not 15.6",
        header + "A,r,1,20,15.5\nA,r,2,21,15.6\n");
    assertMessage(
        "truth.csv, line 2: mag_total must be a number, not 'faint'", header + "A,r,1,20,faint\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          "1,30", "ellipticity must be 0 or more and less than 1, not 1.0"
          "-0.1,30", "ellipticity must be 0 or more and less than 1, not -0.1"
          "flat,30", "ellipticity must be a number, not 'flat'"
          "0.3,north", "pa_deg_ccw_from_x must be a number, not 'north'"
          """)
  void refusesInvalidShape(String shape, String problem) {
    assertMessage(
        "truth.csv, line 2: " + problem,
        "object_id,band,radius_arcsec,mu,ellipticity,pa_deg_ccw_from_x\nA,r,1,20," + shape + "\n");
  }

  @Test
  void readsQuotesWindowsLineEndsAndEmptyBand() throws IOException {
    List<ReferenceProfile> profiles =
        read("object_id,band,radius_arcsec,mu\r\n\"NGC 1, the \"\"first\"\"\",,1.5,20\r\n");

    assertEquals("NGC 1, the \"first\"", profiles.get(0).objectId());
    assertTrue(profiles.get(0).band().isEmpty());
  }

  @Test
  void readsFileWithByteOrderMark(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("truth.csv");
    Files.writeString(file, "\uFEFF" + HEADER + "A,r,1,20\n");

    assertEquals("A", ProfileTable.read(file.toString()).get(0).objectId());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          "A,r,1,bright", "mu must be a number, not 'bright'"
          "A,r,1,Infinity", "mu must be a number, not 'Infinity'"
          "A,r,one,20", "radius_arcsec must be a number, not 'one'"
          "A,r,-1,20", "radius_arcsec must be 0 or more, not -1.0"
          ",r,1,20", "no object_id"
          "A,r,1", "expected 4 cells as in the header, found 3"
          "B,r,2,20", "a second sample of B at radius_arcsec 2.0"
          """)
  void namesLineOfBadCell(String row, String problem) {
    assertMessage("truth.csv, line 3: " + problem, HEADER + "B,r,2,20\n" + row + "\nC,r,1,20\n");
  }

  @Test
  void namesMissingColumn() {
    assertMessage(
        "truth.csv: no column 'radius_arcsec'; expected object_id,band,radius_arcsec,mu,"
            + " found object_id,band,sma,mu",
        "object_id,band,sma,mu\nA,r,1,20\n");
  }

  @Test
  void refusesTableWithoutRows() {
    assertMessage("truth.csv: no profile in it, only a header line", HEADER);
    assertMessage(
        "truth.csv: no column 'object_id'; expected object_id,band,radius_arcsec,mu,"
            + " found an empty file",
        "");
  }

  @Test
  void refusesInvalidCsv() {
    IOException e = failure(HEADER + "\"A,r,1,20\n");

    assertTrue(e.getMessage().startsWith("truth.csv: not a CSV table: "), e.getMessage());
  }

  @Test
  void namesMissingFile(@TempDir Path directory) {
    String file = directory.resolve("truth.csv").toString();

    IOException e = assertThrows(IOException.class, () -> ProfileTable.read(file));
    assertTrue(e.getMessage().contains(file), e.getMessage());
  }

  private static List<ReferenceProfile> read(String text) throws IOException {
    return ProfileTable.read("truth.csv", new StringReader(text));
  }

  private static IOException failure(String text) {
    return assertThrows(IOException.class, () -> read(text));
  }

  private static void assertMessage(String message, String text) {
    assertEquals(message, failure(text).getMessage());
  }
}
