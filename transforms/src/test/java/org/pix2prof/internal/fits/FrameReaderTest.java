// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.SurveyFiles.CUTOUT;
import static org.pix2prof.internal.fits.SurveyFiles.DES;
import static org.pix2prof.internal.fits.SurveyFiles.HSC;
import static org.pix2prof.internal.fits.SurveyFiles.LEGACY;
import static org.pix2prof.internal.fits.SurveyFiles.LEGACY_MASK;
import static org.pix2prof.internal.fits.SurveyFiles.LSST;
import static org.pix2prof.internal.fits.SurveyFiles.SDSS;
import static org.pix2prof.internal.fits.SurveyFiles.STACK;
import static org.pix2prof.internal.fits.SurveyFiles.STACK_MASK;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.values.Frame;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;

class FrameReaderTest {
  private static final String URI = "/data/frame.fits";
  private static final int REGIONS_PER_IMAGE = 8;

  /** Collects regions and problems. */
  private static final class Found implements FrameReader.Handler {
    private final Map<Integer, FrameReader.Cut> cuts = new TreeMap<>();
    private final Map<Integer, BadImageException> bad = new TreeMap<>();
    private long bytes;

    @Override
    public void cut(int index, FrameReader.Cut cut) {
      assertEquals(null, cuts.put(index, cut), "region " + index + " comes twice");
    }

    @Override
    public void bad(int index, BadImageException problem) {
      assertEquals(null, bad.put(index, problem), "region " + index + " is bad twice");
    }
  }

  private static Found read(
      FitsOptions options, FitsFiles files, String source, List<Region> regions) throws Exception {
    Found found = new Found();
    found.bytes = new FrameReader(options, files).read(source, regions, found);
    return found;
  }

  private static Found read(FitsOptions options, FitsFiles files, List<Region> regions)
      throws Exception {
    return read(options, files, URI, regions);
  }

  private static Found read(byte[] file, List<Region> regions) throws Exception {
    return read(FitsOptions.defaults(), new MemoryFiles().with(URI, file), regions);
  }

  private static float[] crop(GalaxyImage image, Region region) {
    float[] pixels = new float[region.pixels()];
    Arrays.fill(pixels, Float.NaN);
    for (int i = 0; i < pixels.length; i++) {
      int x = region.x() + i % region.width();
      int y = region.y() + i / region.width();
      if (x >= 0 && y >= 0 && x < image.width() && y < image.height()) {
        pixels[i] = image.pixels()[y * image.width() + x];
      }
    }
    return pixels;
  }

  /** Returns regions of all sizes, some across the edges. */
  private static List<Region> regions(List<GalaxyImage> images) {
    Random random = new Random(5);
    List<Region> regions = new ArrayList<>();
    Map<Integer, Integer> planes = new TreeMap<>();
    for (GalaxyImage image : images) {
      int hdu = image.provenance().hdu();
      int plane = planes.merge(hdu, 1, Integer::sum) - 1;
      for (int i = 0; i < REGIONS_PER_IMAGE; i++) {
        int width = 1 + random.nextInt(image.width() + 2);
        int height = 1 + random.nextInt(image.height() + 2);
        int x = random.nextInt(image.width() + width - 1) - width + 1;
        int y = random.nextInt(image.height() + height - 1) - height + 1;
        regions.add(new Region(hdu, plane, x, y, width, height));
      }
    }
    return regions;
  }

  private static void regionsAreCrops(byte[] file) throws Exception {
    regionsAreCrops(
        Collected.of(file).images, FitsOptions.defaults(), new MemoryFiles().with(URI, file), URI);
  }

  private static void regionsAreCrops(
      List<GalaxyImage> images, FitsOptions options, FitsFiles files, String source)
      throws Exception {
    List<Region> regions = regions(images);

    Found found = read(options, files, source, regions);

    assertEquals(Map.of(), found.bad);
    assertEquals(regions.size(), found.cuts.size());
    for (int i = 0; i < regions.size(); i++) {
      GalaxyImage image = images.get(i / REGIONS_PER_IMAGE);
      FrameReader.Cut cut = found.cuts.get(i);
      String which = image.provenance() + " " + regions.get(i);
      assertArrayEquals(crop(image, regions.get(i)), cut.pixels(), which);
      assertEquals(image.zeroPoint(), cut.zeroPoint(), which);
      assertEquals(image.flags().contains(Flag.MASK_MISSING), cut.maskMissing(), which);
    }
  }

  private static List<Frame> frames(String file, FitsOptions options) throws Exception {
    byte[] bytes = SurveyFiles.bytes(file);
    List<Frame> frames = new ArrayList<>();
    new FrameScanner(options)
        .scan(
            new ByteArrayInputStream(bytes),
            bytes.length,
            file,
            new FrameHandler() {
              @Override
              public void frame(Frame frame) {
                frames.add(frame);
              }

              @Override
              public void bad(int hdu, BadImageException problem) throws Exception {
                throw problem;
              }

              @Override
              public void skipped(int hdu, String reason) {}
            });
    return frames;
  }

