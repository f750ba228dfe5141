// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pix2prof.values.GalaxyImage;

/** Tile-compressed images that astropy wrote (src/test/scripts/make_tiles.py), and broken ones. */
class TiledRowsTest {
  private static final int RICE_I16 = 2;
  private static byte[] tiles;
  private static byte[] expected;

  @BeforeAll
  static void unpack() throws IOException {
    tiles = gunzipped("/fits/tiles.fits.gz");
    expected = gunzipped("/fits/tiles-expected.fits.gz");
  }

  private static byte[] gunzipped(String resource) throws IOException {
    try (InputStream in = TiledRowsTest.class.getResourceAsStream(resource)) {
      return new GZIPInputStream(in).readAllBytes();
    }
  }

  static Stream<Integer> hdus() {
    return IntStream.rangeClosed(1, 17).boxed();
  }

  private static List<GalaxyImage> images(byte[] file, int hdu) throws Exception {
    Collected found = Collected.of(file, FitsOptions.defaults().withHdu(String.valueOf(hdu)));
    assertEquals(List.of(), found.bad);
    return found.images;
  }

  @ParameterizedTest
  @MethodSource("hdus")
  void matchesAstropy(int hdu) throws Exception {
    List<GalaxyImage> read = images(tiles, hdu);
    List<GalaxyImage> same = images(expected, hdu);

    assertEquals(same.size(), read.size());
    for (int i = 0; i < same.size(); i++) {
      assertEquals(same.get(i).width(), read.get(i).width());
      assertArrayEquals(same.get(i).pixels(), read.get(i).pixels());
    }
  }

  @Test
  void readsEveryAlgorithm() throws Exception {
    Collected found = Collected.of(tiles);
    assertEquals(19, found.images.size(), "17 HDUs, one of them a cube of 3");
    assertTrue(found.ids().contains("galaxy#RICE_DITHER_1_NAN"), found.toString());
  }

  /** Returns a copy of the file with one card of an HDU replaced. */
  private static byte[] edited(int hdu, String keyword, String value) {
    return edited(tiles, hdu, keyword, value);
  }

  private static byte[] edited(byte[] file, int hdu, String keyword, String value) {
    byte[] copy = file.clone();
    byte[] key = String.format("%-8s=", keyword).getBytes(StandardCharsets.US_ASCII);
    int at = startOf(hdu);
    while (!startsWith(copy, at, key)) {
      at += 80;
    }
    byte[] card =
        String.format("%-80s", String.format("%-8s= %s", keyword, value))
            .getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(card, 0, copy, at, 80);
    return copy;
  }

  private static int startOf(int hdu) {
    int found = 0;
    for (int at = 0; at < tiles.length; at += 2880) {
      if (startsWith(tiles, at, "XTENSION= 'BINTABLE'".getBytes(StandardCharsets.US_ASCII))) {
        found++;
        if (found == hdu) {
          return at;
        }
      }
    }
    throw new AssertionError("no HDU " + hdu);
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] prefix) {
    return ByteBuffer.wrap(bytes, at, prefix.length).equals(ByteBuffer.wrap(prefix));
  }

  private static Collected.Bad bad(byte[] file, int hdu) throws Exception {
    return Collected.of(file, FitsOptions.defaults().withHdu(String.valueOf(hdu))).onlyBad();
  }

  @Test
  void namesUnknownAlgorithm() throws Exception {
    Collected.Bad bad = bad(edited(RICE_I16, "ZCMPTYPE", "'LERC'"), RICE_I16);
    assertEquals("bad_keyword", bad.reason());
    assertTrue(bad.message().contains("ZCMPTYPE = LERC; expected RICE_1"), bad.message());
  }

  @Test
  void rejectsWrongAlgorithm() throws Exception {
    for (String other : List.of("GZIP_1", "GZIP_2", "HCOMPRESS_1", "NOCOMPRESS")) {
      assertEquals(
          "corrupt", bad(edited(RICE_I16, "ZCMPTYPE", "'" + other + "'"), RICE_I16).reason());
    }
  }

  @Test
  void rejectsWrongNumberOfTiles() throws Exception {
    Collected.Bad bad = bad(edited(RICE_I16, "ZTILE2", "3"), RICE_I16);
    assertEquals("bad_header", bad.reason());
    assertTrue(bad.message().contains("expected 28"), bad.message());
  }

  @Test
  void rejectsHugeImage() throws Exception {
    Collected.Bad bad = bad(edited(RICE_I16, "ZNAXIS1", "2000000000"), RICE_I16);
    assertEquals("too_large", bad.reason());
  }

  @Test
  void rejectsManyPixelsFromFewBytes() throws Exception {
    byte[] wide = edited(edited(1, "ZNAXIS1", "2000000"), 1, "ZTILE1", "2000000");
    Collected.Bad bad = bad(wide, 1);
    assertEquals("corrupt", bad.reason());
    assertTrue(bad.message().contains("cannot hold"), bad.message());
  }

  @Test
  void rejectsTileOutsideHeap() throws Exception {
    byte[] file = tiles.clone();
    int row = dataOf(RICE_I16) + 8 * 3;
    ByteBuffer.wrap(file).putInt(row + 4, 1 << 30);
    Collected.Bad bad = bad(file, RICE_I16);
    assertEquals("corrupt", bad.reason());
    assertTrue(bad.message().contains("tile 3 points outside"), bad.message());
  }

  @Test
  void readsTilesThatShareBytes() throws Exception {
    byte[] file = tiles.clone();
    ByteBuffer rows = ByteBuffer.wrap(file);
    rows.putLong(dataOf(RICE_I16) + 8, rows.getLong(dataOf(RICE_I16)));

    GalaxyImage whole = images(tiles, RICE_I16).get(0);
    GalaxyImage shared = images(file, RICE_I16).get(0);

    // Tile 0 has columns 0 to 6 of rows 0 to 4, tile 1 the next seven columns.
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        float first = whole.pixels()[y * whole.width() + x];
        assertEquals(first, shared.pixels()[y * whole.width() + x]);
        assertEquals(first, shared.pixels()[y * whole.width() + 7 + x]);
      }
    }
  }

  @Test
  void rejectsEmptyTile() throws Exception {
    byte[] file = tiles.clone();
    ByteBuffer.wrap(file).putInt(dataOf(RICE_I16) + 8 * 3, 0);
    assertTrue(bad(file, RICE_I16).message().contains("tile 3 is empty"));
  }

  private static int dataOf(int hdu) {
    int at = startOf(hdu);
    while (!startsWith(tiles, at, "END     ".getBytes(StandardCharsets.US_ASCII))) {
      at += 80;
    }
    return (at / 2880 + 1) * 2880;
  }

  @Test
  void keepsOtherImagesOfFile() throws Exception {
    Collected found = Collected.of(edited(RICE_I16, "ZCMPTYPE", "'LERC'"));
    assertEquals(1, found.bad.size());
    assertEquals(2, found.bad.get(0).hdu());
    assertEquals(18, found.images.size());
  }
}
