// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;

class IsophotePhotometerTest {
  private static final int SIDE = 201;
  private static final double SCALE = 0.5;
  private static final double CENTRE_X = 99.3;
  private static final double CENTRE_Y = 101.8;
  private static final double SCALE_LENGTH = 8;
  private static final double ELLIPTICITY = 0.4;
  private static final double PA = 25;

  /** An image of a function of the position relative to the centre, along and across the axes. */
  private static float[] pixels(DoubleBinaryOperator flux) {
    float[] pixels = new float[SIDE * SIDE];
    double cos = Math.cos(Math.toRadians(PA));
    double sin = Math.sin(Math.toRadians(PA));
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double dx = x - CENTRE_X;
        double dy = y - CENTRE_Y;
        pixels[y * SIDE + x] = (float) flux.applyAsDouble(dx * cos + dy * sin, dy * cos - dx * sin);
      }
    }
    return pixels;
  }

  private static double disc(double along, double across) {
    double a = Math.hypot(along, across / (1 - ELLIPTICITY)) * SCALE;
    return 1000 * Math.exp(-a / SCALE_LENGTH);
  }

  private static SkyImage image(float[] pixels) {
    return new SkyImage(pixels, SIDE, SIDE, SCALE, 25);
  }

  private static Isophotes isophotes(float... radii) {
    return Isophotes.ofOneShape(CENTRE_X, CENTRE_Y, ELLIPTICITY, PA).at(radii);
  }

  private static float[] withNoise(float[] pixels, double sigma, long seed) {
    Random random = new Random(seed);
    float[] noisy = pixels.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (sigma * random.nextGaussian());
    }
    return noisy;
  }

  @Test
  void measuresDisc() {
    float[] radii = {0.3f, 1, 3, 10, 30};
    IsophotePhotometry found =
        new IsophotePhotometer(image(pixels(IsophotePhotometerTest::disc)), SkyLevel.ZERO)
            .measure(isophotes(radii), false);
    for (int i = 1; i < radii.length; i++) {
      double expected = 1000 * Math.exp(-radii[i] / SCALE_LENGTH) / (SCALE * SCALE);
      assertEquals(expected, found.intensity()[i], 0.005 * expected, "at " + radii[i]);
      assertEquals(0, found.maskedFraction()[i]);
    }
    assertNull(found.harmonics());
  }

  @Test
  void subtractsSkyWithItsSlopes() {
    float[] pixels = pixels(IsophotePhotometerTest::disc);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += (float) (50 + 0.1 * (i % SIDE - 100) - 0.2 * (i / SIDE - 100));
    }
    SkyLevel sky = new SkyLevel(50, 0.1, -0.2, 0, 0);
    IsophotePhotometry found =
        new IsophotePhotometer(image(pixels), sky).measure(isophotes(10, 40), false);
    double expected = 1000 * Math.exp(-10 / SCALE_LENGTH) / (SCALE * SCALE);
    assertEquals(expected, found.intensity()[0], 0.005 * expected);
  }

  /**
   * An image with the variance {@code inner} within 40 pixels of its middle, else {@code outer}.
   */
  private static SkyImage withVariance(float[] pixels, float inner, float outer) {
    float[] variance = pixels((u, v) -> Math.hypot(u, v) < 40 ? inner : outer);
    return new SkyImage(pixels, SIDE, SIDE, SCALE, PixelShape.SQUARE, 25, null, null, variance);
  }

  @Test
  void scalesVarianceThatContradictsSky() {
    float[] disc = withNoise(pixels(IsophotePhotometerTest::disc), 1, 5);
    SkyLevel sky = new SkyLevel(0, 0, 1);
    float[] radii = {5, 40};
    IsophotePhotometry expected =
        new IsophotePhotometer(withVariance(disc, 10_000, 1), sky).measure(isophotes(radii), false);
    IsophotePhotometer scaled = new IsophotePhotometer(withVariance(disc, 100, 0.01f), sky);
    assertTrue(scaled.scalesVariance());
    float[] errors = scaled.measure(isophotes(radii), false).intensityErr();
    assertEquals(expected.intensityErr()[0], errors[0], 1e-3 * errors[0]);
    assertEquals(expected.intensityErr()[1], errors[1], 1e-3 * errors[1]);
    assertTrue(new IsophotePhotometer(withVariance(disc, 1, 2.3f), sky).scalesVariance());
    assertEquals(false, new IsophotePhotometer(withVariance(disc, 1, 2.2f), sky).scalesVariance());
    float infinite = Float.POSITIVE_INFINITY;
    assertEquals(
        false, new IsophotePhotometer(withVariance(disc, 1, infinite), sky).scalesVariance());
    assertEquals(
        false, new IsophotePhotometer(withVariance(disc, 1, 2.3f), SkyLevel.ZERO).scalesVariance());
  }

  @Test
  void errorsCoverNoise() {
    float[] disc = pixels(IsophotePhotometerTest::disc);
    float[] radii = {1, 2, 4, 8, 16, 24, 32};
    double squares = 0;
    int n = 0;
    for (int seed = 0; seed < 40; seed++) {
      SkyLevel sky = new SkyLevel(0, 0, 10);
      IsophotePhotometry found =
          new IsophotePhotometer(image(withNoise(disc, 10, seed)), sky)
              .measure(isophotes(radii), false);
      for (int i = 0; i < radii.length; i++) {
        double expected = 1000 * Math.exp(-radii[i] / SCALE_LENGTH) / (SCALE * SCALE);
        squares += Math.pow((found.intensity()[i] - expected) / found.intensityErr()[i], 2);
        n++;
      }
    }
    double chi = Math.sqrt(squares / n);
    assertTrue(chi > 0.6 && chi < 1.3, "deviations are " + chi + " errors");
  }

  @Test
  void intensityMayBeNegative() {
    IsophotePhotometry found =
        new IsophotePhotometer(image(pixels((x, y) -> -2)), new SkyLevel(0, 0.5, 1))
            .measure(isophotes(20), false);
    assertEquals(-2 / (SCALE * SCALE), found.intensity()[0], 1e-4);
    assertTrue(found.intensityErr()[0] >= 0.5 / (SCALE * SCALE));
  }

  @Test
  void maskedPixelsDoNotCount() {
    float[] pixels = pixels((along, across) -> along > 0 ? Double.NaN : disc(along, across));
    IsophotePhotometry found =
        new IsophotePhotometer(image(pixels), SkyLevel.ZERO).measure(isophotes(10), false);
    double expected = 1000 * Math.exp(-10 / SCALE_LENGTH) / (SCALE * SCALE);
    assertEquals(expected, found.intensity()[0], 0.01 * expected);
    assertEquals(0.5, found.maskedFraction()[0], 0.02);
  }

  @Test
  void mostlyMaskedIsophoteHasNoIntensity() {
    float[] pixels = pixels((along, across) -> along > -4 ? Double.NaN : disc(along, across));
    IsophotePhotometry found =
        new IsophotePhotometer(image(pixels), SkyLevel.ZERO).measure(isophotes(2.2f), false);
    assertTrue(Float.isNaN(found.intensity()[0]));
    assertTrue(Float.isNaN(found.intensityErr()[0]));
    assertEquals(0, found.pixels()[0]);
    assertTrue(found.maskedFraction()[0] > 0.7);
  }

  @Test
  void clipsStar() {
    float[] pixels =
        pixels(
            (along, across) ->
                disc(along, across)
                    + 5000 * Math.exp(-(Math.pow(along - 20, 2) + across * across) / 8));
    IsophotePhotometry found =
        new IsophotePhotometer(image(pixels), SkyLevel.ZERO).measure(isophotes(10), false);
    double expected = 1000 * Math.exp(-10 / SCALE_LENGTH) / (SCALE * SCALE);
    assertEquals(expected, found.intensity()[0], 0.02 * expected);
  }

  @Test
  void errorsFollowVariance() {
    float[] pixels = pixels(IsophotePhotometerTest::disc);
    float[] variance = new float[pixels.length];
    for (int i = 0; i < variance.length; i++) {
      variance[i] = i / SIDE > 140 ? 10000 : 1;
    }
    SkyImage image =
        new SkyImage(pixels, SIDE, SIDE, SCALE, PixelShape.SQUARE, 25, null, null, variance);
    SkyLevel sky = new SkyLevel(0, 0, 1);
    IsophotePhotometry found = new IsophotePhotometer(image, sky).measure(isophotes(5, 40), false);
    IsophotePhotometry uniform =
        new IsophotePhotometer(image(pixels), sky).measure(isophotes(5, 40), false);
    assertEquals(uniform.intensityErr()[0], found.intensityErr()[0], 1e-3);
    assertTrue(found.intensityErr()[1] > 5 * uniform.intensityErr()[1]);
  }

  @Test
  void measuresDiskyIsophotes() {
    // I(a) with a = r(phi) (1 + 0.02 cos 4 phi + 0.01 sin 3 phi): b4 and a3 of opposite sign.
    double q = 1 - ELLIPTICITY;
    float[] pixels =
        pixels(
            (along, across) -> {
              double phi = Math.atan2(across, along);
              double a = Math.hypot(along, across / q) * SCALE;
              double moved = a * (1 - 0.02 * Math.cos(4 * phi) - 0.01 * Math.sin(3 * phi));
              return 1000 * Math.exp(-moved / SCALE_LENGTH);
            });
    IsophotePhotometry found =
        new IsophotePhotometer(image(pixels), SkyLevel.ZERO).measure(isophotes(12), true);
    assertEquals(0.02, found.harmonics().b4()[0], 0.001);
    assertEquals(0.01, found.harmonics().a3()[0], 0.001);
    assertEquals(0, found.harmonics().a4()[0], 0.001);
    assertEquals(0, found.harmonics().b3()[0], 0.001);
    assertTrue(found.harmonics().b4Err()[0] > 0);
  }

  @Test
  void edgeIsLargestIsophoteInside() {
    IsophotePhotometer photometer =
        new IsophotePhotometer(image(new float[SIDE * SIDE]), SkyLevel.ZERO);
    Isophotes flat = Isophotes.ofOneShape(99.3, 101.8, 0.9, 0);
    assertEquals((99.3 + 0.5) * SCALE, photometer.edgeArcsec(flat), 0.01);
    Isophotes round = Isophotes.ofOneShape(99.3, 120, 0, 0);
    assertEquals((SIDE - 0.5 - 120) * SCALE, photometer.edgeArcsec(round), 1e-6);
    double edge = photometer.edgeArcsec(isophotes(1));
    IsophotePhotometry at =
        photometer.measure(isophotes((float) (0.97 * edge), (float) (1.05 * edge)), false);
    assertEquals(0, at.maskedFraction()[0]);
    assertTrue(at.maskedFraction()[1] > 0);
  }

  @Test
  void borderHasLightOfExtendedGalaxy() {
    SkyImage image = image(new float[SIDE * SIDE]);
    float[] radii = {1, 10, 20, 30};
    Isophotes round = Isophotes.ofOneShape(100, 100, 0, 0).at(radii);
    float[] compact = {18, 24, 30, 36};
    assertEquals(0, BorderLight.perPixel(image, round, compact));
    float[] extended = {18, 20, 22, 24};
    // The border's middle is 46 arcsec from the centre; its faint quarter is nearer to the corners.
    double light = BorderLight.perPixel(image, round, extended);
    double atSide = Math.pow(10, -0.4 * (24 + 0.2 * (46.2 - 30) - 25)) * SCALE * SCALE;
    assertTrue(light < atSide && light > 0.05 * atSide, light + " of " + atSide);
  }
}
