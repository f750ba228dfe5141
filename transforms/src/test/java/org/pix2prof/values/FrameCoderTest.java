// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.wcs.Cards;
import org.pix2prof.wcs.SkyPoint;
import org.pix2prof.wcs.Wcs;

class FrameCoderTest {
  private static final double[] NO_PARAMETERS = {};

  private static Frame frame(Cards header) throws Exception {
    return Frame.builder()
        .setSource("gs://survey/frame-r.fits")
        .setHdu(3)
        .setPlane(2)
        .setBand(Optional.of("r"))
        .setWidth(200)
        .setHeight(150)
        .setWcs(Wcs.of(header, 1, 2).orElseThrow())
        .build();
  }

  private static Cards header(String projection, double... parameters) {
    Cards cards =
        Cards.of(
            "CTYPE1", "RA---" + projection,
            "CTYPE2", "DEC--" + projection,
            "CRVAL1", 150.25,
            "CRVAL2", 2.5,
            "CRPIX1", 100.5,
            "CRPIX2", 75.25,
            "CD1_1", -1e-4,
            "CD1_2", 2e-5,
            "CD2_1", 3e-5,
            "CD2_2", 1e-4);
    for (int m = 0; m < parameters.length; m++) {
      cards.with("PV2_" + m, parameters[m]);
    }
    return cards;
  }

  private static void assertRoundTrip(Cards header) throws Exception {
    Frame frame = frame(header);
    Frame decoded =
        CoderUtils.decodeFromByteArray(
            FrameCoder.of(), CoderUtils.encodeToByteArray(FrameCoder.of(), frame));
    assertEquals(frame, decoded);
    SkyPoint sky = frame.wcs().toSky(12.5, 130);
    assertEquals(sky, decoded.wcs().toSky(12.5, 130));
    assertEquals(
        frame.wcs().toPixel(sky.raDeg(), sky.decDeg()),
        decoded.wcs().toPixel(sky.raDeg(), sky.decDeg()));
    assertArrayEquals(
        CoderUtils.encodeToByteArray(FrameCoder.of(), frame),
        CoderUtils.encodeToByteArray(FrameCoder.of(), frame(header)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TAN", "STG", "SIN", "ARC", "ZEA", "CEA", "CAR", "MER", "SFL", "MOL", "AIT"})
  void keepsEveryProjection(String projection) throws Exception {
    assertRoundTrip(header(projection, NO_PARAMETERS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"COP", "COE", "COD", "COO"})
  void keepsConesWithTheirParallels(String projection) throws Exception {
    assertRoundTrip(header(projection, 0, 41.7, 12.3));
  }

  @Test
  void keepsTheParametersOfProjections() throws Exception {
    assertRoundTrip(header("SIN", 0, 0.1, -0.2));
    assertRoundTrip(header("CEA", 0, 0.7));
    assertRoundTrip(header("ZPN", 0, 1, 0, 0.05));
  }

  @Test
  void keepsDistortions() throws Exception {
    assertRoundTrip(header("TPV", 1e-4, 1.001, 2e-3, 1e-3, 3e-4));
    assertRoundTrip(
        header("TAN-SIP")
            .with("A_ORDER", 2)
            .with("A_2_0", 1e-6)
            .with("B_ORDER", 3)
            .with("B_1_2", -2e-8));
  }

  @Test
  void isDeterministic() throws Exception {
    FrameCoder.of().verifyDeterministic();
    CoderProperties.coderSerializable(FrameCoder.of());
  }

  @Test
  void keepsAFrameWithoutBand() throws Exception {
    Frame frame =
        Frame.builder()
            .setSource("a.fits")
            .setHdu(0)
            .setBand(Optional.empty())
            .setWidth(1)
            .setHeight(1)
            .setWcs(Wcs.of(header("TAN"), 1, 2).orElseThrow())
            .build();
    CoderProperties.coderDecodeEncodeEqual(FrameCoder.of(), frame);
  }
}
