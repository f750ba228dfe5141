// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.pix2prof.internal.report.CutoutRenderer.Place;
import org.pix2prof.internal.report.GalaxyCutout.CentreFrom;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

class CutoutRendererTest {
  @Test
  void showsPartOfProfileWithYUpwards() throws IOException {
    float[] pixels = sky(100, 80);
    for (int y = 58; y <= 62; y++) {
      Arrays.fill(pixels, y * 100 + 28, y * 100 + 33, 1000);
    }

    GalaxyCutout cutout = CutoutRenderer.paint(image(pixels, 100, 80), at(30, 60, 10));

    // 10 arcsec are 20 pixels, shown with a margin of a fifth; the image ends at row 79.
    assertEquals(6, cutout.left());
    assertEquals(36, cutout.bottom());
    assertEquals(49, cutout.width());
    assertEquals(44, cutout.height());
    BufferedImage picture = read(cutout.picture());
    assertEquals(49, picture.getWidth());
    assertEquals(44, picture.getHeight());
    assertEquals(255, grey(picture, 24, 43 - 24), "the galaxy, 24 pixels above the bottom row");
    assertTrue(grey(picture, 24, 24) < 100, "where it would be with y downwards");
    assertNull(cutout.masked());
    assertEquals(0, cutout.maskedPixels());
  }

  @Test
  void residualIsGreyWhereTheModelFits() throws IOException {
    int side = 80;
    SplittableRandom random = new SplittableRandom(3);
    float[] pixels = new float[side * side];
    for (int i = 0; i < pixels.length; i++) {
      double a = Math.hypot(i % side - 40, (i / side - 38) / 0.6) / 2;
      pixels[i] = (float) (500 * Math.exp(-a / 3) + 20 + random.nextGaussian());
    }
    pixels[38 * side + 52] += 300;
    float[] radii = new float[40];
    float[] mu = new float[40];
    float[] e = new float[40];
    for (int i = 0; i < radii.length; i++) {
      radii[i] = 0.4f * (i + 1);
      mu[i] = (float) (22.5 - 2.5 * Math.log10(4 * 500 * Math.exp(-radii[i] / 3)));
      e[i] = 0.4f;
    }
    SurfaceBrightnessProfile profile =
        SurfaceBrightnessProfile.builder()
            .setProvenance(Provenance.of("A", Optional.empty(), "a.fits", 0))
            .setModel("m")
            .setRadiusArcsec(radii)
            .setMu(mu)
            .setMuErr(Optional.empty())
            .setEllipticity(Optional.of(e))
            .setPaDeg(Optional.of(new float[40]))
            .setSky(Optional.of(new SkyLevel(20, 0.1, 1)))
            .setFlags(Set.of())
            .build();
    GalaxyImage image = image(pixels, side, side).toBuilder().setZeroPoint(22.5).build();

    GalaxyCutout cutout = CutoutRenderer.paint(image, at(40, 38, 16), Optional.of(profile));

    BufferedImage residual = read(cutout.residual());
    assertEquals(cutout.width(), residual.getWidth());
    int column = (int) (40 - cutout.left());
    int row = cutout.height() - 1 - (int) (38 - cutout.bottom());
    double sum = 0;
    for (int i = -8; i <= 8; i++) {
      sum += grey(residual, column + i, row - 5) / 17.0;
    }
    assertEquals(127.5, sum, 12, "noise about 0");
    assertEquals(255, grey(residual, column + 12, row), "a source that the model lacks");
    assertNull(CutoutRenderer.paint(image, at(40, 38, 16)).residual());
  }

