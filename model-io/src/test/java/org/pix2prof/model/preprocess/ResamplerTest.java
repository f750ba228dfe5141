// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;

class ResamplerTest {

  private static Plane resample(Plane plane, double ratio) throws BadImageException {
    return new Resampler(plane.width(), plane.height(), 1, ratio).apply(plane);
  }

  private static double sum(Plane plane) {
    double sum = 0;
    for (float v : plane.pixels()) {
      sum += v;
    }
    return sum;
  }

  @Test
  void equalScalesChangeNothing() throws Exception {
    Plane plane = new Scene(40, 30, 1).noise(1).plane();
    assertSame(plane, new Resampler(40, 30, 0.396, 0.396).apply(plane));
    assertSame(plane, new Resampler(40, 30, 0.396, 0.396 * 1.0019).apply(plane));
    assertEquals(new Point(3, -2), new Resampler(40, 30, 0.396, 0.3967).before(new Point(3, -2)));
    assertTrue(!new Resampler(400, 300, 0.396, 0.396 * 1.0021).isIdentity());
  }

  @Test
  void wholeFactorSumsBlocks() throws Exception {
    Plane plane = new Scene(64, 48, 1).noise(1).plane();
    Plane half = resample(plane, 2);
    assertEquals(32, half.width());
    assertEquals(24, half.height());
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 32; x++) {
        float expected =
            plane.at(2 * x, 2 * y)
                + plane.at(2 * x + 1, 2 * y)
                + plane.at(2 * x, 2 * y + 1)
                + plane.at(2 * x + 1, 2 * y + 1);
        assertEquals(expected, half.at(x, y), 1e-5);
      }
    }
  }

  @Test
  void overlapsAreExactWherePixelsGrow() throws Exception {
    // One pixel of flux 1 at the middle covers a known part of the new pixels around it.
    Plane plane = new Scene(45, 45, 1).cover(22, 23, 22, 23, 1).plane();
    Plane out = resample(plane, 1.5);
    assertEquals(30, out.width());
    // The middle of an even number of new pixels is a corner: a quarter of the flux in each.
    for (int y = 14; y <= 15; y++) {
      for (int x = 14; x <= 15; x++) {
        assertEquals(0.25, out.at(x, y), 1e-6);
      }
    }
    assertEquals(1, sum(out), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.31, 0.5, 0.66, 0.97, 1.03, 1.5, 2.6})
  void keepsSurfaceBrightnessAndFlux(double ratio) throws Exception {
    Plane flat = resample(new Scene(90, 70, 1).add((x, y) -> 5).plane(), ratio);
    for (float v : flat.pixels()) {
      assertEquals(5 * ratio * ratio, v, 1e-5 * ratio * ratio);
    }
    Plane galaxy = new Scene(90, 90, 1).add(Scene.gaussian(44, 47, 8, 5)).plane();
    assertEquals(sum(galaxy), sum(resample(galaxy, ratio)), 1e-5 * sum(galaxy));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.75, 1.3, 2.2})
  void mapsPositionsBothWays(double ratio) throws Exception {
    Plane plane = new Scene(101, 90, 1).add(Scene.gaussian(52.3, 41.6, 8, 5)).plane();
    Resampler resampler = new Resampler(101, 90, 1, ratio);
    Plane out = resampler.apply(plane);
    double x = 0;
    double y = 0;
    for (int i = 0; i < out.pixels().length; i++) {
      x += out.pixels()[i] * (i % out.width());
      y += out.pixels()[i] * (i / out.width());
    }
    Point centre = resampler.before(new Point(x / sum(out), y / sum(out)));
    assertEquals(52.3, centre.x(), 1e-3);
    assertEquals(41.6, centre.y(), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 1, 2.2})
  void squaringPixelsKeepsBrightnessAndPositions(double ratio) throws Exception {
    for (PixelShape shape :
        new PixelShape[] {PixelShape.of(2, 0, 0, 1), PixelShape.of(1, 0.4, 0.1, 1.2)}) {
      Resampler resampler = new Resampler(101, 90, 1, shape, ratio);
      Plane flat = resampler.apply(new Scene(101, 90, 1).add((x, y) -> 5).plane());
      for (float v : flat.pixels()) {
        if (!Float.isNaN(v)) {
          assertEquals(5 * ratio * ratio, v, 1e-5 * ratio * ratio);
        }
      }
      Plane galaxy = new Scene(101, 90, 1).add(Scene.gaussian(52.3, 41.6, 8, 5)).plane();
      Plane out = resampler.apply(galaxy);
      double flux = 0;
      double x = 0;
      double y = 0;
      for (int i = 0; i < out.pixels().length; i++) {
        double f = Float.isNaN(out.pixels()[i]) ? 0 : out.pixels()[i];
        flux += f;
        x += f * (i % out.width());
        y += f * (i / out.width());
      }
      assertEquals(sum(galaxy), flux, 1e-4 * sum(galaxy));
      Point centre = resampler.before(new Point(x / flux, y / flux));
      assertEquals(52.3, centre.x(), 5e-3);
      assertEquals(41.6, centre.y(), 5e-3);
      Point back = resampler.after(centre);
      assertEquals(x / flux, back.x(), 1e-9);
      assertEquals(y / flux, back.y(), 1e-9);
    }
  }

  @Test
  void wideImagePixelsAreSplit() throws Exception {
    // From 2 x 1 to 2 x 2: pairs of rows are added without interpolation.
    PixelShape shape = PixelShape.of(2, 0, 0, 1);
    Plane plane = new Scene(64, 48, 1).noise(1).plane();
    Plane out = new Resampler(64, 48, Math.sqrt(2), shape, 2).apply(plane);
    assertEquals(64, out.width());
    assertEquals(24, out.height());
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 64; x++) {
        assertEquals(plane.at(x, 2 * y) + plane.at(x, 2 * y + 1), out.at(x, y), 1e-5);
      }
    }
  }

  @Test
  void smallerPixelsKeepTheShape() throws Exception {
    // True integrals of a Gaussian over each pixel, as sharp as good seeing, halved in size.
    double sigma = 1.6;
    Plane coarse = new Scene(40, 40, 1).add(pixelIntegral(sigma, 1)).plane();
    Plane fine = resample(coarse, 0.5);
    double peak = pixelIntegral(sigma, 0.5).at(39.5, 39.5);
    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < 80; x++) {
        assertEquals(pixelIntegral(sigma, 0.5).at(x, y), fine.at(x, y), 0.015 * peak);
      }
    }
  }

  /** A Gaussian around the middle of 40 coarse pixels, summed over 9 x 9 points in each pixel. */
  private static Scene.Light pixelIntegral(double sigma, double size) {
    double middle = 20 / size - 0.5;
    Scene.Light light = Scene.gaussian(middle, middle, 1, sigma / size);
    return (x, y) -> {
      double sum = 0;
      for (int j = -4; j <= 4; j++) {
        for (int i = -4; i <= 4; i++) {
          sum += light.at(x + i / 9.0, y + j / 9.0);
        }
      }
      return sum * size * size / 81;
    };
  }

  @Test
  void missingPixels() throws Exception {
    float none = Float.NaN;
    Scene scene = new Scene(64, 64, 1).add((x, y) -> 1);
    scene.cover(10, 12, 10, 12, none); // all of new pixel (5, 5)
    scene.cover(20, 21, 20, 22, none); // half of (10, 10)
    scene.cover(30, 32, 30, 32, none).cover(30, 31, 30, 31, 1); // three quarters of (15, 15)
    Plane out = resample(scene.plane(), 2);
    assertTrue(Float.isNaN(out.at(5, 5)));
    assertEquals(4, out.at(10, 10), 1e-6, "half of the pixel represents all of it");
    assertTrue(Float.isNaN(out.at(15, 15)));
    assertEquals(4, out.at(6, 5), 1e-6);

    Plane fine = resample(scene.plane(), 0.5);
    assertTrue(Float.isNaN(fine.at(21, 21)));
    assertEquals(0.25, fine.at(18, 21), 1e-6);
  }

  @Test
  void rejectsUnusableImages() {
    assertReason("pixel_scale", 300, 300, 0.396, 39.7);
    assertReason("pixel_scale", 300, 300, 0.396, 0.0039);
    assertReason("too_small", 15, 300, 1, 1);
    assertReason("too_small", 60, 60, 0.1, 0.4);
    assertReason("too_large", 1000, 1000, 10, 1);
  }

  private static void assertReason(String reason, int width, int height, double from, double to) {
    BadImageException e =
        assertThrows(BadImageException.class, () -> new Resampler(width, height, from, to));
    assertEquals(reason, e.reason());
    assertTrue(e.getMessage().contains(from + " arcsec"), e.getMessage());
    assertTrue(e.getMessage().contains("expected"), e.getMessage());
  }
}
