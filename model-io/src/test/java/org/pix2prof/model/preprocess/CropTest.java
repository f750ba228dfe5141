// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pix2prof.model.Point;

class CropTest {

  private static Plane blank(int width, int height) {
    return new Plane(new float[width * height], width, height);
  }

  @Test
  void publishedCropUsesHalfTheHeightOnBothAxes() {
    assertEquals(new Crop(22, 22, 256, 256), Crop.published(blank(300, 300), 256, 256));
    assertEquals(new Crop(22, 22, 256, 256), Crop.published(blank(301, 301), 256, 256));
    assertEquals(new Crop(0, 0, 256, 256), Crop.published(blank(257, 257), 256, 256));
    assertEquals(new Crop(22, 22, 256, 256), Crop.published(blank(400, 300), 256, 256));
    assertEquals(new Crop(72, 72, 256, 256), Crop.published(blank(330, 400), 256, 256));
  }

  @Test
  void centresEachAxisIfThePublishedCropFails() {
    assertEquals(new Crop(22, 172, 256, 256), Crop.published(blank(300, 600), 256, 256));
    assertEquals(new Crop(22, -28, 256, 256), Crop.published(blank(300, 200), 256, 256));
    assertEquals(new Crop(-78, -78, 256, 256), Crop.published(blank(101, 100), 256, 256));
  }

  @Test
  void aboutAPoint() {
    // The middle of 256 pixels is 127.5: a galaxy centred in its cutout needs no shift.
    assertEquals(new Crop(0, 0, 256, 256), Crop.about(new Point(127.5, 127.1), 256, 256));
    assertEquals(new Crop(1, -1, 256, 256), Crop.about(new Point(128.2, 126.8), 256, 256));
    assertEquals(new Crop(9, 4, 3, 5), Crop.about(new Point(10.4, 6.4), 3, 5));
  }

  @Test
  void staysWithinTheImage() {
    assertEquals(new Crop(0, 0, 90, 60), Crop.within(blank(90, 60), new Point(80, 10), 256, 256));
    assertEquals(new Crop(34, 0, 56, 60), Crop.within(blank(90, 60), new Point(80, 10), 56, 70));
    assertEquals(new Crop(2, 3, 5, 5), Crop.within(blank(90, 60), new Point(4, 5), 5, 5));
  }

  @Test
  void hasNaNOutsideTheImage() {
    Plane plane = new Plane(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    float n = Float.NaN;
    assertArrayEquals(new float[] {5, 6, n, n}, new Crop(1, 1, 2, 2).cut(plane));
    assertArrayEquals(new float[] {n, n, n, n, 1, 2, n, 4, 5}, new Crop(-1, -1, 3, 3).cut(plane));
    assertArrayEquals(new float[] {n, n, n, n}, new Crop(7, 0, 2, 2).cut(plane));
    assertArrayEquals(new float[] {n, n, n, n}, new Crop(-9, -9, 2, 2).cut(plane));
    assertArrayEquals(new float[] {2, 3, 5, 6}, new Crop(1, 0, 2, 2).cut(plane));
    assertTrue(new Crop(1, 0, 2, 2).fits(plane));
    assertFalse(new Crop(2, 0, 2, 2).fits(plane));
    assertFalse(new Crop(0, -1, 2, 2).fits(plane));
  }
}
