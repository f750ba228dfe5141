// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ImagePyramidTest {
  private static final int SIZE = 32;

  private static float[] plane(double slopeX, double slopeY) {
    float[] pixels = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        pixels[y * SIZE + x] = (float) (5 + slopeX * x + slopeY * y);
      }
    }
    return pixels;
  }

  @Test
  void everyLevelPreservesALinearImage() {
    ImagePyramid pyramid = new ImagePyramid(plane(0.3, -0.2), SIZE, SIZE);
    assertEquals(4, pyramid.depth());
    for (int level = 0; level < pyramid.depth(); level++) {
      assertEquals(5 + 0.3 * 15.25 - 0.2 * 16.75, pyramid.bilinear(level, 15.25, 16.75), 1e-4);
    }
    assertEquals(5 + 0.3 * 15.25 - 0.2 * 16.75, pyramid.bicubic(15.25, 16.75), 1e-4);
  }

  @Test
  void bicubicFollowsCurvature() {
    float[] pixels = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        pixels[y * SIZE + x] = (x - 16) * (x - 16);
      }
    }
    ImagePyramid pyramid = new ImagePyramid(pixels, SIZE, SIZE);
    assertEquals(0.25, pyramid.bicubic(16.5, 16), 1e-5);
    assertEquals(0.5, pyramid.bilinear(0, 16.5, 16), 1e-5);
  }

  @Test
  void ignoresMissingPixelsOfLessThanHalfWeight() {
    float[] pixels = plane(0, 0);
    pixels[16 * SIZE + 16] = Float.NaN;
    ImagePyramid pyramid = new ImagePyramid(pixels, SIZE, SIZE);
    assertEquals(5, pyramid.bilinear(0, 15.4, 16), 1e-6);
    assertEquals(5, pyramid.bicubic(15.4, 15.6), 1e-6);
    assertTrue(Float.isNaN(pyramid.bilinear(0, 16, 16)));
    assertEquals(5, pyramid.bilinear(1, 16, 16), 1e-6);
  }

  @Test
  void hasNoValueOutsideTheImage() {
    ImagePyramid pyramid = new ImagePyramid(plane(0, 0), SIZE, SIZE);
    assertEquals(5, pyramid.bilinear(0, -0.4, 31.4), 1e-6);
    assertTrue(Float.isNaN(pyramid.bilinear(0, -0.6, 10)));
    assertTrue(Float.isNaN(pyramid.bilinear(2, 10, 31.6)));
  }
}
