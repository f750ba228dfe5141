// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PixelShapeTest {
  @Test
  void rotatedSquarePixelsAreSquare() {
    for (double deg = 0; deg < 360; deg += 17) {
      double cos = 0.4 * Math.cos(Math.toRadians(deg));
      double sin = 0.4 * Math.sin(Math.toRadians(deg));
      assertSame(PixelShape.SQUARE, PixelShape.of(cos, -sin, sin, cos));
      assertSame(PixelShape.SQUARE, PixelShape.of(-cos, sin, sin, cos));
    }
  }

  @Test
  void doubleWidthKeepsTheArea() {
    PixelShape shape = PixelShape.of(-0.4, 0, 0, 0.2);
    assertEquals(Math.sqrt(2), shape.xx(), 1e-12);
    assertEquals(0, shape.xy(), 1e-12);
    assertEquals(Math.sqrt(0.5), shape.yy(), 1e-12);
    assertEquals(2, shape.elongation(), 1e-12);
    assertFalse(shape.isSquare());
  }

  @Test
  void rotationOfTheSkyChangesNothing() {
    double cos = Math.cos(1);
    double sin = Math.sin(1);
    PixelShape shape = PixelShape.of(0.4, 0.1, 0, 0.3);
    PixelShape turned =
        PixelShape.of(0.4 * cos, 0.1 * cos - 0.3 * sin, 0.4 * sin, 0.1 * sin + 0.3 * cos);
    assertEquals(shape.xx(), turned.xx(), 1e-12);
    assertEquals(shape.xy(), turned.xy(), 1e-12);
    double side = Math.sqrt(0.12);
    assertEquals(0.4 / side, shape.squareX(1, 0), 1e-12);
    assertEquals(0.1 / side, shape.squareX(0, 1), 1e-12);
    assertEquals(0.3 / side, shape.squareY(1), 1e-12);
  }

  @Test
  void convertsStepsBothWays() {
    PixelShape shape = PixelShape.of(0.4, 0.1, 0.02, 0.3);
    double x = shape.squareX(3, -5);
    double y = shape.squareY(-5);
    assertEquals(3, shape.pixelX(x, y), 1e-12);
    assertEquals(-5, shape.pixelY(y), 1e-12);
  }

  @Test
  void toleratesOnePercentAndHalfADegree() {
    assertSame(PixelShape.SQUARE, PixelShape.of(1, 0, 0, 1.0099));
    assertFalse(PixelShape.of(1, 0, 0, 1.0101).isSquare());
    assertSame(PixelShape.SQUARE, PixelShape.of(1, Math.toRadians(0.5), 0, 1));
    assertFalse(PixelShape.of(1, Math.toRadians(0.6), 0, 1).isSquare());
  }

  @Test
  void rejectsShapesWithoutArea() {
    assertThrows(IllegalArgumentException.class, () -> PixelShape.of(1, 2, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> PixelShape.of(0, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> PixelShape.of(Double.NaN, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PixelShape(1, 0, 2));
    assertThrows(IllegalArgumentException.class, () -> new PixelShape(-1, 0, -1));
  }
}
