// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

class SurfaceBrightnessProfileTest {
  private static Optional<float[]> some(float... values) {
    return Optional.of(values);
  }

  private static SurfaceBrightnessProfile.Builder full() {
    return plain()
        .setMuErr(some(0.01f, 0.02f))
        .setEllipticity(some(0.2f, 0.3f))
        .setPaDeg(some(10, 20));
  }

  private static SurfaceBrightnessProfile.Builder plain() {
    return SurfaceBrightnessProfile.builder()
        .setProvenance(Provenance.of("NGC 1", Optional.of("r"), "n.fits", 3))
        .setModel("m-1@0123456789ab")
        .setRadiusArcsec(new float[] {1, 2})
        .setMu(new float[] {18, 19})
        .setFlags(Set.of(Flag.PADDED));
  }

  @Test
  void equalityComparesSamples() {
    assertEquals(full().build(), full().build());
    assertEquals(full().build().hashCode(), full().build().hashCode());
    assertNotEquals(full().build(), plain().build());
    assertNotEquals(full().build(), full().setMuErr(some(0.01f, 0.03f)).build());
    assertNotEquals(full().build(), full().setEllipticity(some(0.2f, 0.4f)).build());
    assertNotEquals(full().build(), full().setPaDeg(some(10, 21)).build());
  }

  @Test
  void optionalPartsAreEmptyByDefault() {
    SurfaceBrightnessProfile profile = plain().build();
    assertEquals(Optional.empty(), profile.muErr());
    assertEquals(Optional.empty(), profile.ellipticity());
    assertEquals(Optional.empty(), profile.paDeg());
    assertEquals(Optional.empty(), profile.magnitudeWithin());
  }

  @Test
  void isophotesRequireCentreAndShapes() {
    Optional<PixelPoint> centre = Optional.of(new PixelPoint(63.5, 73.5));
    assertEquals(Optional.empty(), full().build().isophotes());
    assertEquals(Optional.empty(), plain().setCentre(centre).build().isophotes());
    assertEquals(
        Optional.of(
            new Isophotes(
                63.5, 73.5, new float[] {1, 2}, new float[] {0.2f, 0.3f}, new float[] {10, 20})),
        full().setCentre(centre).build().isophotes());
    assertNotEquals(full().build(), full().setCentre(centre).build());
  }

  @Test
  void skyIsophotesRequireWcs() {
    Optional<PixelPoint> centre = Optional.of(new PixelPoint(63.5, 73.5));
    Optional<LocalWcs> wcs = Optional.of(SkyIsophotesTest.upright(150, 2));
    assertEquals(Optional.empty(), full().setCentre(centre).build().skyPosition());
    assertEquals(Optional.empty(), full().setCentre(centre).build().isophotesOnSky());
    assertEquals(Optional.empty(), full().setWcs(wcs).build().skyPosition());
    assertEquals(Optional.empty(), full().setWcs(wcs).build().isophotesOnSky());
    SurfaceBrightnessProfile both = full().setCentre(centre).setWcs(wcs).build();
    assertEquals(2 + 10 * 0.396 / 3600, both.skyPosition().orElseThrow().decDeg(), 1e-9);
    assertEquals(2 + 10 * 0.396 / 3600, both.isophotesOnSky().orElseThrow().decDeg(), 1e-9);
    assertArrayEquals(new float[] {100, 110}, both.isophotesOnSky().orElseThrow().paDeg(), 1e-4f);
    assertNotEquals(full().setCentre(centre).build(), both);
  }

  @Test
  void skyIsophotesOfATableHaveItsPositionAndAngles() {
    Optional<SkyPoint> position = Optional.of(new SkyPoint(150.5, -2));
    Optional<float[]> angles = Optional.of(new float[] {30, 40});
    assertEquals(Optional.empty(), full().setPosition(position).build().isophotesOnSky());
    assertEquals(Optional.empty(), full().setSkyAngles(angles).build().isophotesOnSky());
    SurfaceBrightnessProfile both = full().setPosition(position).setSkyAngles(angles).build();
    assertEquals(
        Optional.of(
            new SkyIsophotes(
                150.5, -2, new float[] {1, 2}, new float[] {0.2f, 0.3f}, new float[] {30, 40})),
        both.isophotesOnSky());
    assertArrayEquals(new float[] {30, 40}, both.paSkyDeg().orElseThrow());
    assertEquals(
        Optional.empty(),
        both.toBuilder()
            .setEllipticity(Optional.empty())
            .setPaDeg(Optional.empty())
            .build()
            .isophotesOnSky());
  }

