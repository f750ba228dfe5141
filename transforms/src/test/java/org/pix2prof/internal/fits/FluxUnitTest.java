// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.internal.fits.FluxUnit.Kind;

/** Units in the spellings of headers. */
class FluxUnitTest {
  private static final double JANSKY = 2.5 * Math.log10(3631);

  @ParameterizedTest
  @ValueSource(
      strings = {"adu", "ADU", "counts", "COUNTS", "DN", "DNs", "ELECTRONS", "e-", "photons", "ct"})
  void readsCounts(String text) {
    assertEquals(Kind.COUNTS, FluxUnit.of(text).kind(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adu/s",
        "DN/s",
        "ELECTRONS/S",
        "electron / s",
        "electrons/sec",
        "counts s-1",
        "count s**-1",
        "ct s^-1",
        "e-/s",
        "e-/sec",
        "cps",
        "CPS",
        "DN/sec",
        "electron.s-1",
        "electrons per second",
        "photons/s/pixel"
      })
  void readsCountsPerSecond(String text) {
    assertEquals(Kind.RATE, FluxUnit.of(text).kind(), text);
  }

  @ParameterizedTest
  @CsvSource({
    "nanomaggy, 22.5",
    "nanomaggies, 22.5",
    "NANOMAGGY, 22.5",
    "nmgy, 22.5",
    "maggies, 0",
    "1 nanomaggy, 22.5",
    "nanomaggies/pixel, 22.5"
  })
  void readsMaggies(String text, double zeroPoint) {
    assertFlux(text, zeroPoint);
  }

  @ParameterizedTest
  @CsvSource({
    "Jy, 0",
    "JY, 0",
    "Jy/pixel, 0",
    "Jy pix-1, 0",
    "mJy, 7.5",
    "mJy/pix, 7.5",
    "MJy, -15",
    "uJy, 15",
    "microJy, 15",
    "microJansky, 15",
    "nJy, 22.5",
    "NJY, 22.5",
    "10*nJy, 20",
    "10.0*nanoJansky, 20",
    "1e-6 Jy, 15",
    "10^-6 Jy, 15",
    "10**(-6)*Jy, 15",
    "W m-2 Hz-1, -65",
    "W/m^2/Hz, -65",
    "erg/s/cm2/Hz, -57.5",
    "erg s**-1 cm**-2 Hz**-1, -57.5",
    "erg/(s cm2 Hz), -57.5"
  })
  void readsFluxDensities(String text, double belowJansky) {
    assertFlux(text, JANSKY + belowJansky);
  }

  private static void assertFlux(String text, double zeroPoint) {
    FluxUnit unit = FluxUnit.of(text);
    assertEquals(Kind.FLUX, unit.kind(), text);
    assertEquals(zeroPoint, unit.zeroPoint(), 1e-9, text);
  }

  @ParameterizedTest
  @CsvSource({
    "nanomaggies/arcsec2, 22.5",
    "nanomaggies/arcsec^2, 22.5",
    "nanomaggy arcsec-2, 22.5",
    "nanomaggy/sq.arcsec, 22.5",
    "maggies / arcsec**2, 0"
  })
  void readsMaggiesPerSolidAngle(String text, double zeroPoint) {
    FluxUnit unit = FluxUnit.of(text);
    assertEquals(Kind.PER_AREA, unit.kind(), text);
    assertEquals(zeroPoint, unit.zeroPoint(), 1e-9, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MJy/sr", "MJY/SR", "MJy sr-1", "MJy.sr**-1", "1e6 Jy/sr", "MJy/str"})
  void readsMegajanskyPerSteradian(String text) {
    FluxUnit unit = FluxUnit.of(text);
    assertEquals(Kind.PER_AREA, unit.kind(), text);
    double pixel = 5.28849687130196e-13;
    double area = pixel * FluxUnit.ARCSEC2_PER_STERADIAN;
    assertEquals(
        -2.5 * Math.log10(pixel * 1e6 / 3631), unit.zeroPoint() - 2.5 * Math.log10(area), 1e-9);
  }

  /** AB magnitude of PHOTFLAM, ACS Data Handbook: ABMAG_ZEROPOINT = ... - 21.10 + 18.6921. */
  @ParameterizedTest
  @ValueSource(
      strings = {"erg/s/cm2/Angstrom", "erg s-1 cm-2 A-1", "erg/cm^2/s/Ang", "ergs/s/cm2/AA"})
  void readsFluxPerWavelength(String text) {
    FluxUnit unit = FluxUnit.of(text);
    assertEquals(Kind.PER_WAVELENGTH, unit.kind(), text);
    assertEquals(-21.10 + 18.6921, unit.zeroPoint(), 1e-3);
    assertEquals(42.5 - 2.408, FluxUnit.of("1e-17 " + text).zeroPoint(), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jy/beam",
        "JY/BEAM",
        "mJy beam-1",
        "MJy/beam",
        "K",
        "Kelvin",
        "K km s-1",
        "km/s",
        "W/m2/arcsec2",
        "W m-2",
        "erg/s/cm2",
        "erg/s/cm2/arcsec2",
        "mjy/sr",
        "Jy/something",
        "counts/arcsec2",
        "nanomaggies per something"
      })
  void rejectsOtherUnits(String text) {
    assertEquals(Kind.OTHER, FluxUnit.of(text).kind(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mag",
        "mag/arcsec2",
        "mag/arcsec^2",
        "MAG/SQARCSEC",
        "AB mag/arcsec2",
        "ABmag/arcsec2",
        "ABMAG",
        "STmag",
        "mag_AB",
        "mag(AB)",
        "[mag]",
        "log10(nanomaggy)",
        "dex(Jy)"
      })
  void rejectsMagnitudes(String text) {
    assertEquals(Kind.LOGARITHMIC, FluxUnit.of(text).kind(), text);
  }

  @Test
  void ignoresOtherWords() {
    for (String text : new String[] {"Massaged Data Value", "UNITLESS", "intensity", "image"}) {
      assertEquals(Kind.NONE, FluxUnit.of(text).kind(), text);
    }
  }
}
