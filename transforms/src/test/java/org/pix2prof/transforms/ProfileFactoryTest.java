// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Caption;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.Radii;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Tests profiles of a round exponential disc whose caption is exact. */
class ProfileFactoryTest {
  private static final int SIDE = 161;
  private static final double SCALE = 0.5;
  private static final double ZERO_POINT = 25;
  private static final SkyLevel SKY = new SkyLevel(7, 0.01, 1);

  /** Radii of the caption: 1, 2, 4, 8 and 16 arcsec. */
  private static final int STEPS = 5;

  /** Scale length of the disc, arcsec. */
  private double scaleLength = 2;

  /** Intensity per arcsec^2. */
  private double intensity(double arcsec) {
    return 4000 * Math.exp(-arcsec / scaleLength);
  }

  private double mu(double arcsec) {
    return ZERO_POINT - 2.5 * Math.log10(intensity(arcsec));
  }

  private SkyImage image(float[] variance) {
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      double r = Math.hypot(i % SIDE - 80, i / SIDE - 80) * SCALE;
      pixels[i] = (float) (SKY.level() + intensity(r) * SCALE * SCALE);
    }
    return new SkyImage(
        pixels, SIDE, SIDE, SCALE, PixelShape.SQUARE, ZERO_POINT, null, null, variance);
  }

  private Caption caption() {
    float[] mu = new float[STEPS];
    for (int i = 0; i < STEPS; i++) {
      mu[i] = (float) mu(1 << i);
    }
    return new Caption(
        mu,
        new float[] {0.01f, 0.01f, 0.01f, 0.01f, 0.01f},
        new float[STEPS],
        new float[STEPS],
        80,
        80);
  }

  private Caption caption(double skyExcess, boolean otherTarget, Set<Flag> flags) {
    Caption plain = caption();
    return new Caption(
        plain.mu(),
        plain.muErr(),
        plain.ellipticity(),
        plain.paDeg(),
        80,
        80,
        skyExcess,
        otherTarget,
        flags);
  }

  private static PreparedImage prepared(Neighbour... neighbours) {
    return prepared(null, 1, neighbours);
  }

  private static PreparedImage prepared(
      Isophotes isophotes, double radiusFactor, Neighbour... neighbours) {
    return new PreparedImage(
        new float[4],
        2,
        2,
        80,
        80,
        0,
        0,
        1,
        PixelShape.SQUARE,
        1,
        SKY,
        Set.of(Flag.PADDED),
        isophotes != null,
        isophotes,
        List.of(neighbours),
        radiusFactor);
  }

  private SurfaceBrightnessProfile profile(Radii radii, PreparedImage prepared, SkyImage image) {
    return profile(radii, prepared, image, caption());
  }

  private static SurfaceBrightnessProfile profile(
      Radii radii, PreparedImage prepared, SkyImage image, Caption caption) {
    return new ProfileFactory(FakeModels.MANIFEST, radii, false)
        .profile(
            PreparedGalaxy.of(
                FakeModels.provenance("a"), prepared, Optional.empty(), Optional.of(image)),
            caption);
  }

  private SurfaceBrightnessProfile profile(String radii) {
    return profile(Radii.parse(radii), prepared(), image(null));
  }

  @Test
  void measuresIntensitiesAtTheModelsRadii() {
    SurfaceBrightnessProfile profile = profile("model");
    assertArrayEquals(new float[] {1, 2, 4, 8, 16}, profile.radiusArcsec());
    assertArrayEquals(caption().mu(), profile.mu());
    IsophotePhotometry photometry = profile.photometry().orElseThrow();
    for (int i = 0; i < 4; i++) {
      double expected = intensity(1 << i);
      assertEquals(expected, photometry.intensity()[i], 0.02 * expected);
      assertEquals(0, photometry.maskedFraction()[i]);
    }
    assertEquals(OptionalDouble.of(ZERO_POINT), profile.zeroPoint());
    assertEquals(SKY, profile.sky().orElseThrow());
    assertEquals(Set.of(Flag.PADDED), profile.flags());
    assertEquals(Optional.empty(), profile.muLimit());
    assertEquals(null, photometry.harmonics());
  }

  @Test
  void keepsGivenShapesAtTheirOwnRadii() {
    float[] radii = {3, 5, 7};
    Isophotes given =
        new Isophotes(80, 80, radii, new float[] {0.1f, 0.5f, 0.2f}, new float[] {10, 80, 10});
    SurfaceBrightnessProfile profile = profile(Radii.of(3, 5, 7), prepared(given, 1), image(null));
    assertArrayEquals(given.ellipticity(), profile.ellipticity().orElseThrow());
    assertArrayEquals(given.paDeg(), profile.paDeg().orElseThrow());
  }

  @Test
  void radiiCountInPixelsIfTheModelKeepsThem() {
    SurfaceBrightnessProfile profile = profile(Radii.ofModel(), prepared(null, 0.5), image(null));
    assertArrayEquals(new float[] {0.5f, 1, 2, 4, 8}, profile.radiusArcsec());
  }

  @Test
  void returnsTheSkyThatWasSubtractedInExcess() {
    Caption corrected = caption(0.5, false, Set.of(Flag.TARGET_UNCERTAIN));
    SurfaceBrightnessProfile before = profile("model");
    SurfaceBrightnessProfile after = profile(Radii.ofModel(), prepared(), image(null), corrected);
    // The model's zero point is 22.5: a unit of flux there is 10 units of an image of 25.
    assertEquals(SKY.level() - 5 * SCALE * SCALE, after.sky().orElseThrow().level(), 1e-9);
    assertEquals(
        before.photometry().orElseThrow().intensity()[4] + 5,
        after.photometry().orElseThrow().intensity()[4],
        1e-3);
    assertTrue(after.flags().contains(Flag.TARGET_UNCERTAIN));
  }

  @Test
  void interpolatesMuAndItsError() {
    SurfaceBrightnessProfile profile = profile("linear:3");
    assertArrayEquals(new float[] {3, 6, 9, 12, 15}, profile.radiusArcsec());
    double half = Math.log(3 / 2.0) / Math.log(2);
    assertEquals((1 - half) * mu(2) + half * mu(4), profile.mu()[0], 1e-4);
    assertEquals(0.01f, profile.muErr().orElseThrow()[1], 1e-6);
    assertEquals(5, profile.ellipticity().orElseThrow().length);
  }

  @Test
  void measuresBeyondThePredictedEnd() {
    SurfaceBrightnessProfile profile = profile("linear:8:edge");
    assertArrayEquals(new float[] {8, 16, 24, 32, 40}, profile.radiusArcsec());
    assertFalse(Float.isNaN(profile.mu()[1]));
    assertTrue(Float.isNaN(profile.mu()[2]));
    assertTrue(Float.isNaN(profile.muErr().orElseThrow()[4]));
    float[] intensity = profile.photometry().orElseThrow().intensity();
    assertEquals(0, intensity[4], 0.01);
    assertTrue(Float.isNaN(profile.muLimit().orElseThrow()[1]));
    assertTrue(profile.muLimit().orElseThrow()[2] > 25);
  }

  @Test
  void muIsUndefinedWithinTheFirstRadius() {
    SurfaceBrightnessProfile profile = profile("linear:0.5:1");
    assertTrue(Float.isNaN(profile.mu()[0]));
    assertEquals(caption().mu()[0], profile.mu()[1]);
  }

  @Test
  void flagsGalaxyThatFillsItsFrame() {
    scaleLength = 12;
    SurfaceBrightnessProfile profile = profile("model");
    assertTrue(profile.flags().contains(Flag.FILLS_FRAME));
    // The middle of the border is at 37 arcsec from the centre along x and y, 52 in the corners.
    double error = profile.sky().orElseThrow().error();
    assertTrue(error < intensity(37) * SCALE * SCALE && error > intensity(52) * SCALE * SCALE);
    float[] muErr = profile.muErr().orElseThrow();
    assertEquals(
        Math.hypot(0.01, 1.0857 * profile.sky().orElseThrow().error() / 0.25 / intensity(16)),
        muErr[4],
        0.001);
    assertTrue(
        profile.photometry().orElseThrow().intensityErr()[4]
            >= profile.sky().orElseThrow().error() / 0.25);
  }

  @Test
  void lightInTheBorderIsNoErrorIfTheModelCorrectedTheSky() {
    scaleLength = 12;
    SkyLevel uncorrected = profile("model").sky().orElseThrow();
    double light =
        uncorrected.error(); // per pixel of an image of zero point 25; the model's is 22.5
    Caption caption = caption(light / (10 * SCALE * SCALE), false, Set.of());
    SurfaceBrightnessProfile profile = profile(Radii.ofModel(), prepared(), image(null), caption);
    assertTrue(profile.flags().contains(Flag.FILLS_FRAME));
    assertTrue(profile.sky().orElseThrow().error() < 0.1 * light);
    assertTrue(profile.muErr().orElseThrow()[4] < 0.02);
  }

  @Test
  void describesTheSourceThatTheModelChose() {
    // Preprocessing chose a star at (52, 80); the model chose the galaxy at (80, 80).
    int side = 161;
    float[] pixels = new float[side * side];
    for (int i = 0; i < pixels.length; i++) {
      double galaxy = Math.hypot(i % side - 80, i / side - 80);
      double star = Math.hypot(i % side - 52, i / side - 80);
      pixels[i] =
          (float) (100 * Math.exp(-galaxy / 4) + 2000 * Math.exp(-star * star / 4) + i % 3 * 0.01);
    }
    PreparedImage found =
        new PreparedImage(
            pixels,
            side,
            side,
            52,
            80,
            0,
            0,
            1,
            PixelShape.SQUARE,
            1,
            SKY,
            Set.of(Flag.OFF_CENTRE, Flag.PADDED),
            false,
            null,
            List.of(new Neighbour(new Point(80, 80), 0.5, false)),
            1);
    assertEquals(
        Set.of(Flag.OFF_CENTRE, Flag.PADDED),
        profile(Radii.ofModel(), found, image(null), caption()).flags());
    assertEquals(
        Set.of(Flag.PADDED, Flag.NEAR_BRIGHT_STAR, Flag.BLENDED),
        profile(Radii.ofModel(), found, image(null), caption(0, true, Set.of())).flags());
  }

  @Test
  void errorsFollowVariance() {
    float[] variance = new float[SIDE * SIDE];
    for (int i = 0; i < variance.length; i++) {
      double r = Math.hypot(i % SIDE - 80, i / SIDE - 80);
      variance[i] = r > 24 && r < 50 ? 1e6f : (float) (SKY.sigma() * SKY.sigma());
    }
    SurfaceBrightnessProfile profile = profile(Radii.ofModel(), prepared(), image(variance));
    float[] muErr = profile.muErr().orElseThrow();
    assertEquals(0.01f, muErr[1], 1e-3);
    assertTrue(muErr[4] > 1, "error " + muErr[4]);
  }

  @Test
  void flagsIsophotesOffTheImage() {
    PreparedImage aside =
        new PreparedImage(new float[4], 2, 2, 80, 80, 55, 0, 1, 1, Set.of(), null);
    SurfaceBrightnessProfile profile = profile(Radii.ofModel(), aside, image(null));
    assertTrue(profile.flags().contains(Flag.ISOPHOTE_OFF_IMAGE));
    assertTrue(profile.photometry().orElseThrow().maskedFraction()[4] > 0.1);
  }

  @Test
  void flagsNeighbours() {
    Point at8 = new Point(96, 80);
    Point at20 = new Point(120, 80);
    assertEquals(
        Set.of(Flag.PADDED, Flag.BLENDED),
        profile(Radii.ofModel(), prepared(new Neighbour(at8, 0.5, false)), image(null)).flags());
    assertEquals(
        Set.of(Flag.PADDED),
        profile(Radii.ofModel(), prepared(new Neighbour(at20, 0.5, false)), image(null)).flags());
    assertEquals(
        Set.of(Flag.PADDED, Flag.NEAR_BRIGHT_STAR),
        profile(Radii.ofModel(), prepared(new Neighbour(at20, 2, true)), image(null)).flags());
  }

  @Test
  void measuresHarmonicsIfAsked() {
    SurfaceBrightnessProfile profile =
        new ProfileFactory(FakeModels.MANIFEST, Radii.ofModel(), true)
            .profile(
                PreparedGalaxy.of(
                    FakeModels.provenance("a"),
                    prepared(),
                    Optional.empty(),
                    Optional.of(image(null))),
                caption());
    assertEquals(0, profile.photometry().orElseThrow().harmonics().b4()[3], 0.01);
  }

  @Test
  void withoutIsophotesThereIsNoIntensity() {
    SurfaceBrightnessProfile profile =
        new ProfileFactory(FakeModels.MANIFEST, Radii.linear(2), false)
            .profile(
                PreparedGalaxy.of(
                    FakeModels.provenance("a"),
                    prepared(),
                    Optional.empty(),
                    Optional.of(image(null))),
                new Caption(caption().mu(), null));
    assertEquals(Optional.empty(), profile.photometry());
    assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12, 14, 16}, profile.radiusArcsec());
    assertEquals(OptionalDouble.of(ZERO_POINT), profile.zeroPoint());
  }
}