  @Test
  void positionCanBeSetWithoutWcs() {
    Optional<SkyPoint> position = Optional.of(new SkyPoint(150.5, -2));
    SurfaceBrightnessProfile placed = full().setPosition(position).build();
    assertEquals(position, placed.skyPosition());
    assertNotEquals(full().build(), placed);
    Optional<LocalWcs> wcs = Optional.of(SkyIsophotesTest.upright(150, 2));
    assertRefused(
        "a profile with a WCS must have no position or angles of its own: ",
        full().setPosition(position).setWcs(wcs));
  }

  @Test
  void computesMagnitudeWithinIsophotes() {
    SurfaceBrightnessProfile even =
        full().setMu(new float[] {20, 20}).setEllipticity(some(0, 0.5f)).build();
    float[] expected = {
      (float) (20 - 2.5 * Math.log10(Math.PI)), (float) (20 - 2.5 * Math.log10(2 * Math.PI))
    };
    assertArrayEquals(expected, even.magnitudeWithin().orElseThrow(), 4e-6f);
  }

  @Test
  void refusesDifferentLengths() {
    String message =
        "a profile's radius, mu, mu_err, ellipticity, pa_deg, pa_sky_deg and intensity must have"
            + " one length: ";
    assertRefused(message, full().setRadiusArcsec(new float[1]));
    assertRefused(message, full().setMu(new float[1]));
    assertRefused(message, full().setMuErr(some(1)));
    assertRefused(message, full().setEllipticity(some(1)));
    assertRefused(message, full().setPaDeg(some(1)));
    assertRefused(message, full().setSkyAngles(some(1)));
    assertRefused(message, full().setPhotometry(Optional.of(photometry(1, 2, 3))));
  }

  /** Photometry with these errors. */
  private static IsophotePhotometry photometry(float... errors) {
    float[] zeros = new float[errors.length];
    return new IsophotePhotometry(zeros, errors, zeros, zeros, zeros, null);
  }

  @Test
  void limitIsThreeErrorsWhereMuIsUndefined() {
    SurfaceBrightnessProfile profile =
        full()
            .setMu(new float[] {18, Float.NaN})
            .setPhotometry(Optional.of(photometry(1, 10)))
            .setZeroPoint(OptionalDouble.of(25))
            .build();
    float[] limit = profile.muLimit().orElseThrow();
    assertTrue(Float.isNaN(limit[0]));
    assertEquals(25 - 2.5 * Math.log10(30), limit[1], 1e-5);
    assertEquals(
        Optional.empty(), profile.toBuilder().setMu(new float[] {18, 19}).build().muLimit());
    assertEquals(
        Optional.empty(),
        profile.toBuilder().setZeroPoint(OptionalDouble.empty()).build().muLimit());
    assertNotEquals(full().build(), full().setZeroPoint(OptionalDouble.of(25)).build());
    assertNotEquals(full().build(), full().setSky(Optional.of(SkyLevel.ZERO)).build());
    assertNotEquals(full().build(), full().setPhotometry(Optional.of(photometry(1, 10))).build());
  }

  @Test
  void predictedPartHasMu() {
    SurfaceBrightnessProfile profile =
        full()
            .setMu(new float[] {Float.NaN, 19})
            .setPhotometry(Optional.of(photometry(1, 10)))
            .build();
    SurfaceBrightnessProfile predicted = profile.predicted();
    assertArrayEquals(new float[] {2}, predicted.radiusArcsec());
    assertArrayEquals(new float[] {19}, predicted.mu());
    assertArrayEquals(new float[] {0.3f}, predicted.ellipticity().orElseThrow());
    assertSame(predicted, predicted.predicted());
    float[] within = profile.magnitudeWithin().orElseThrow();
    assertTrue(Float.isNaN(within[0]));
    assertEquals(predicted.magnitudeWithin().orElseThrow()[0], within[1]);
  }

  @Test
  void anglesOnTheSkyFollowFromWcsOrAreSet() {
    Optional<LocalWcs> wcs = Optional.of(SkyIsophotesTest.upright(150, 2));
    SurfaceBrightnessProfile placed =
        full().setCentre(Optional.of(new PixelPoint(63.5, 73.5))).setWcs(wcs).build();
    assertArrayEquals(new float[] {100, 110}, placed.paSkyDeg().orElseThrow(), 1e-4f);
    assertEquals(Optional.empty(), full().build().paSkyDeg());
    SurfaceBrightnessProfile read = full().setSkyAngles(some(100, 110)).build();
    assertArrayEquals(new float[] {100, 110}, read.paSkyDeg().orElseThrow());
    assertNotEquals(full().build(), read);
  }

  @Test
  void refusesEllipticityWithoutPositionAngle() {
    String message = "a profile's ellipticity and pa_deg must come together: ";
    assertRefused(message, full().setEllipticity(Optional.empty()));
    assertRefused(message, full().setPaDeg(Optional.empty()));
  }

  private static void assertRefused(String message, SurfaceBrightnessProfile.Builder builder) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
    assertEquals(message + full().build().provenance(), e.getMessage());
  }
}
