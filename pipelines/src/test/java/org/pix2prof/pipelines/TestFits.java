// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.pix2prof.wcs.LocalWcs;

/** Writes small FITS files of one galaxy each: an exponential disc on noise, 32-bit floats. */
final class TestFits {
  static final int SIZE = 48;

  /** Header cards of a calibrated image, from which {@code caption} needs no further options. */
  static final String[] CALIBRATED = {
    "FILTER  = 'r       '", "MAGZERO =                 22.5", "CDELT1  =  -0.0001111111111111",
    "CDELT2  =   0.0001111111111111", "CTYPE1  = 'RA---TAN'", "CTYPE2  = 'DEC--TAN'"
  };

  private static final int BLOCK = 2880;

  private TestFits() {}

  /** Writes an image with the given header cards, such as {@code "FILTER = 'r'"}. */
  static Path write(Path file, String... cards) throws IOException {
    return write(file, 1, pixels(file.getFileName().toString()), cards);
  }

  /** Makes a directory with two calibrated images, {@code a.fits} and {@code b.fits}. */
  static void writeGalaxies(Path directory) throws IOException {
    Files.createDirectory(directory);
    write(directory.resolve("a.fits"), CALIBRATED);
    write(directory.resolve("b.fits"), CALIBRATED);
  }

  /** Writes an image of given pixels, such as a mask. */
  static Path write(Path file, float[] pixels, String... cards) throws IOException {
    return write(file, 1, pixels, cards);
  }

  /** Writes a cube of equal planes. */
  static Path writeCube(Path file, int planes, String... cards) throws IOException {
    return write(file, planes, pixels(file.getFileName().toString()), cards);
  }

  private static Path write(Path file, int planes, float[] values, String... cards)
      throws IOException {
    return Files.write(file, bytes(SIZE, SIZE, planes, values, cards));
  }

  /** Returns an image, or a cube of several planes. */
  static byte[] bytes(int width, int height, int planes, float[] values, String... cards) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    card(bytes, "SIMPLE  =                    T");
    card(bytes, "BITPIX  =                  -32");
    card(bytes, String.format("NAXIS   = %20d", planes == 1 ? 2 : 3));
    card(bytes, String.format("NAXIS1  = %20d", width));
    card(bytes, String.format("NAXIS2  = %20d", height));
    if (planes > 1) {
      card(bytes, String.format("NAXIS3  = %20d", planes));
    }
    for (String card : cards) {
      card(bytes, card);
    }
    card(bytes, "END");
    pad(bytes, ' ');
    ByteBuffer pixels = ByteBuffer.allocate(values.length * Float.BYTES);
    pixels.asFloatBuffer().put(values);
    for (int plane = 0; plane < planes; plane++) {
      bytes.writeBytes(pixels.array());
    }
    pad(bytes, 0);
    return bytes.toByteArray();
  }

  /** Returns the given cards and those of a WCS. */
  static String[] withWcs(LocalWcs wcs, String... cards) {
    List<String> all = new ArrayList<>(List.of(cards));
    all.add("CTYPE1  = 'RA---TAN'");
    all.add("CTYPE2  = 'DEC--TAN'");
    all.add(number("CRPIX1", wcs.x() + 1));
    all.add(number("CRPIX2", wcs.y() + 1));
    all.add(number("CRVAL1", wcs.raDeg()));
    all.add(number("CRVAL2", wcs.decDeg()));
    all.add(number("CD1_1", wcs.cd11()));
    all.add(number("CD1_2", wcs.cd12()));
    all.add(number("CD2_1", wcs.cd21()));
    all.add(number("CD2_2", wcs.cd22()));
    return all.toArray(String[]::new);
  }

  private static String number(String keyword, double value) {
    return String.format(Locale.ROOT, "%-8s= %.15E", keyword, value);
  }

  /** Returns the pixels of an image; the name of the file determines the noise. */
  static float[] pixels(String fileName) {
    float[] pixels = new float[SIZE * SIZE];
    SplittableRandom random = new SplittableRandom(fileName.hashCode());
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double radius = Math.hypot(x - SIZE / 2.0, (y - SIZE / 2.0) / 0.7);
        pixels[y * SIZE + x] = (float) (5 * Math.exp(-radius / 5) + 0.02 * random.nextGaussian());
      }
    }
    return pixels;
  }

  private static void card(ByteArrayOutputStream bytes, String card) {
    bytes.writeBytes(String.format("%-80s", card).getBytes(StandardCharsets.US_ASCII));
  }

  private static void pad(ByteArrayOutputStream bytes, int filler) {
    while (bytes.size() % BLOCK != 0) {
      bytes.write(filler);
    }
  }
}
