// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.internal.fits.FitsText;
import org.pix2prof.tables.TestTables.Measured;

class FitsSinkTest {
  @TempDir Path directory;

  private Path written(FitsSink<Measured> sink, List<Measured> values) throws IOException {
    Path file = directory.resolve("t.fits");
    try (WritableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      sink.open(channel);
      for (Measured value : values) {
        sink.write(value);
      }
      sink.flush();
    }
    return file;
  }

  private static List<TableRecord> read(Path file) throws IOException {
    List<TableRecord> rows = new ArrayList<>();
    try (TableReader reader = TableReaders.fits(TestTables.ALL, FileChannel.open(file), "t.fits")) {
      for (Optional<TableRecord> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  @Test
  void distinguishesColumnsOfAnotherFormFromMissingOnes() throws IOException {
    Path file = directory.resolve("a.fits");
    FitsSink<Measured> sink =
        new FitsSink<>(
            Table.of(
                "T",
                "",
                List.of(
                    Column.text("name", "", Measured::name),
                    Column.optionalText("band", "", Measured::band),
                    Column.int32("count", "", Measured::count),
                    Column.int32("mu", "", Measured::count),
                    Column.float32s("flags", "", "", Measured::mu))));
    Files.copy(written(sink, List.of(TestTables.FULL)), file);
    IOException e =
        assertThrows(
            IOException.class,
            () -> TableReaders.fits(TestTables.ALL, FileChannel.open(file), "t.fits"));
    assertEquals(
        "t.fits: column mu is of the form 1J; expected arrays of variable length, PE or QE",
        e.getMessage());
    e =
        assertThrows(
            IOException.class,
            () ->
                TableReaders.fits(
                    TestTables.ALL.select("flags"), FileChannel.open(file), "t.fits"));
    assertEquals(
        "t.fits: column flags is of the form 1PE(2); expected one value a row", e.getMessage());
    e =
        assertThrows(
            IOException.class,
            () ->
                TableReaders.fits(
                    Table.of("T", "", List.of(Column.int32("n", "", Measured::count))),
                    FileChannel.open(file),
                    "t.fits"));
    assertEquals(
        "t.fits: the table has no column n; its columns are name,band,count,mu,flags",
        e.getMessage());
  }

  /** Rows and heap larger than any buffer, with 32-bit and 64-bit array descriptors. */
  @ParameterizedTest
  @ValueSource(longs = {0, Integer.MAX_VALUE})
  void everyRowHasItsArrays(long mostForShortDescriptors) throws Exception {
    List<Measured> values = IntStream.range(0, 9000).mapToObj(FitsSinkTest::measured).toList();
    Path file = written(new FitsSink<>(TestTables.ALL, mostForShortDescriptors), values);
    assertEquals(0, Files.size(file) % 2880);
    try (Fits fits = new Fits(file.toFile())) {
      BinaryTableHDU hdu = (BinaryTableHDU) fits.getHDU(1);
      String type = mostForShortDescriptors == 0 ? "1QE(199)" : "1PE(199)";
      assertEquals(type, hdu.getHeader().getStringValue("TFORM4"));
      BinaryTable table = hdu.getData();
      assertEquals(9000, table.getNRows());
      for (int i : new int[] {0, 1, 1234, 8999}) {
        assertEquals("g" + i, table.get(i, 0));
        assertArrayEquals(values.get(i).mu(), (float[]) table.get(i, 3));
        assertEquals(values.get(i).muErr().isPresent(), ((float[]) table.get(i, 4)).length > 0);
      }
    }
    List<TableRecord> rows = read(file);
    assertEquals(9000, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertArrayEquals(values.get(i).mu(), rows.get(i).float32s("mu").orElseThrow());
      assertEquals(values.get(i).muErr().isPresent(), rows.get(i).float32s("mu_err").isPresent());
      assertEquals(values.get(i).count(), rows.get(i).int32("count").orElseThrow());
    }
  }

  private static Measured measured(int i) {
    float[] mu = new float[i % 200];
    for (int sample = 0; sample < mu.length; sample++) {
      mu[sample] = i + sample / 256f;
    }
    return new Measured(
        "g" + i,
        Optional.empty(),
        -i,
        mu,
        i % 3 == 0 || mu.length == 0 ? Optional.empty() : Optional.of(mu),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void headerHasUnitsAndDescriptions() throws Exception {
    Path file = written(new FitsSink<>(TestTables.ALL), List.of(TestTables.FULL));
    try (Fits fits = new Fits(file.toFile())) {
      Header header = fits.getHDU(1).getHeader();
      assertEquals("Measured", header.getStringValue("EXTNAME"));
      assertEquals("mu", header.getStringValue("TTYPE4"));
      assertEquals("mag/arcsec**2", header.getStringValue("TUNIT4"));
      assertEquals("Surface brightness", header.getStringValue("TCOMM4"));
      assertFalse(header.containsKey("TUNIT1"));
      assertEquals("1E", header.getStringValue("TFORM6"));
      assertEquals("1D", header.getStringValue("TFORM7"));
    }
  }

  @Test
  void absentValuesStayAbsent() throws IOException {
    List<TableRecord> rows =
        read(written(new FitsSink<>(TestTables.ALL), List.of(TestTables.EMPTY, TestTables.FULL)));
    TableRecord empty = rows.get(0);
    assertEquals(Optional.empty(), empty.text("band"));
    assertEquals(Optional.empty(), empty.float32("r_25"));
    assertEquals(Optional.empty(), empty.float64("mag"));
    assertEquals(Optional.empty(), empty.float32s("mu_err"));
    assertEquals(0, empty.float32s("mu").orElseThrow().length);
    assertEquals(List.of(), empty.texts("flags"));
    TableRecord full = rows.get(1);
    assertEquals(Optional.of("r"), full.text("band"));
    assertEquals(Optional.of(12.5f), full.float32("r_25"));
    assertEquals(Optional.of(-1e-10), full.float64("mag"));
    assertArrayEquals(new float[] {0.1f, Float.NaN}, full.float32s("mu_err").orElseThrow());
    assertEquals(TestTables.FULL.flags(), full.texts("flags"));
  }

  @Test
  void encodesTextsInAscii() throws IOException {
    List<String> names =
        List.of("M 31", "\u00e9toile\n", "100%", "%41", "end ", "\ud83c\udf0c", "");
    List<Measured> values =
        names.stream()
            .map(
                name ->
                    new Measured(
                        name,
                        Optional.empty(),
                        0,
                        new float[0],
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()))
            .toList();
    Path file = written(new FitsSink<>(TestTables.ALL), values);
    assertEquals(names, read(file).stream().map(row -> row.text("name").orElseThrow()).toList());
    assertEquals("%C3%A9toile%0A", ascii(FitsText.encode("\u00e9toile\n")));
    assertEquals("M 31", ascii(FitsText.encode("M 31")));
    assertEquals("a%2", FitsText.decode("a%2"));
    assertEquals("a%zz", FitsText.decode("a%zz"));
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void refusesAnotherTable() throws IOException {
    Path file =
        written(new FitsSink<>(TestTables.ALL.select("name", "r_25")), List.of(TestTables.FULL));
    IOException e = assertThrows(IOException.class, () -> read(file));
    assertEquals(
        "t.fits: the table has no column count; its columns are name,r_25", e.getMessage());
    Files.write(file, new byte[2880]);
    e = assertThrows(IOException.class, () -> read(file));
    assertTrue(e.getMessage().startsWith("t.fits: "), e.getMessage());
  }
}
