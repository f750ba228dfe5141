// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Isophotes;
import org.pix2prof.wcs.LocalWcs;

class GalaxyImageTest {
  private static final LocalWcs WCS = new LocalWcs(1, 2, 3, 4, 5, 6, 7, 8);
  private static final Isophotes ISOPHOTES =
      new Isophotes(1, 2, new float[] {1, 3}, new float[] {0, 0.5f}, new float[] {3, 4});

  private static GalaxyImage.Builder image() {
    return GalaxyImage.builder()
        .setProvenance(Provenance.of("a", Optional.of("r"), "a.fits", 0))
        .setPixels(new float[1])
        .setWidth(1)
        .setHeight(1);
  }

  @Test
  void takesPlainValues() {
    GalaxyImage image =
        image()
            .setPixelScaleArcsec(0.4)
            .setZeroPoint(22.5)
            .setWcs(WCS)
            .setIsophotes(ISOPHOTES)
            .build();

    assertEquals(OptionalDouble.of(0.4), image.pixelScaleArcsec());
    assertEquals(OptionalDouble.of(22.5), image.zeroPoint());
    assertEquals(Optional.of(WCS), image.wcs());
    assertEquals(Optional.of(ISOPHOTES), image.isophotes());
  }

  @Test
  void clearsWithEmptyOptionals() {
    GalaxyImage image =
        image().setPixelScaleArcsec(0.4).setZeroPoint(22.5).setWcs(WCS).build().toBuilder()
            .setPixelScaleArcsec(OptionalDouble.empty())
            .setZeroPoint(OptionalDouble.empty())
            .setWcs(Optional.empty())
            .build();

    assertEquals(OptionalDouble.empty(), image.pixelScaleArcsec());
    assertEquals(OptionalDouble.empty(), image.zeroPoint());
    assertEquals(Optional.empty(), image.wcs());
    assertEquals(Optional.empty(), image.isophotes());
  }
}
