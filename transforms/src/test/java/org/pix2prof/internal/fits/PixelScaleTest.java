// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PixelScaleTest {
  private static Collected read(UnaryOperator<FitsFixtures.Part> cards) throws Exception {
    return Collected.of(FitsFixtures.file(cards.apply(FitsFixtures.ramp(16, 4, 3))));
  }

  private static OptionalDouble scale(UnaryOperator<FitsFixtures.Part> cards) throws Exception {
    return read(cards).only().pixelScaleArcsec();
  }

  private static void expect(double arcsec, UnaryOperator<FitsFixtures.Part> cards)
      throws Exception {
    assertEquals(arcsec, scale(cards).getAsDouble(), 1e-9 * arcsec);
  }

  private static void none(UnaryOperator<FitsFixtures.Part> cards) throws Exception {
    assertEquals(OptionalDouble.empty(), scale(cards));
  }

  private static void bad(String message, UnaryOperator<FitsFixtures.Part> cards) throws Exception {
    Collected.Bad bad = read(cards).onlyBad();
    assertEquals("bad_keyword", bad.reason());
    assertTrue(bad.message().contains(message), bad.message());
  }

  private static FitsFixtures.Part celestial(FitsFixtures.Part p) {
    return p.card("CTYPE1", "RA---TAN").card("CTYPE2", "DEC--TAN");
  }

  @Test
  void readsRotatedCdBesideCdeltOfOne() throws Exception {
    expect(
        0.396,
        p ->
            celestial(p)
                .card("CDELT1", 1.0)
                .card("CDELT2", 1.0)
                .card("CD1_1", 0.0)
                .card("CD1_2", 1.1e-4)
                .card("CD2_1", 1.1e-4)
                .card("CD2_2", 0.0));
  }

  @Test
  void readsPixelAreaOfCdMatrix() throws Exception {
    double expected = 3600 * Math.sqrt(2e-4 * 3e-4 + 1e-5 * 2e-5);
    expect(
        expected,
        p -> p.card("CD1_1", -2e-4).card("CD1_2", 1e-5).card("CD2_1", 2e-5).card("CD2_2", 3e-4));
  }

  @Test
  void missingCdElementsAreZero() throws Exception {
    expect(0.36, p -> p.card("CD1_2", 1e-4).card("CD2_1", -1e-4));
  }

  @Test
  void prefersCdToCdeltAndPc() throws Exception {
    expect(
        0.36,
        p ->
            p.card("CDELT1", 5e-4)
                .card("CDELT2", 5e-4)
                .card("PC1_1", 1)
                .card("PC2_2", 1)
                .card("CD1_1", -1e-4)
                .card("CD2_2", 1e-4));
  }

  @Test
  void readsPcMatrixWithCdelt() throws Exception {
    expect(
        3600 * 2e-4 * Math.sqrt(0.6 * 0.6 + 0.8 * 0.8),
        p ->
            celestial(p)
                .card("CDELT1", -2e-4)
                .card("CDELT2", 2e-4)
                .card("PC1_1", 0.6)
                .card("PC1_2", -0.8)
                .card("PC2_1", 0.8)
                .card("PC2_2", 0.6));
  }

  @Test
  void readsScaleFromPcWithCdeltOfOne() throws Exception {
    expect(
        0.06,
        p ->
            celestial(p)
                .card("CDELT1", 1.0)
                .card("CDELT2", 1.0)
                .card("PC1_1", -0.06 / 3600)
                .card("PC2_2", 0.06 / 3600));
  }

  @Test
  void readsPcNamesOfPanStarrs() throws Exception {
    expect(
        3600 * 2e-4 * Math.sqrt(0.5),
        p ->
            celestial(p)
                .card("CDELT1", -2e-4)
                .card("CDELT2", 2e-4)
                .card("PC001001", 0.5)
                .card("PC001002", 0.5)
                .card("PC002001", -0.5)
                .card("PC002002", 0.5));
  }

  @Test
  void readsCdeltWithRotation() throws Exception {
    expect(
        0.396,
        p -> celestial(p).card("CDELT1", -1.1e-4).card("CDELT2", 1.1e-4).card("CROTA2", 37.0));
  }

  @Test
  void readsCdeltAlone() throws Exception {
    expect(3600 * Math.sqrt(1e-4 * 4e-4), p -> p.card("CDELT1", -1e-4).card("CDELT2", 4e-4));
  }

  @Test
  void ignoresCdeltOfOneAlone() throws Exception {
    none(p -> p.card("CDELT1", 1.0).card("CDELT2", 1.0));
  }

  @Test
  void ignoresStepsOfOtherAxes() throws Exception {
    none(
        p ->
            p.card("CDELT1", 1e-4)
                .card("CDELT2", 1e-4)
                .card("CTYPE1", "PIXEL")
                .card("CTYPE2", "PIXEL"));
    none(
        p ->
            p.card("CDELT1", 1e-4)
                .card("CDELT2", 1e-4)
                .card("CTYPE1", "LINEAR")
                .card("CTYPE2", "DEC--TAN"));
  }

  @Test
  void noWcsGivesNoScale() throws Exception {
    none(p -> p);
  }

  @Test
  void readsUnitsOfAxes() throws Exception {
    expect(
        0.6,
        p ->
            p.card("CDELT1", 0.01)
                .card("CDELT2", 0.01)
                .card("CUNIT1", "Arcmin")
                .card("CUNIT2", "Arcmin"));
    expect(
        0.25,
        p ->
            celestial(p)
                .card("CD1_1", -0.25)
                .card("CD2_2", 0.25)
                .card("CUNIT1", "arcsec")
                .card("CUNIT2", "arcsec"));
    bad(
        "CUNIT2 = furlong",
        p -> celestial(p).card("CD1_1", 1e-4).card("CD2_2", 1e-4).card("CUNIT2", "furlong"));
  }

  @Test
  void ignoresAxesOfLengthOne() throws Exception {
    Collected found =
        Collected.of(
            FitsFixtures.file(
                FitsFixtures.ramp(16, 1, 4, 3)
                    .card("CDELT1", 7.0)
                    .card("CDELT2", 1e-4)
                    .card("CDELT3", 1e-4)));
    assertEquals(0.36, found.only().pixelScaleArcsec().getAsDouble(), 1e-12);
    assertEquals(4, found.only().width());
  }

  @Test
  void namesInvalidKeyword() throws Exception {
    bad("the CD matrix gives pixels of 0", p -> celestial(p).card("CD1_1", 0.0));
    bad("CD1_1 = north", p -> celestial(p).card("CD1_1", "north"));
    bad(
        "CDELT1 with CDELT2 gives pixels of 3600",
        p -> celestial(p).card("CDELT1", 1.0).card("CDELT2", 1.0));
    bad("no usable CDELT2", p -> celestial(p).card("CDELT1", 1e-4));
  }

  @Test
  void optionReplacesInvalidKeyword() throws Exception {
    byte[] file = FitsFixtures.file(celestial(FitsFixtures.ramp(16, 4, 3)).card("CD1_1", 0.0));
    Collected found = Collected.of(file, FitsOptions.defaults().withPixelScale(0.4));
    assertEquals(OptionalDouble.of(0.4), found.only().pixelScaleArcsec());
  }

  @Test
  void prefersHeaderToOption() throws Exception {
    byte[] file =
        FitsFixtures.file(FitsFixtures.ramp(16, 4, 3).card("CDELT1", 1e-4).card("CDELT2", 1e-4));
    Collected found = Collected.of(file, FitsOptions.defaults().withPixelScale(0.4));
    assertEquals(0.36, found.only().pixelScaleArcsec().getAsDouble(), 1e-12);
  }
}
