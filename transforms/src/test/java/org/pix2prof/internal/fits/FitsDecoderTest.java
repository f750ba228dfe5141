// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.bzip2;
import static org.pix2prof.internal.fits.FitsFixtures.empty;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.gzip;
import static org.pix2prof.internal.fits.FitsFixtures.image;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;
import static org.pix2prof.internal.fits.FitsFixtures.table;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;

class FitsDecoderTest {
  private static final FitsOptions DEFAULTS = FitsOptions.defaults();

  private static float[] counted(int n) {
    float[] pixels = new float[n];
    for (int i = 0; i < n; i++) {
      pixels[i] = i + 1;
    }
    return pixels;
  }

  private static void bad(String reason, String message, Collected found) {
    assertEquals(reason, found.onlyBad().reason());
    assertTrue(found.onlyBad().message().contains(message), found.toString());
  }

  // Pixels

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 64, -32, -64})
  void readsEveryBitpix(int bitpix) throws Exception {
    GalaxyImage read = Collected.of(file(ramp(bitpix, 4, 3))).only();

    assertArrayEquals(counted(12), read.pixels());
    assertEquals(4, read.width());
    assertEquals(3, read.height());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 64, -32, -64})
  void scalesPixels(int bitpix) throws Exception {
    byte[] file =
        file(
            image(bitpix, new double[] {0, 1, 2, 100}, 2, 2).card("BSCALE", 0.5).card("BZERO", -3));

    assertArrayEquals(new float[] {-3, -2.5f, -2, 47}, Collected.of(file).only().pixels());
  }

  @Test
  void readsUnsignedIntegers() throws Exception {
    double[] shorts = {-32768, -1, 0, 32767};
    double[] ints = {-2147483648.0, -1, 0, 2147483647};

    assertArrayEquals(
        new float[] {0, 32767, 32768, 65535},
        Collected.of(file(image(16, shorts, 2, 2).card("BZERO", 32768))).only().pixels());
    assertArrayEquals(
        new float[] {0, 2147483647f, 2147483648f, 4294967295f},
        Collected.of(file(image(32, ints, 2, 2).card("BZERO", "2147483648"))).only().pixels());
    assertArrayEquals(
        new float[] {1, 2, 128, 255},
        Collected.of(file(image(8, new double[] {1, 2, 128, 255}, 2, 2))).only().pixels());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 64})
  void blankBecomesNan(int bitpix) throws Exception {
    byte[] file =
        file(
            image(bitpix, new double[] {7, 1, 2, 7}, 2, 2)
                .card("BLANK", 7)
                .card("BSCALE", 2.0)
                .card("BZERO", 1.0));

    assertArrayEquals(new float[] {Float.NaN, 3, 5, Float.NaN}, Collected.of(file).only().pixels());
  }

  @Test
  void ignoresBlankOfFloats() throws Exception {
    byte[] file = file(ramp(-32, 2, 2).card("BLANK", 2));
    assertArrayEquals(counted(4), Collected.of(file).only().pixels());
  }

  @Test
  void infinityBecomesNan() throws Exception {
    double[] stored = {1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
    float[] expected = {1, Float.NaN, Float.NaN, Float.NaN};

    assertArrayEquals(expected, Collected.of(file(image(-32, stored, 2, 2))).only().pixels());
    assertArrayEquals(expected, Collected.of(file(image(-64, stored, 2, 2))).only().pixels());
  }

  @Test
  void doublesBeyondFloatBecomeNan() throws Exception {
    byte[] file = file(image(-64, new double[] {1, 1e300, 2, 3}, 2, 2));
    assertTrue(Float.isNaN(Collected.of(file).only().pixels()[1]));
  }

  @Test
  void readsImageOfManyChunks() throws Exception {
    byte[] plain = file(ramp(32, 300, 211));
    byte[] noisy = gzip(plain);

    assertArrayEquals(counted(300 * 211), Collected.of(plain).only().pixels());
    assertArrayEquals(counted(300 * 211), Collected.of(noisy).only().pixels());
  }

  @Test
  void readsLargeImageInCompressedFile() throws Exception {
    double[] stored = new double[1200 * 1000];
    Arrays.setAll(stored, i -> i % 100 + 1);
    float[] read = Collected.of(gzip(file(image(8, stored, 1200, 1000)))).only().pixels();
    assertEquals(1_200_000, read.length);
    assertEquals(100, read[1_199_999]);
  }

  // Compression of the file

  @Test
  void detectsCompressionByContent() throws Exception {
    byte[] plain = file(ramp(-32, 4, 3));
    for (byte[] bytes : List.of(plain, gzip(plain), bzip2(plain))) {
      for (String name : List.of("a.fits", "a.fits.gz", "a.fits.bz2")) {
        Collected found = Collected.of(bytes, "/data/" + name, DEFAULTS);
        assertArrayEquals(counted(12), found.only().pixels());
        assertEquals(List.of("a"), found.ids());
      }
    }
  }

  @Test
  void readsAllMembersOfGzip() throws Exception {
    byte[] plain = file(ramp(-32, 40, 30));
    byte[] first = gzip(Arrays.copyOf(plain, 3000));
    byte[] second = gzip(Arrays.copyOfRange(plain, 3000, plain.length));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    assertArrayEquals(counted(1200), Collected.of(both).only().pixels());
  }

  @Test
  void namesUnsupportedCompression() throws Exception {
    bad(
        "unsupported_compression",
        "a zip archive",
        Collected.of(new byte[] {'P', 'K', 3, 4, 0, 0}));
    bad(
        "unsupported_compression",
        "a zstandard file",
        Collected.of(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0}));
  }

  @Test
  void rejectsTruncatedCompressedFile() throws Exception {
    double[] noise = new Random(1).doubles(64 * 64).toArray();
    byte[] plain = file(image(-32, noise, 64, 64));
    for (byte[] whole : List.of(gzip(plain), bzip2(plain))) {
      for (int length : new int[] {5, 100, whole.length / 2, whole.length - 5}) {
        Collected found = Collected.of(Arrays.copyOf(whole, length));
        assertEquals(-1, found.onlyBad().hdu());
        assertTrue(
            List.of("truncated", "corrupt").contains(found.onlyBad().reason()), found.toString());
      }
    }
  }

  @Test
  void dropsPixelsOfWrongChecksum() throws Exception {
    byte[] packed = gzip(file(ramp(-32, 4, 3)));
    packed[packed.length - 6] ^= 1;
    bad("corrupt", "cannot be expanded", Collected.of(packed));
  }

  @Test
  void rejectsDecompressionBomb() throws Exception {
    byte[] bomb = gzip(file(image(8, new double[8 << 20], 8 << 10, 1 << 10)));
    bad("no_image", "all_zero", Collected.of(bomb));
    bad("too_large", "maxPixels", Collected.of(bomb, DEFAULTS.withMaxPixels(1 << 20)));
    bad(
        "too_large",
        "2000 times",
        Collected.of(bzip2(file(image(8, new double[8 << 20], 8 << 20)))));
  }

  // Selection of images

  @Test
  void readsPlanesAsBands() throws Exception {
    Collected found = Collected.of(file(ramp(-32, 3, 2, 3).card("BANDS", "grz")));

    assertEquals(List.of("g", "r", "z"), found.bands());
    assertEquals(List.of("galaxy", "galaxy", "galaxy"), found.ids());
    assertArrayEquals(new float[] {7, 8, 9, 10, 11, 12}, found.images.get(1).pixels());
  }

  @Test
  void readsBandsFromNumberedKeywords() throws Exception {
    byte[] file = file(ramp(-32, 3, 2, 2).card("BAND0", "N708").card("BAND1", "i"));
    assertEquals(List.of("N708", "i"), Collected.of(file).bands());
    byte[] listed = file(ramp(-32, 3, 2, 2).card("BANDS", "N708,i"));
    assertEquals(List.of("N708", "i"), Collected.of(listed).bands());
  }

  @Test
  void numbersUnnamedPlanes() throws Exception {
    byte[] file = file(ramp(-32, 3, 2, 2));
    assertEquals(List.of("0", "1"), Collected.of(file).bands());
    assertEquals(List.of("r:0", "r:1"), Collected.of(file, DEFAULTS.withBand("r")).bands());
  }

  @Test
  void rejectsWrongNumberOfBands() throws Exception {
    bad("bad_keyword", "BANDS = gr", Collected.of(file(ramp(8, 2, 2, 3).card("BANDS", "gr"))));
  }

  @Test
  void skipsPlanesOfZeros() throws Exception {
    double[] stored = {0, 0, 0, 0, 1, 2, 3, 4};
    Collected found = Collected.of(file(image(-32, stored, 2, 2, 2).card("BANDS", "gr")));

    assertEquals(List.of("r"), found.bands());
    assertEquals(List.of(new Collected.Skipped(0, "all_zero")), found.skipped);
  }

  @Test
  void squeezesAxesOfLengthOne() throws Exception {
    GalaxyImage read = Collected.of(file(ramp(16, 4, 3, 1, 1))).only();
    assertEquals(4, read.width());
    assertEquals(3, read.height());
  }

  @Test
  void readsImageExtensions() throws Exception {
    Collected found =
        Collected.of(
            file(
                empty(),
                ramp(-32, 2, 2).card("BAND", "g"),
                table(1, 2, 3),
                ramp(16, 3, 3).card("EXTNAME", "SCI").card("BAND", "r"),
                ramp(16, 3, 3).card("EXTNAME", "sci"),
                ramp(16, 7)));

    assertEquals(List.of("galaxy#1", "galaxy#SCI", "galaxy#4"), found.ids());
    assertEquals(List.of("g", "r", ""), found.bands());
    assertEquals(
        List.of(
            new Collected.Skipped(0, "no_data"),
            new Collected.Skipped(2, "table"),
            new Collected.Skipped(5, "not_two_dimensional")),
        found.skipped);
    assertEquals(List.of(), found.bad);
    assertEquals(3, found.images.get(1).provenance().hdu());
  }

  @Test
  void skipsOtherMaps() throws Exception {
    Map<String, String> maps =
        Map.ofEntries(
            Map.entry("INVVAR", "weight_map"),
            Map.entry("wht", "weight_map"),
            Map.entry("VAR_POISSON", "error_map"),
            Map.entry("ERR", "error_map"),
            Map.entry("DQ", "mask"),
            Map.entry("r_mask", "mask"),
            Map.entry("PSF1", "psf"),
            Map.entry("MODEL", "model"),
            Map.entry("RESIDUAL", "residual"),
            Map.entry("BACKGROUND", "background"),
            Map.entry("EXP", "exposure_map"));
    for (Map.Entry<String, String> map : maps.entrySet()) {
      for (String keyword : List.of("EXTNAME", "EXTTYPE", "IMAGETYP", "HDUCLAS2")) {
        Collected found =
            Collected.of(file(ramp(-32, 2, 2), ramp(-32, 2, 2).card(keyword, map.getKey())));
        assertEquals(List.of(new Collected.Skipped(1, map.getValue())), found.skipped);
        assertEquals(List.of("galaxy"), found.ids());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCI", "image", "CCD3", "SKY_SUBTRACTED", "EXP1_SCI", "MASKED", "g-band"})
  void keepsOtherNames(String name) throws Exception {
    assertEquals(1, Collected.of(file(empty(), ramp(8, 2, 2).card("EXTNAME", name))).images.size());
  }

  @Test
  void readsOneImageOfGalfitBlock() throws Exception {
    Collected found =
        Collected.of(
            file(
                image(-32, new double[4], 2, 2),
                ramp(-32, 2, 2).card("OBJECT", "NGC 1"),
                ramp(-32, 2, 2).card("OBJECT", "model"),
                ramp(-32, 2, 2).card("OBJECT", "residual map")));
    assertEquals(1, found.only().provenance().hdu());
    assertEquals(List.of("galaxy"), found.ids());
  }

  @Test
  void skipsRandomGroups() throws Exception {
    byte[] file =
        file(
            image(-32, new double[2 * (3 + 4)], 0, 4)
                .card("GROUPS", true)
                .card("PCOUNT", 3)
                .card("GCOUNT", 2),
            ramp(-32, 2, 2));
    Collected found = Collected.of(file);
    assertEquals(1, found.only().provenance().hdu());
    assertEquals(List.of(new Collected.Skipped(0, "random_groups")), found.skipped);
  }

  @Test
  void listsHdusOfFileWithoutImages() throws Exception {
    Collected found = Collected.of(file(empty(), table(1, 2), ramp(8, 9).card("EXTNAME", "SPEC")));
    assertEquals(-1, found.onlyBad().hdu());
    bad(
        "no_image",
        "0 'PRIMARY' no_data, 1 (4 x 2) table, 2 'SPEC' (9) not_two_dimensional",
        found);
  }

  @Test
  void rejectsImageOfNans() throws Exception {
    double[] nans = {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN};
    Collected found = Collected.of(file(image(-32, nans, 2, 2), ramp(-32, 2, 2)));

    assertEquals(1, found.images.size());
    assertEquals(
        List.of(new Collected.Bad(0, "all_missing", "no pixel has a finite value")), found.bad);
  }

  @Test
  void skipsMoreThanThreeAxes() throws Exception {
    bad("no_image", "more_than_three_axes", Collected.of(file(ramp(8, 2, 2, 2, 2))));
  }

  // Selected HDU

  @Test
  void readsSelectedHdu() throws Exception {
    byte[] file =
        file(ramp(8, 2, 2), ramp(8, 3, 3).card("EXTNAME", "MASK"), ramp(8, 4, 4), table(1));
    assertEquals(4, Collected.of(file, DEFAULTS.withHdu("2")).only().width());
    assertEquals(3, Collected.of(file, DEFAULTS.withHdu("mask")).only().width());
    assertEquals(2, Collected.of(file, DEFAULTS.withHdu("primary")).only().width());
    bad("no_such_hdu", "no HDU 9 in the file", Collected.of(file, DEFAULTS.withHdu("9")));
    bad("no_such_hdu", "no HDU 'SCI' in the file", Collected.of(file, DEFAULTS.withHdu("SCI")));
    bad("not_an_image", "table", Collected.of(file, DEFAULTS.withHdu("3")));
  }

  @Test
  void stopsAfterSelectedHdu() throws Exception {
    byte[] file = file(ramp(8, 2, 2), ramp(8, 3, 3));
    Collected found = Collected.of(Arrays.copyOf(file, 5800), DEFAULTS.withHdu("0"));
    assertEquals(2, found.only().width());
  }

  // Metadata

  @Test
  void readsZeroPointOfUnit() throws Exception {
    for (String unit : List.of("nanomaggy", "nanomaggies", "NANOMAGGY")) {
      assertEquals(OptionalDouble.of(22.5), zeroPoint("BUNIT", unit));
    }
    assertEquals(OptionalDouble.of(0), zeroPoint("BUNIT", "maggies"));
    assertEquals(OptionalDouble.empty(), zeroPoint("BUNIT", "MJy/sr"));
    assertEquals(OptionalDouble.empty(), zeroPoint("BUNIT", "counts"));
  }

  @Test
  void readsZeroPointKeywords() throws Exception {
    assertEquals(OptionalDouble.of(25.1), zeroPoint("MAGZERO", 25.1));
    assertEquals(OptionalDouble.of(26.5), zeroPoint("MAGZPT", "26.5"));
    assertEquals(OptionalDouble.of(20.4), zeroPoint("MAGZP", 20.4));
    assertEquals(OptionalDouble.of(30), zeroPoint("ZP", 30));
    assertEquals(27, zeroPoint("FLUXMAG0", Math.pow(10, 10.8)).getAsDouble(), 1e-9);
  }

  private static OptionalDouble zeroPoint(String keyword, Object value) throws Exception {
    return Collected.of(file(ramp(8, 2, 2).card(keyword, value))).only().zeroPoint();
  }

  @Test
  void rejectsInvalidZeroPointWithoutOption() throws Exception {
    byte[] text = file(ramp(8, 2, 2).card("MAGZERO", "unknown"));
    bad("bad_keyword", "MAGZERO = unknown; expected a number", Collected.of(text));
    Collected found = Collected.of(text, DEFAULTS.withZeroPoint(25));
    assertEquals(OptionalDouble.of(25), found.only().zeroPoint());
    bad("bad_keyword", "FLUXMAG0 = -1", Collected.of(file(ramp(8, 2, 2).card("FLUXMAG0", -1))));
  }

  @Test
  void prefersHeaderToOptions() throws Exception {
    FitsOptions options = DEFAULTS.withZeroPoint(1).withBand("x").withPixelScale(9);
    byte[] said = file(ramp(8, 2, 2).card("ZP", 30).card("FILTER", "r"));
    byte[] silent = file(ramp(8, 2, 2));

    assertEquals(OptionalDouble.of(30), Collected.of(said, options).only().zeroPoint());
    assertEquals(List.of("r"), Collected.of(said, options).bands());
    assertEquals(OptionalDouble.of(1), Collected.of(silent, options).only().zeroPoint());
    assertEquals(List.of("x"), Collected.of(silent, options).bands());
    assertEquals(OptionalDouble.of(9), Collected.of(silent, options).only().pixelScaleArcsec());
    assertEquals(OptionalDouble.empty(), Collected.of(silent).only().zeroPoint());
    assertEquals(List.of(""), Collected.of(silent).bands());
  }

  @Test
  void readsBandKeywords() throws Exception {
    assertEquals(List.of("r"), Collected.of(file(ramp(8, 2, 2).card("BAND", "r"))).bands());
    assertEquals(
        List.of("f"),
        Collected.of(file(ramp(8, 2, 2).card("BAND", "r").card("FILTER", "f"))).bands());
    assertEquals(List.of("z"), Collected.of(file(ramp(8, 2, 2).card("BANDS", "z"))).bands());
    assertEquals(List.of(""), Collected.of(file(ramp(8, 2, 2).card("FILTER", "NONE"))).bands());
  }

  @Test
  void inheritsKeywordsOfEmptyPrimary() throws Exception {
    byte[] file =
        file(
            empty().card("MAGZERO", 21.3).card("FILTER", "zd").card("TARGET", "T1"),
            ramp(8, 2, 2),
            ramp(8, 2, 2).card("MAGZERO", 25).card("BAND", "g").card("TARGET", "T2"));
    Collected found = Collected.of(file, DEFAULTS.withIdKeyword("TARGET"));

    assertEquals(List.of("zd", "g"), found.bands());
    assertEquals(List.of("T1#1", "T2#2"), found.ids());
    assertEquals(OptionalDouble.of(21.3), found.images.get(0).zeroPoint());
    assertEquals(OptionalDouble.of(25), found.images.get(1).zeroPoint());
  }

  @Test
  void readsCardWithoutSpaceAfterEquals() throws Exception {
    byte[] file = file(ramp(8, 2, 2).raw("MAGZERO =24.5").raw("FILTER  ='i'"));
    assertEquals(OptionalDouble.of(24.5), Collected.of(file).only().zeroPoint());
    assertEquals(List.of("i"), Collected.of(file).bands());
  }

  @Test
  void readsFortranExponents() throws Exception {
    byte[] file = file(ramp(8, 2, 2).raw("BSCALE  =   2.5D-1"));
    assertEquals(0.25f, Collected.of(file).only().pixels()[0]);
  }

  // Names

  @Test
  void usesFileNameAsId() throws Exception {
    byte[] file = file(ramp(8, 2, 2));
    Map<String, String> ids =
        Map.of(
            "gs://bucket/a/M51.fits", "M51",
            "/x/M51.fits.gz", "M51",
            "/x/M51.FIT", "M51",
            "/x/M51.fits.fz", "M51",
            "/x/M51.fits.bz2", "M51",
            "cutout_59.1067_-30.4848.fits", "cutout_59.1067_-30.4848",
            "/x/g1_0.02.g2_0.00.fits", "g1_0.02.g2_0.00",
            "/x/back\\x.fits", "back\\x",
            "/x/.fits", ".fits");
    for (Map.Entry<String, String> id : ids.entrySet()) {
      Collected found = Collected.of(file, id.getKey(), DEFAULTS);
      assertEquals(List.of(id.getValue()), found.ids());
      assertEquals(id.getKey(), found.only().provenance().source());
    }
  }

  @Test
  void usesPartOfFileNameAsId() throws Exception {
    byte[] file = file(ramp(8, 2, 2));
    String name = "/data/99/Plate0274_Fiber503_r.fits";
    assertEquals(
        List.of("503"), Collected.of(file, name, DEFAULTS.withIdFromFileName("Fiber(\\d+)")).ids());
    assertEquals(
        List.of("Fiber503"),
        Collected.of(file, name, DEFAULTS.withIdFromFileName("Fiber\\d+")).ids());
    bad("no_id", "^99", Collected.of(file, name, DEFAULTS.withIdFromFileName("^99")));
  }

  @Test
  void usesKeywordAsId() throws Exception {
    byte[] file =
        file(
            ramp(8, 2, 2)
                .card("OBJECT", "a\0b\33[31m")
                .raw("HIERARCH ESO OBS TARG NAME = 'NGC 1' / target"));
    assertEquals(
        List.of("NGC 1"), Collected.of(file, DEFAULTS.withIdKeyword("eso obs targ name")).ids());
    assertEquals(List.of("a?b?[31m"), Collected.of(file, DEFAULTS.withIdKeyword("OBJECT")).ids());
    bad("no_id", "has no NAME", Collected.of(file, DEFAULTS.withIdKeyword("NAME")));
  }

  // Broken files

  @Test
  void rejectsOtherFormats() throws Exception {
    bad("not_fits", "empty", Collected.of(new byte[0]));
    bad("not_fits", "'<html>404'", Collected.of("<html>404".getBytes(StandardCharsets.US_ASCII)));
    bad("bad_header", "SIMPLE = F", Collected.of(edited("SIMPLE", "F")));
  }

  /** Returns a valid image of 4 x 3 with one card changed. */
  private static byte[] edited(String keyword, String value) {
    byte[] file = file(ramp(-32, 4, 3).card("BSCALE", 1.0).card("BZERO", 0.0));
    String text = new String(file, 0, 2880, StandardCharsets.US_ASCII);
    int at = text.indexOf(String.format("%-8s=", keyword));
    byte[] card =
        String.format("%-80s", String.format("%-8s= %s", keyword, value))
            .getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(card, 0, file, at, 80);
    return file;
  }

  @Test
  void rejectsInvalidHeaders() throws Exception {
    bad("bad_header", "BITPIX = 7", Collected.of(edited("BITPIX", "7")));
    bad("bad_header", "NAXIS1 = sixty", Collected.of(edited("NAXIS1", "'sixty'")));
    bad("bad_header", "NAXIS1 = 4; expected an integer", Collected.of(edited("NAXIS1", "'4'")));
    bad("bad_header", "NAXIS2 = -3", Collected.of(edited("NAXIS2", "-3")));
    bad("bad_header", "no usable NAXIS2", Collected.of(edited("NAXIS2", "")));
    bad("bad_header", "NAXIS = 1000", Collected.of(edited("NAXIS", "1000")));
    bad("no_image", "(0 x 3) no_data", Collected.of(edited("NAXIS1", "0")));
    bad("bad_keyword", "BSCALE = 0", Collected.of(edited("BSCALE", "0.0")));
    bad("bad_keyword", "BZERO = x", Collected.of(edited("BZERO", "'x'")));
    bad("bad_header", "NAXIS1 = 1", Collected.of(edited("NAXIS1", "1".repeat(30))));
  }

  @Test
  void rejectsHugeHeaders() throws Exception {
    bad("too_large", "9999999999", Collected.of(edited("NAXIS1", "9999999999")));
    bad(
        "too_large",
        "need more bytes than any file",
        Collected.of(edited("NAXIS1", "9".repeat(18))));
    bad("truncated", "the file has 2880 left", Collected.of(edited("NAXIS1", "4000")));
    bad("truncated", "too early", Collected.of(cutGzip()));
    byte[] gzipped = gzip(edited("NAXIS1", "20000000"));
    bad("truncated", "ends after 5760 bytes", Collected.of(gzipped));
  }

  private static byte[] cutGzip() {
    byte[] whole = gzip(file(image(-32, new Random(1).doubles(4096).toArray(), 64, 64)));
    return Arrays.copyOf(whole, whole.length / 2);
  }

  @Test
  void limitsPixelsPerPlane() throws Exception {
    byte[] file = file(ramp(8, 4, 4, 5));
    assertEquals(5, Collected.of(file, DEFAULTS.withMaxPixels(16)).images.size());
    bad("too_large", "15 pixels per plane", Collected.of(file, DEFAULTS.withMaxPixels(15)));
  }

  @Test
  void limitsPlanes() throws Exception {
    bad("too_large", "16384 planes", Collected.of(file(ramp(8, 2, 2, 16_385))));
  }

  @Test
  void shortensListOfHdus() throws Exception {
    FitsFixtures.Part[] tables = new FitsFixtures.Part[30];
    Arrays.fill(tables, table(1));
    tables[0] = empty();
    bad("no_image", "11 (4 x 1) table and 18 more", Collected.of(file(tables)));
  }

  @Test
  void rejectsTruncatedFiles() throws Exception {
    byte[] file = file(ramp(-32, 40, 30));
    bad(
        "truncated",
        "4800 bytes of data; the file has 1000",
        Collected.of(Arrays.copyOf(file, 3880)));
    bad("bad_header", "no END card up to byte 300", Collected.of(Arrays.copyOf(file, 300)));
    assertArrayEquals(
        counted(1200),
        Collected.of(Arrays.copyOf(file, 2880 + 4800)).only().pixels(),
        "no padding");
  }

  @Test
  void keepsImagesBeforeTruncation() throws Exception {
    byte[] file = file(ramp(-32, 4, 3), ramp(-32, 40, 30));
    Collected found = Collected.of(Arrays.copyOf(file, 10_000));
    assertEquals(List.of("galaxy"), found.ids());
    assertEquals(1, found.bad.get(0).hdu());
    assertEquals("truncated", found.bad.get(0).reason());
  }

  @Test
  void skipsBytesAfterLastHdu() throws Exception {
    byte[] file = file(ramp(-32, 4, 3));
    assertEquals(4, Collected.of(Arrays.copyOf(file, file.length + 5000)).only().width());
  }

  @Test
  void namesLineBreaksInHeader() throws Exception {
    byte[] file = file(ramp(-32, 4, 3));
    byte[] broken = new byte[file.length + 2];
    System.arraycopy(file, 0, broken, 0, 240);
    broken[240] = '\r';
    broken[241] = '\n';
    System.arraycopy(file, 240, broken, 242, file.length - 240);
    bad("bad_header", "line breaks", Collected.of(broken));
  }

  @Test
  void readsFileOfUnknownSize() throws Exception {
    byte[] file = file(ramp(-32, 40, 30), ramp(16, 3, 3));
    Collected found = Collected.of(new ByteArrayInputStream(file), -1, "/a.fits", DEFAULTS);
    assertEquals(List.of("a#0", "a#1"), found.ids());
    Collected cut =
        Collected.of(new ByteArrayInputStream(Arrays.copyOf(file, 4000)), -1, "/a.fits", DEFAULTS);
    bad("truncated", "ends after 4000 bytes", cut);
  }

  // Failures outside of the file

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void throwsReadFailures(boolean packed) {
    byte[] plain = file(image(-32, new Random(1).doubles(120_000).toArray(), 400, 300));
    byte[] bytes = packed ? gzip(plain) : plain;
    InputStream failing =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          private int left = 100_000;

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            if (left <= 0) {
              throw new IOException("connection lost");
            }
            int n = super.read(to, offset, Math.min(length, left));
            left -= n;
            return n;
          }
        };
    IOException e =
        assertThrows(
            IOException.class, () -> Collected.of(failing, bytes.length, "/a.fits", DEFAULTS));
    assertEquals("connection lost", e.getMessage());
  }

  /** A stream like channels of Google Cloud Storage, which cannot be positioned at their end. */
  @Test
  void skipsLastHduWithoutSeekingToEnd() throws Exception {
    byte[] file = file(ramp(-32, 2, 2), ramp(-32, 300, 300).card("EXTNAME", "MASK"));
    InputStream noSeekToEnd =
        new ByteArrayInputStream(file) {
          private long skipped;

          @Override
          public long skip(long n) {
            long left = count - pos;
            assertTrue(n < left, "skip of " + n + " where " + left + " are left");
            skipped += n;
            return super.skip(n);
          }

          @Override
          public void close() throws IOException {
            assertTrue(skipped > 200_000, "the mask is skipped, not read: " + skipped);
            super.close();
          }
        };
    Collected found = Collected.of(noSeekToEnd, file.length, "/data/galaxy.fits", DEFAULTS);
    assertEquals(List.of("galaxy"), found.ids());
    assertEquals(List.of(new Collected.Skipped(1, "mask")), found.skipped);
    assertEquals(List.of(), found.bad);
  }

  @Test
  void throwsExceptionOfHandler() {
    ImageHandler refusing =
        new ImageHandler() {
          @Override
          public void image(GalaxyImage image) throws BadImageException {
            throw new BadImageException("mine", "image");
          }

          @Override
          public void bad(int hdu, BadImageException problem) throws BadImageException {
            throw problem;
          }

          @Override
          public void skipped(int hdu, String reason) {}
        };
    for (byte[] file : List.of(file(ramp(8, 2, 2)), file(empty()), new byte[0])) {
      assertThrows(
          BadImageException.class,
          () ->
              new FitsDecoder(DEFAULTS)
                  .decode(new ByteArrayInputStream(file), file.length, "/a", refusing));
    }
  }

  @Test
  void survivesMutatedFiles() throws Exception {
    Random random = new Random(5);
    byte[] file =
        file(empty(), ramp(16, 9, 7).card("BLANK", 3), table(1, 2, 3), ramp(-32, 5, 5, 3));
    for (byte[] whole : List.of(file, gzip(file), bzip2(file))) {
      for (int i = 0; i < 300; i++) {
        byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
        for (int flips = random.nextInt(4); flips > 0; flips--) {
          cut[random.nextInt(cut.length)] = (byte) random.nextInt();
        }
        Collected found = Collected.of(cut);
        assertTrue(!found.images.isEmpty() || !found.bad.isEmpty());
      }
    }
  }
}