  /** Returns HDU, size and band of each image. */
  private static List<String> ofImages(List<GalaxyImage> images) {
    return images.stream()
        .map(
            image ->
                image.provenance().hdu()
                    + (" " + image.width() + " x " + image.height())
                    + (" " + image.provenance().band()))
        .toList();
  }

  private static List<String> ofFrames(List<Frame> frames) {
    return frames.stream()
        .map(
            frame ->
                frame.hdu() + " " + frame.width() + " x " + frame.height() + " " + frame.band())
        .toList();
  }

  /** Reads with and without the survey; SurveyTest checks the values. */
  @ParameterizedTest
  @CsvSource({
    "SDSS, " + SDSS + ",",
    "LEGACY, " + LEGACY + ", " + LEGACY_MASK,
    "LEGACY, " + CUTOUT + ",",
    "PANSTARRS, " + STACK + ", " + STACK_MASK,
    "HSC, '" + HSC + "',",
    "HSC, " + LSST + ",",
    "DES, " + DES + ",",
  })
  void cropsFramesOfSurveys(Survey survey, String file, String mask) throws Exception {
    FitsOptions options = FitsOptions.defaults().withSurvey(survey);
    SurveyFiles files = new SurveyFiles();
    List<GalaxyImage> images = files.read(file, options).images;
    regionsAreCrops(images, options, files, file);
    assertEquals(ofImages(images), ofFrames(frames(file, options)));

    FitsOptions generic = FitsOptions.defaults();
    regionsAreCrops(files.read(file, generic).images, generic, files, file);
    if (mask != null) {
      files.with(mask, null);
      regionsAreCrops(files.read(file, options).images, options, files, file);
    }
  }

