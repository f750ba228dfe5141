// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.pix2prof.model.preprocess.SkySubtraction;
import org.pix2prof.values.Radii;

/** Choices of {@link ProfileOptions} on how a galaxy is measured. */
final class MeasurementOptions {
  /** A line of a file of radii is a number, far shorter than this. */
  private static final int MAX_LINE = 1000;

  /**
   * Returns the sky to subtract.
   *
   * @throws UsageException if {@code --sky} is invalid
   */
  static SkySubtraction sky(ProfileOptions options) throws UsageException {
    try {
      return SkySubtraction.parse(options.getSky());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  /**
   * Returns the radii of the samples.
   *
   * @throws UsageException if {@code --radii} is invalid
   * @throws IOException if its file cannot be read
   */
  static Radii radii(ProfileOptions options) throws IOException, UsageException {
    String text = options.getRadii();
    if (text == null) {
      return Radii.ofModel();
    }
    try {
      return text.matches("(model|linear|geometric)(:.*)?") ? Radii.parse(text) : read(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--radii=" + text + ": " + e.getMessage());
    }
  }

  private static Radii read(String file) throws IOException {
    List<Double> radii = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            Channels.newReader(
                FileSystems.open(FileSystems.matchSingleFileSpec(file).resourceId()),
                StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      for (int number = 1; line != null; number++, line = lines.readLine()) {
        String text = line.strip();
        if (!text.isEmpty() && !text.startsWith("#")) {
          radii.add(number(text, number));
        }
        if (radii.size() > Radii.MAX_SAMPLES) {
          throw new IllegalArgumentException("more than " + Radii.MAX_SAMPLES + " lines");
        }
      }
    }
    return Radii.of(radii.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double number(String text, int line) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      String shown = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + "..." : text;
      throw new IllegalArgumentException(
          "line " + line + " must be a number of arcsec, not '" + shown + "'", e);
    }
  }

  private MeasurementOptions() {}
}
