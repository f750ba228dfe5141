// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;

class ModelImageTest {
  private static final int SIDE = 181;
  private static final double SCALE = 0.4;
  private static final double CENTRE_X = 88.6;
  private static final double CENTRE_Y = 91.3;

  private static float[] radii() {
    float[] radii = new float[54];
    for (int i = 0; i < radii.length; i++) {
      radii[i] = (float) (0.3 * Math.pow(1.09, i));
    }
    return radii;
  }

  /** Flux per pixel at a semi-major axis of a Sersic profile (Sersic 1963), n = 1.5. */
  private static double sersic(double a) {
    double n = 1.5;
    return 200 * Math.exp(-(2 * n - 1 / 3.0) * (Math.pow(a / 7, 1 / n) - 1));
  }

  /** Elliptical radius of a position relative to the centre, arcsec. */
  private static double ellipticalRadius(double dx, double dy, double e, double paDeg) {
    double pa = Math.toRadians(paDeg);
    double along = dx * Math.cos(pa) + dy * Math.sin(pa);
    double across = dy * Math.cos(pa) - dx * Math.sin(pa);
    return SCALE * Math.hypot(along, across / (1 - e));
  }

  @Test
  void residualOfSersicImageIsItsNoise() {
    double sigma = 2;
    SkyLevel sky = new SkyLevel(40, 0.02, -0.01, 0.02, sigma);
    Random random = new Random(5);
    float[] pixels = new float[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        pixels[y * SIDE + x] =
            (float)
                (sersic(ellipticalRadius(x - CENTRE_X, y - CENTRE_Y, 0.4, 35))
                    + sky.at(x - 90, y - 90)
                    + sigma * random.nextGaussian());
      }
    }
    pixels[20 * SIDE + 30] = Float.NaN;
    SkyImage image = new SkyImage(pixels, SIDE, SIDE, SCALE, 25);
    Isophotes isophotes = Isophotes.ofOneShape(CENTRE_X, CENTRE_Y, 0.4, 35).at(radii());
    float[] intensity = new IsophotePhotometer(image, sky).measure(isophotes, false).intensity();

    float[] model = ModelImage.of(image, isophotes, intensity);
    float[] residual = ModelImage.residual(image, sky, model);

    assertTrue(Float.isNaN(residual[20 * SIDE + 30]));
    assertTrue(Float.isFinite(model[20 * SIDE + 30]));
    double squares = 0;
    double sum = 0;
    int n = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double a = ellipticalRadius(x - CENTRE_X, y - CENTRE_Y, 0.4, 35);
        float value = residual[y * SIDE + x];
        if (a > 2 && a < 27 && !Float.isNaN(value)) {
          squares += (double) value * value;
          sum += value;
          n++;
        }
      }
    }
    assertEquals(sigma, Math.sqrt(squares / n), 0.03 * sigma);
    assertEquals(0, sum / n, 0.1 * sigma);
  }

  /** The smallest root of {@code a = ellipticalRadius(e(a), pa(a))}, by a scan in small steps. */
  private static double scanned(double dx, double dy, double most) {
    for (double a = 0.001; a < most; a += 0.002) {
      if (ellipticalRadius(dx, dy, ellipticity(a), pa(a)) <= a) {
        return a;
      }
    }
    return Double.NaN;
  }

  private static double ellipticity(double a) {
    return 0.1 + 0.5 * a / (a + 8);
  }

  private static double pa(double a) {
    return 150 + 20 * Math.log(a / 5 + 1);
  }

  @Test
  void followsChangingEllipses() {
    float[] radii = radii();
    float[] e = new float[radii.length];
    float[] pa = new float[radii.length];
    float[] intensity = new float[radii.length];
    for (int i = 0; i < radii.length; i++) {
      e[i] = (float) ellipticity(radii[i]);
      pa[i] = (float) (pa(radii[i]) % 180);
      intensity[i] = (float) (sersic(radii[i]) / (SCALE * SCALE));
    }
    intensity[10] = Float.NaN;
    SkyImage image = new SkyImage(new float[SIDE * SIDE], SIDE, SIDE, SCALE, 25);
    float[] model =
        ModelImage.of(image, new Isophotes(CENTRE_X, CENTRE_Y, radii, e, pa), intensity);
    for (int y = 0; y < SIDE; y += 7) {
      for (int x = 0; x < SIDE; x += 7) {
        double a = scanned(x - CENTRE_X, y - CENTRE_Y, radii[radii.length - 1]);
        float found = model[y * SIDE + x];
        if (Double.isNaN(a)) {
          assertEquals(0, found);
        } else if (a < radii[radii.length - 1] - 0.01) {
          assertEquals(sersic(a), found, 0.01 * sersic(a), "at semi-major axis " + a);
        }
      }
    }
  }

  @Test
  void extrapolatesToTheCentre() {
    SkyImage image = new SkyImage(new float[25], 5, 5, 1, 25);
    float[] model =
        ModelImage.of(
            image,
            Isophotes.ofOneShape(2, 2, 0, 0).at(new float[] {1, 2}),
            new float[] {(float) Math.exp(-1), (float) Math.exp(-2)});
    assertEquals(1, model[12], 1e-5);
    assertEquals(Math.exp(-2), model[14], 1e-5);
    assertEquals(0, model[24]);
  }

  @Test
  void interpolatesNegativeIntensities() {
    SkyImage image = new SkyImage(new float[25], 5, 5, 1, 25);
    float[] model =
        ModelImage.of(
            image, Isophotes.ofOneShape(2, 2, 0, 0).at(new float[] {0, 2}), new float[] {1, -0.5f});
    assertEquals(0.25, model[13], 1e-6);
    assertEquals(-0.5, model[14], 1e-6);
  }

  @Test
  void measuresRadiiOnTheSky() {
    PixelShape shape = PixelShape.of(2, 0, 0, 1);
    SkyImage image = new SkyImage(new float[49], 7, 7, Math.sqrt(2), shape, 25, null, null, null);
    float[] model =
        ModelImage.of(
            image, Isophotes.ofOneShape(3, 3, 0, 0).at(new float[] {0.5f, 4}), new float[] {1, 1});
    // The pixels are 2 by 1 arcsec.
    assertEquals(2, model[3 * 7 + 5], 1e-5);
    assertEquals(0, model[3 * 7 + 6]);
    assertEquals(2, model[6 * 7 + 3], 1e-5);
  }

  @Test
  void isNaNWithoutIntensities() {
    SkyImage image = new SkyImage(new float[4], 2, 2, 1, 25);
    Isophotes isophotes = Isophotes.ofOneShape(0, 0, 0, 0);
    assertTrue(Float.isNaN(ModelImage.of(image, isophotes, new float[] {Float.NaN})[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> ModelImage.of(image, isophotes.about(Double.NaN, Double.NaN), new float[1]));
    assertThrows(
        IllegalArgumentException.class, () -> ModelImage.of(image, isophotes, new float[2]));
  }
}
