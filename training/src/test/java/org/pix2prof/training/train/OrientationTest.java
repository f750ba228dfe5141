// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.training.simulate.TruthProfile;

class OrientationTest {
  /** An image of 3 x 2 whose pixels are their index, with a source at (2, 0). */
  private static final PreparedImage IMAGE =
      new PreparedImage(
          new float[] {0, 1, 2, 3, 4, 5},
          3,
          2,
          0.5,
          1,
          7,
          8,
          1,
          PixelShape.SQUARE,
          1,
          null,
          Set.of(),
          false,
          null,
          List.of(new Neighbour(new Point(2, 0), 0.5, true)),
          1);

  @ParameterizedTest
  @CsvSource({
    "false, false, false, 0 1 2 3 4 5, 0.5, 1, 2, 0, 30",
    "false, true, false, 2 1 0 5 4 3, 1.5, 1, 0, 0, -30",
    "false, false, true, 3 4 5 0 1 2, 0.5, 0, 2, 1, -30",
    "false, true, true, 5 4 3 2 1 0, 1.5, 0, 0, 1, 30",
    "true, false, false, 0 3 1 4 2 5, 1, 0.5, 0, 2, 60",
    "true, true, false, 3 0 4 1 5 2, 0, 0.5, 1, 2, -60",
    "true, false, true, 2 5 1 4 0 3, 1, 1.5, 0, 0, -60",
    "true, true, true, 5 2 4 1 3 0, 0, 1.5, 1, 0, 60"
  })
  void movesPixelsSourcesAndAnglesTogether(
      boolean transpose,
      boolean flipX,
      boolean flipY,
      String pixels,
      double centreX,
      double centreY,
      double sourceX,
      double sourceY,
      double paDeg) {
    Orientation orientation = new Orientation(transpose, flipX, flipY);
    PreparedImage image = orientation.of(IMAGE);
    float[] expected = new float[6];
    String[] numbers = pixels.split(" ");
    for (int i = 0; i < 6; i++) {
      expected[i] = Float.parseFloat(numbers[i]);
    }
    assertArrayEquals(expected, image.pixels());
    assertEquals(transpose ? 2 : 3, image.width());
    assertEquals(centreX, image.centreX());
    assertEquals(centreY, image.centreY());
    assertEquals(new Point(sourceX, sourceY), image.neighbours().get(0).position());
    // The pixel at the source has moved with it.
    assertEquals(2, image.pixels()[(int) (sourceY * image.width() + sourceX)]);
    TruthProfile profile =
        orientation.of(
            new TruthProfile(
                new double[] {1}, new double[] {20}, new double[] {0.5}, new double[] {30}));
    assertEquals(paDeg, profile.paDeg()[0]);
    assertEquals(20, profile.mu()[0]);
  }
}
