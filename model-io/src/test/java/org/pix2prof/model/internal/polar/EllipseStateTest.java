// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.PreparedImage;

class EllipseStateTest {
  private static final int SIZE = 128;
  private static final double CENTRE = 63.5;

  /**
   * Returns the x of the ellipses after a correction by five pixels.
   *
   * @param scale side of a pixel in pixels of the original image
   */
  private static double corrected(boolean given, double scale) {
    PreparedImage image =
        new PreparedImage(
            new float[SIZE * SIZE],
            SIZE,
            SIZE,
            CENTRE,
            CENTRE,
            0,
            0,
            scale,
            PixelShape.SQUARE,
            1,
            null,
            Set.of(),
            given,
            null,
            List.of(),
            1);
    EllipseState state = PolarNetworkTest.state(image);
    state.refine(new float[2 * state.ellipses().steps()], new float[] {5, 0});
    return state.ellipses().centreX();
  }

  @Test
  void staysNearAGivenCentre() {
    assertEquals(CENTRE + 5, corrected(false, 1), 1e-6);
    assertEquals(CENTRE + 2, corrected(true, 1), 1e-6);
    assertEquals(CENTRE + 2, corrected(true, 0.5), 1e-6);
    assertEquals(CENTRE + 0.5, corrected(true, 4), 1e-6, "two pixels of the original image");
  }
}