  @Test
  void cropsCompressedImages() throws Exception {
    try (InputStream in = FrameReaderTest.class.getResourceAsStream("/fits/tiles.fits.gz")) {
      regionsAreCrops(new GZIPInputStream(in).readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 64, -32, -64})
  void cropsUncompressedImages(int bitpix) throws Exception {
    byte[] file =
        FitsFixtures.file(
            FitsFixtures.ramp(bitpix, 9, 7),
            FitsFixtures.ramp(bitpix, 5, 6, 4).card("BSCALE", 0.1).card("BZERO", 3.7),
            FitsFixtures.ramp(bitpix, 11, 5).card("BLANK", bitpix > 0 ? 7 : 0));
    regionsAreCrops(file);
    regionsAreCrops(FitsFixtures.gzip(file));
    regionsAreCrops(FitsFixtures.bzip2(file));
  }

  @Test
  void infinityBecomesNan() throws Exception {
    byte[] file =
        FitsFixtures.file(
            FitsFixtures.image(-32, new double[] {1, Double.POSITIVE_INFINITY, 3, 4}, 2, 2));
    Found found = read(file, List.of(new Region(0, 0, 0, 0, 2, 2)));
    assertArrayEquals(new float[] {1, Float.NaN, 3, 4}, found.cuts.get(0).pixels());
  }

  @Test
  void readsNeededRowsOnly() throws Exception {
    byte[] file = FitsFixtures.file(FitsFixtures.ramp(-32, 500, 2000));
    Found found = read(file, List.of(new Region(0, 0, 100, 1900, 20, 20)));
    assertEquals(1900 * 500 + 100 + 1, found.cuts.get(0).pixels()[0]);
    assertTrue(found.bytes < 250_000, found.bytes + " of " + file.length);
  }

  @Test
  void readsNeededTilesOnly() throws Exception {
    byte[] file;
    try (InputStream in = FrameReaderTest.class.getResourceAsStream("/fits/tiles.fits.gz")) {
      file = new GZIPInputStream(in).readAllBytes();
    }
    GalaxyImage whole = Collected.of(file, FitsOptions.defaults().withHdu("2")).images.get(0);
    // Tile 3 has columns 21 to 25 of rows 0 to 4.
    ByteBuffer.wrap(file).putInt(dataOfHdu2(file) + 8 * 3 + 4, 1 << 30);
    Region beside = new Region(2, 0, 1, 0, 20, 9);
    Region across = new Region(2, 0, 19, 3, 5, 3);

    assertArrayEquals(crop(whole, beside), read(file, List.of(beside)).cuts.get(0).pixels());
    assertEquals("corrupt", read(file, List.of(across)).bad.get(0).reason());
  }

  private static int dataOfHdu2(byte[] file) {
    int found = 0;
    for (int at = 0; ; at += 80) {
      String card = new String(file, at, 8, US_ASCII);
      found += card.equals("END     ") ? 1 : 0;
      if (found == 3) {
        return (at / 2880 + 1) * 2880;
      }
    }
  }

  @Test
  void keepsRegionsBeforeTruncation() throws Exception {
    byte[] whole = FitsFixtures.gzip(FitsFixtures.file(FitsFixtures.ramp(-32, 300, 300)));
    byte[] file = Arrays.copyOf(whole, whole.length / 2);
    Found found = read(file, List.of(new Region(0, 0, 0, 290, 5, 5), new Region(0, 0, 0, 0, 5, 5)));
    assertEquals(1, found.cuts.get(1).pixels()[0]);
    assertEquals("truncated", found.bad.get(0).reason());
  }

  @Test
  void namesMissingHdu() throws Exception {
    byte[] file = FitsFixtures.file(FitsFixtures.ramp(16, 4, 4));
    Found found = read(file, List.of(new Region(0, 0, 0, 0, 2, 2), new Region(3, 0, 0, 0, 2, 2)));
    assertEquals(1, found.cuts.size());
    assertEquals("there is no HDU 3 in the file", found.bad.get(1).getMessage());
  }

  @Test
  void rejectsAllRegionsOfOtherFormat() throws Exception {
    Found found =
        read(
            "no FITS".getBytes(US_ASCII),
            List.of(new Region(0, 0, 0, 0, 2, 2), new Region(0, 0, 1, 1, 2, 2)));
    assertEquals(2, found.bad.size());
    assertEquals("not_fits", found.bad.get(0).reason());
  }

  private static byte[] withMask(int maskWidth) {
    return FitsFixtures.file(
        FitsFixtures.empty().card("FLUXMAG0", 1e10),
        FitsFixtures.ramp(-32, 4, 3).card("EXTTYPE", "IMAGE"),
        FitsFixtures.image(32, new double[3 * maskWidth], maskWidth, 3)
            .card("EXTTYPE", "MASK")
            .card("MP_BAD", 0)
            .card("MP_SAT", 1)
            .card("BZERO", 1));
  }

  @Test
  void maskedPixelsBecomeNan() throws Exception {
    double[] bits = new double[12];
    bits[5] = 1;
    bits[6] = 4;
    byte[] file =
        FitsFixtures.file(
            FitsFixtures.empty().card("FLUXMAG0", 1e10),
            FitsFixtures.ramp(-32, 4, 3).card("EXTTYPE", "IMAGE"),
            FitsFixtures.image(32, bits, 4, 3)
                .card("EXTTYPE", "MASK")
                .card("MP_BAD", 0)
                .card("MP_DETECTED", 2));
    Found found =
        read(
            FitsOptions.defaults().withSurvey(Survey.HSC),
            new MemoryFiles().with(URI, file),
            List.of(new Region(1, 0, 1, 1, 2, 2)));
    FrameReader.Cut cut = found.cuts.get(0);
    assertArrayEquals(new float[] {Float.NaN, 7, 10, 11}, cut.pixels());
    assertEquals(25, cut.zeroPoint().getAsDouble(), 1e-9);
    assertEquals(false, cut.maskMissing());
  }

  @Test
  void rejectsMaskOfOtherSize() throws Exception {
    Found found =
        read(
            FitsOptions.defaults().withSurvey(Survey.HSC),
            new MemoryFiles().with(URI, withMask(5)),
            List.of(new Region(1, 0, 1, 1, 2, 2)));
    assertEquals("mask_size", found.bad.get(0).reason());
    assertEquals(
        "its mask " + URI + ": the mask in HDU 2 has 5 x 3 pixels; expected 4 x 3 as the image has",
        found.bad.get(0).getMessage());
  }

  @Test
  void flagsMissingMask() throws Exception {
    byte[] file =
        FitsFixtures.file(
            FitsFixtures.empty(), FitsFixtures.ramp(-32, 4, 3).card("EXTTYPE", "IMAGE"));
    Found found =
        read(
            FitsOptions.defaults().withSurvey(Survey.HSC),
            new MemoryFiles().with(URI, file),
            List.of(new Region(1, 0, 1, 1, 2, 2)));
    assertTrue(found.cuts.get(0).maskMissing());
  }

  @Test
  void namesInvalidMaskFile() throws Exception {
    String image = "/data/legacysurvey-1234p056-image-r.fits";
    String mask = "/data/legacysurvey-1234p056-maskbits.fits";
    byte[] frame = FitsFixtures.file(FitsFixtures.ramp(-32, 4, 3).card("FILTERX", "r"));
    for (byte[] bad :
        List.of(FitsFixtures.file(FitsFixtures.empty()), "no FITS".getBytes(US_ASCII))) {
      Found found = new Found();
      new FrameReader(
              FitsOptions.defaults().withSurvey(Survey.LEGACY),
              new MemoryFiles().with(image, frame).with(mask, bad))
          .read(image, List.of(new Region(0, 0, 1, 1, 2, 2)), found);
      assertTrue(
          found.bad.get(0).getMessage().startsWith("its mask " + mask + ": "),
          found.bad.get(0).getMessage());
    }
  }
}
