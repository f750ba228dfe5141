// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.training.evaluate.Profiles.predicted;
import static org.pix2prof.training.evaluate.Profiles.reference;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

class PlotsTest {
  private static final int PREDICTION = Charts.PREDICTION.getRGB();
  private static final int REFERENCE = Charts.REFERENCE.getRGB();

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 3, 1", "4, 3, 2", "40, 3, 4"})
  void plotsUpToTwelveProfilesInRowsOfThree(int profiles, int columns, int rows)
      throws IOException {
    List<ProfileMatch> matches = matches(profiles);

    Drawn plot = Drawn.of(out -> ProfilePlot.write(matches, out));

    assertEquals(columns * 480, plot.width());
    assertEquals(rows * 360, plot.height());
    assertTrue(plot.count(PREDICTION) > 100);
    assertTrue(plot.count(REFERENCE) > 10);
  }

  @Test
  void drawsDeviations() throws IOException {
    List<Deviation> deviations = deviations();

    assertTrue(Drawn.of(o -> DeviationPlot.samples(deviations, o)).count(PREDICTION) > 100);
    assertTrue(Drawn.of(o -> DeviationPlot.byMu(deviations, o)).count(PREDICTION) > 100);
    assertTrue(Drawn.of(o -> DeviationPlot.byRadius(deviations, o)).count(PREDICTION) > 100);
  }

  @Test
  void drawsCalibrationInBothColours() throws IOException {
    Drawn plot = Drawn.of(out -> CalibrationPlot.write(deviations(), out));

    assertTrue(plot.count(PREDICTION) > 100);
    assertTrue(plot.count(Charts.SECOND.getRGB()) > 100);
  }

  @Test
  void emptyPlotsHaveAxesOnly() throws IOException {
    double[] one = {1};
    double[] two = {2};
    List<Deviation> apart = List.of(Deviation.of(one, one, two, two));

    assertEquals(0, Drawn.of(o -> DeviationPlot.samples(apart, o)).count(PREDICTION));
    assertEquals(0, Drawn.of(o -> DeviationPlot.byMu(apart, o)).count(PREDICTION));
    assertEquals(0, Drawn.of(o -> DeviationPlot.byRadius(apart, o)).count(PREDICTION));
  }

  @Test
  void quantilesAreComputedPerBin() {
    double[] radius = {1, 2, 3, 4, 5, 6, 7};
    double[] mu = {20, 20.1, 20.2, 20.3, 20.4, 20.5, 25};
    double[] off = {20.1, 20.3, 19.9, 20.7, 20.9, 21, 25};

    List<BinnedQuantiles> spreads =
        BinnedQuantiles.of(List.of(Deviation.of(radius, mu, radius, off)), Deviation::trueMu, 0.5);

    assertEquals(1, spreads.size()); // the other ranges have one sample each
    assertEquals(20.2, spreads.get(0).at(), 1e-9);
    assertEquals(0.3, spreads.get(0).median(), 1e-9); // of 0.1, 0.2, 0.3, 0.4, 0.5
    assertEquals(0.2, spreads.get(0).lowerQuartile(), 1e-9);
    assertEquals(0.46, spreads.get(0).percentile90(), 1e-9);
  }

  @Test
  void galleryIsHalfWorstHalfOthers() throws IOException {
    List<ProfileMatch> chosen = GallerySelection.of(matches(40), 6);

    assertEquals(
        List.of("G39", "G38", "G37", "G30", "G18", "G6"),
        chosen.stream().map(m -> m.reference().objectId()).toList());
    assertEquals(3, GallerySelection.of(matches(3), 6).size());
    assertEquals(List.of(), GallerySelection.of(matches(3), 0));
  }

  @Test
  void cutoutIsDarkAtGalaxyPaleAtMissingPixels() throws IOException {
    List<ProfileMatch> matches = matches(3);
    Drawn with = Drawn.of(o -> GalleryPlot.write(matches, images(matches), 0.4, o));
    Drawn without = Drawn.of(o -> GalleryPlot.write(matches, Map.of(), 0.4, o));

    assertEquals(with.width(), without.width());
    assertTrue(with.count(0xDDE4EC) > 1000);
    assertEquals(0, without.count(0xDDE4EC));
    assertTrue(with.count(0x141414) > 3);
  }

  @Test
  void drawsIsophotesOverCutout() throws IOException {
    List<ProfileMatch> plain = matches(1);
    List<ProfileMatch> shaped =
        ProfileMatch.of(
            List.of(plain.get(0).reference()),
            List.of(Profiles.shaped(plain.get(0).prediction().orElseThrow(), 0.5f, 30)));

    long without = Drawn.of(o -> GalleryPlot.write(plain, images(plain), 0.4, o)).count(PREDICTION);
    long with = Drawn.of(o -> GalleryPlot.write(shaped, images(plain), 0.4, o)).count(PREDICTION);

    assertTrue(with > without + 200, with + " and " + without);
  }

  @Test
  void emptyProfileHasCutoutAndReference() throws IOException {
    SurfaceBrightnessProfile full = predicted("A", "r", 0);
    SurfaceBrightnessProfile empty =
        SurfaceBrightnessProfile.builder()
            .setProvenance(full.provenance())
            .setModel(full.model())
            .setRadiusArcsec(new float[0])
            .setMu(new float[0])
            .setMuErr(Optional.of(new float[0]))
            .setEllipticity(Optional.of(new float[0]))
            .setPaDeg(Optional.of(new float[0]))
            .setFlags(Set.of())
            .build();
    List<ProfileMatch> matches = ProfileMatch.of(List.of(reference("A", "r")), List.of(empty));

    Drawn plot = Drawn.of(o -> GalleryPlot.write(matches, images(matches), 0.4, o));

    assertEquals(0, plot.count(PREDICTION));
    assertTrue(plot.count(REFERENCE) > 10);
    assertTrue(Drawn.of(o -> ProfilePlot.write(matches, o)).count(REFERENCE) > 10);
  }

  @Test
  void drawsProfileWithGap() throws IOException {
    List<ProfileMatch> matches =
        ProfileMatch.of(List.of(reference("A", "r")), List.of(predicted("A", "r", Double.NaN)));

    assertTrue(Drawn.of(o -> ProfilePlot.write(matches, o)).count(REFERENCE) > 10);
  }

  /** Profiles with errors of 0, 0.01, 0.02 ... mag. */
  private static List<ProfileMatch> matches(int profiles) throws IOException {
    return ProfileMatch.of(
        IntStream.range(0, profiles).mapToObj(i -> reference("G" + i, "r")).toList(),
        IntStream.range(0, profiles).mapToObj(i -> predicted("G" + i, "r", 0.01 * i)).toList());
  }

  private static List<Deviation> deviations() throws IOException {
    return matches(20).stream().map(ProfileMatch::deviation).toList();
  }

  /** A bright spot in noise, with missing pixels in a corner. */
  private static Map<Provenance, PreparedImage> images(List<ProfileMatch> matches) {
    int side = 64;
    float[] pixels = new float[side * side];
    Random noise = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      double r = Math.hypot(i % side - 32, i / side - 32);
      boolean corner = i % side > 40 && i / side > 40;
      pixels[i] = corner ? Float.NaN : (float) (noise.nextGaussian() + 1000 * Math.exp(-r / 2));
    }
    PreparedImage image = new PreparedImage(pixels, side, side, 32, 32, 0, 0, 1, Set.of());
    return Map.of(matches.get(0).prediction().orElseThrow().provenance(), image);
  }
}
