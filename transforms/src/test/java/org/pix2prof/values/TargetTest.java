// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

class TargetTest {
  private static final TargetCoder CODER = TargetCoder.of();
  private static final PixelPoint PIXEL = new PixelPoint(3.5, -0.25);
  private static final SkyPoint SKY = new SkyPoint(150.1, -2.2);

  private static Target.Builder target() {
    return Target.builder().setObjectId("NGC 1");
  }

  private static Target.Builder shape(double ellipticity) {
    return target().setEllipticity(ellipticity);
  }

  private static void refuses(String message, Target.Builder target) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, target::build).getMessage());
  }

  @Test
  void hasCentreOrShape() {
    assertTrue(target().setCentre(PIXEL).build().hasCentre());
    assertTrue(target().setPosition(SKY).build().hasCentre());
    assertTrue(target().setInMiddle(true).build().hasCentre());
    assertFalse(shape(0).build().hasCentre());
    refuses("a target needs a centre, an ellipticity, or both", target());
  }

  @Test
  void hasOneCentre() {
    refuses(
        "a target has one centre: in pixels, on the sky, or the middle",
        target().setCentre(PIXEL).setPosition(SKY));
    refuses(
        "a target has one centre: in pixels, on the sky, or the middle",
        target().setCentre(PIXEL).setInMiddle(true));
    refuses(
        "the centre of a target must be finite, not PixelPoint[x=NaN, y=1.0]",
        target().setCentre(new PixelPoint(Double.NaN, 1)));
    refuses(
        "a target needs 0 <= RA < 360 and -90 <= Dec <= 90 degrees, not SkyPoint[raDeg=360.0,"
            + " decDeg=0.0]",
        target().setPosition(new SkyPoint(360, 0)));
  }

  @Test
  void hasOneAngleWithEllipticity() {
    refuses("an ellipticity of 0.5 needs a position angle", shape(0.5));
    refuses("a position angle needs an ellipticity", target().setCentre(PIXEL).setPaDeg(5));
    refuses(
        "a target has one position angle: in the image or on the sky",
        shape(0.5).setPaDeg(1).setPaSkyDeg(1));
    refuses("an ellipticity must be at least 0 and less than 1, not 1.0", shape(1).setPaDeg(1));
    refuses(
        "a position angle must be at least 0 and less than 180 degrees, not 180.0",
        shape(0.5).setPaSkyDeg(180));
  }

  @Test
  void coderKeepsEveryPart() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        CODER,
        target()
            .setBand("r")
            .setPosition(SKY)
            .setEllipticity(0.25)
            .setPaSkyDeg(179.5)
            .setCatalog(Optional.of("gs://b/c.csv"))
            .setRow(5_000_000_000L)
            .build());
    CoderProperties.coderDecodeEncodeEqual(
        CODER, Target.builder().setCentre(PIXEL).setEllipticity(0.25).setPaDeg(30).build());
    CoderProperties.coderDecodeEncodeEqual(CODER, Target.builder().setInMiddle(true).build());
  }

  @Test
  void coderIsDeterministicAndFound() throws Exception {
    CoderProperties.coderDeterministic(CODER, shape(0).build(), shape(0).build());
    CoderProperties.coderConsistentWithEquals(CODER, shape(0).build(), shape(0).setRow(2).build());
    assertEquals(CODER, CoderRegistry.createDefault().getCoder(Target.class));
  }
}
