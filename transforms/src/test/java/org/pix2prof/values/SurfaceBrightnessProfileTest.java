package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Flag;

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
  void profilesAreEqualSampleBySample() {
    assertEquals(full().build(), full().build());
    assertEquals(full().build().hashCode(), full().build().hashCode());
    assertNotEquals(full().build(), plain().build());
    assertNotEquals(full().build(), full().setMuErr(some(0.01f, 0.03f)).build());
    assertNotEquals(full().build(), full().setEllipticity(some(0.2f, 0.4f)).build());
    assertNotEquals(full().build(), full().setPaDeg(some(10, 21)).build());
  }

  @Test
  void whatTheModelDoesNotGiveNeedNotBeSet() {
    SurfaceBrightnessProfile profile = plain().build();
    assertEquals(Optional.empty(), profile.muErr());
    assertEquals(Optional.empty(), profile.ellipticity());
    assertEquals(Optional.empty(), profile.paDeg());
    assertEquals(Optional.empty(), profile.magnitudeWithin());
  }

  @Test
  void theMagnitudeWithinEachIsophoteFollows() {
    SurfaceBrightnessProfile even =
        full().setMu(new float[] {20, 20}).setEllipticity(some(0, 0.5f)).build();
    float[] expected = {
      (float) (20 - 2.5 * Math.log10(Math.PI)), (float) (20 - 2.5 * Math.log10(2 * Math.PI))
    };
    assertArrayEquals(expected, even.magnitudeWithin().orElseThrow(), 4e-6f);
  }

  @Test
  void sequencesOfAnotherLengthAreRefused() {
    String message =
        "a profile's radius, mu, mu_err, ellipticity and pa_deg must have one length: ";
    assertRefused(message, full().setRadiusArcsec(new float[1]));
    assertRefused(message, full().setMu(new float[1]));
    assertRefused(message, full().setMuErr(some(1)));
    assertRefused(message, full().setEllipticity(some(1)));
    assertRefused(message, full().setPaDeg(some(1)));
  }

  @Test
  void anEllipseHasBothNumbers() {
    String message = "a profile's ellipticity and pa_deg must come together: ";
    assertRefused(message, full().setEllipticity(Optional.empty()));
    assertRefused(message, full().setPaDeg(Optional.empty()));
  }

  private static void assertRefused(String message, SurfaceBrightnessProfile.Builder builder) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
    assertEquals(message + full().build().provenance(), e.getMessage());
  }
}