  /** Pixels of 1 x 0.25 arcsec: a disc on the sky is one in the picture. */
  @Test
  void drawsPixelsThatAreNotSquareAsTheyAreOnTheSky() throws IOException {
    int width = 50;
    int height = 200;
    float[] pixels = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = Math.hypot(x - 30, (y - 80) / 4.0) < 8 ? 100 : (x + y) % 2;
      }
    }
    GalaxyImage image =
        image(pixels, width, height).toBuilder().setPixelShape(new PixelShape(2, 0, 0.5)).build();

    GalaxyCutout cutout = CutoutRenderer.paint(image, at(30, 80, 10));

    assertEquals(50, cutout.imageWidth());
    BufferedImage picture = read(cutout.picture());
    assertEquals(cutout.width(), picture.getWidth());
    int column = (int) Math.round(cutout.centreX() - cutout.left());
    int row = cutout.height() - 1 - (int) Math.round(cutout.centreY() - cutout.bottom());
    int left = 0;
    int right = 0;
    int up = 0;
    int down = 0;
    for (int i = 1; i < 20; i++) {
      left += grey(picture, column - i, row) > 200 ? 1 : 0;
      right += grey(picture, column + i, row) > 200 ? 1 : 0;
      up += grey(picture, column, row - i) > 200 ? 1 : 0;
      down += grey(picture, column, row + i) > 200 ? 1 : 0;
    }
    for (int side : new int[] {left, right, up, down}) {
      assertEquals(15, side, 1, left + " " + right + " " + up + " " + down);
    }
  }

  @Test
  void marksPixelsWithoutValue() throws IOException {
    float[] pixels = sky(40, 40);
    pixels[10 * 40 + 5] = Float.NaN;
    pixels[10 * 40 + 6] = Float.POSITIVE_INFINITY;

    GalaxyCutout cutout = CutoutRenderer.paint(image(pixels, 40, 40), at(20, 20, 100));

    assertEquals(2, cutout.maskedPixels());
    BufferedImage mask = read(cutout.masked());
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        boolean masked = y == 29 && (x == 5 || x == 6);
        assertEquals(masked ? 0xb0cc79a7 : 0, mask.getRGB(x, y), x + ", " + y);
      }
    }
    assertEquals(0, grey(read(cutout.picture()), 5, 29));
  }

  @Test
  void showsAndMarksPixelsThatWereNotMeasured() throws IOException {
    float[] pixels = sky(40, 40);
    pixels[10 * 40 + 5] = 1000;
    GalaxyImage image = image(pixels, 40, 40);
    float[] masked = pixels.clone();
    masked[10 * 40 + 5] = Float.NaN;

    GalaxyCutout cutout =
        CutoutRenderer.paint(image, image(masked, 40, 40), at(20, 20, 100), Optional.empty());

    assertEquals(1, cutout.maskedPixels());
    assertEquals(0xb0cc79a7, read(cutout.masked()).getRGB(5, 29));
    assertEquals(0, read(cutout.masked()).getRGB(6, 29));
    assertEquals(255, grey(read(cutout.picture()), 5, 29));
  }

  @Test
  void shrinksLargePartByAveragingPixels() throws IOException {
    float[] pixels = sky(1000, 500);
    for (int y = 200; y < 210; y++) {
      for (int x = 500; x < 510; x++) {
        pixels[y * 1000 + x] = 100;
      }
    }
    pixels[300 * 1000 + 500] = Float.NaN;

    GalaxyCutout cutout =
        CutoutRenderer.paint(image(pixels, 1000, 500), at(Double.NaN, Double.NaN, 0));

    assertEquals(1000, cutout.width());
    BufferedImage picture = read(cutout.picture());
    assertEquals(256, picture.getWidth());
    assertEquals(128, picture.getHeight());
    assertEquals(255, grey(picture, 129, 127 - 52));
    assertEquals(1, cutout.maskedPixels());
    assertNull(cutout.masked(), "one of 16 pixels is not marked");
  }

  @Test
  void showsWholeImageIfCentreIsOutside() {
    GalaxyCutout cutout = CutoutRenderer.paint(image(sky(40, 30), 40, 30), at(500, 10, 5));

    assertEquals(40, cutout.width());
    assertEquals(30, cutout.height());
  }

  @Test
  void rendersConstantAndEmptyImages() throws IOException {
    float[] nothing = new float[400];
    Arrays.fill(nothing, Float.NaN);

    GalaxyCutout empty = CutoutRenderer.paint(image(nothing, 20, 20), at(10, 10, 0));
    CutoutRenderer.paint(image(new float[400], 20, 20), at(10, 10, 0));

    assertEquals(400, empty.maskedPixels());
    assertEquals(0xb0cc79a7, read(empty.masked()).getRGB(7, 7));
  }

  @Test
  void isReproducible() {
    GalaxyImage image = image(sky(64, 64), 64, 64);

    assertArrayEquals(
        CutoutRenderer.paint(image, at(32, 32, 9)).picture(),
        CutoutRenderer.paint(image, at(32, 32, 9)).picture());
  }

  private static Place at(double x, double y, double radiusArcsec) {
    return new Place(x, y, CentreFrom.PROFILE, radiusArcsec, 0.5, false);
  }

  private static float[] sky(int width, int height) {
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (10 + random.nextGaussian());
    }
    return pixels;
  }

  private static GalaxyImage image(float[] pixels, int width, int height) {
    return GalaxyImage.builder()
        .setProvenance(Provenance.of("A", Optional.of("r"), "/data/A.fits", 0))
        .setPixels(pixels)
        .setWidth(width)
        .setHeight(height)
        .build();
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int grey(BufferedImage image, int x, int y) {
    return image.getRaster().getSample(x, y, 0);
  }
}
