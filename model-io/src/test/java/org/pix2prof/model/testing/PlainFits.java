// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.pix2prof.model.SkyImage;

/** Reads primary images of floats, for tests of this module, which has no FITS reader. */
public final class PlainFits {
  private static final int BLOCK = 2880;
  private static final int CARD = 80;

  /**
   * Reads the primary image, of 32- or 64-bit floats.
   *
   * @param file plain FITS file
   * @param pixelScale arcsec
   * @param zeroPoint mag
   * @return the image
   * @throws IOException if the file cannot be read
   */
  public static SkyImage read(Path file, double pixelScale, double zeroPoint) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    Map<String, String> header = new HashMap<>();
    int at = 0;
    for (; !header.containsKey("END"); at += CARD) {
      String card = new String(bytes.array(), at, CARD, StandardCharsets.US_ASCII);
      header.put(card.substring(0, 8).trim(), card.substring(10).replaceAll("/.*", "").trim());
    }
    bytes.position((at + BLOCK - 1) / BLOCK * BLOCK);
    int width = Integer.parseInt(header.get("NAXIS1"));
    int height = Integer.parseInt(header.get("NAXIS2"));
    boolean wide = header.get("BITPIX").equals("-64");
    assumeTrue(wide || header.get("BITPIX").equals("-32"), "not floats: " + file);
    float[] pixels = new float[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = wide ? (float) bytes.getDouble() : bytes.getFloat();
    }
    return new SkyImage(pixels, width, height, pixelScale, zeroPoint);
  }

  private PlainFits() {}
}
