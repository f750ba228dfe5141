// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Expected grey values of an image of 16-bit integers in a report that shows all of it, computed
 * from the bytes of its file.
 */
final class ExpectedCutout {
  private static final int CARD = 80;
  private static final int BLOCK = 2880;

  final int width;
  final int height;
  private final double[] flux;
  private final double sky;
  private final double sigma;
  private final double brightest;

  private ExpectedCutout(int width, int height, double[] flux) {
    this.width = width;
    this.height = height;
    this.flux = flux;
    double[] sorted = flux.clone();
    Arrays.sort(sorted);
    // Quantiles of a normal distribution: 4 % at 1.75 sigma below the mean, 25 % at 0.67 sigma.
    sigma = (quantile(sorted, 0.25) - quantile(sorted, 0.04)) / 1.08;
    sky = quantile(sorted, 0.25) + 0.67 * sigma;
    brightest = quantile(sorted, 0.998);
  }

  static ExpectedCutout of(Path gzipped) throws IOException {
    byte[] file;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(gzipped))) {
      file = in.readAllBytes();
    }
    Map<String, Double> header = new HashMap<>();
    int end = 0;
    for (String card = ""; !card.equals("END"); end += CARD) {
      card = new String(file, end, CARD, StandardCharsets.US_ASCII).trim();
      if (card.matches("[A-Z0-9]+ *= +[-0-9][^/]*(/.*)?")) {
        header.put(
            card.split("[ =]", 2)[0], Double.valueOf(card.replaceAll("^[^=]*=|/.*$", "").trim()));
      }
    }
    int width = header.get("NAXIS1").intValue();
    int height = header.get("NAXIS2").intValue();
    ByteBuffer data = ByteBuffer.wrap(file).position((end + BLOCK - 1) / BLOCK * BLOCK);
    double[] flux = new double[width * height];
    for (int i = 0; i < flux.length; i++) {
      flux[i] = header.get("BZERO") + header.get("BSCALE") * data.getShort();
    }
    return new ExpectedCutout(width, height, flux);
  }

  private static double quantile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
  }

  /**
   * Returns the grey value, 0 to 255, of a pixel; rows are counted from the bottom, as in the file.
   */
  int shade(int x, int y) {
    double dark = asinh(-1.5 / 2);
    double bright = asinh((brightest - sky) / (2 * sigma));
    double here = asinh((flux[y * width + x] - sky) / (2 * sigma));
    return (int) Math.round(255 * Math.max(0, Math.min(1, (here - dark) / (bright - dark))));
  }

  private static double asinh(double x) {
    return Math.log(x + Math.sqrt(x * x + 1));
  }
}
