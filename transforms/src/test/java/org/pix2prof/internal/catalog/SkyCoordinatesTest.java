// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.wcs.SkyPoint;

class SkyCoordinatesTest {
  @ParameterizedTest
  @CsvSource({
    "10:00:24, +02:12:00",
    "10h00m24s, 2d12m00s",
    "150d06m00s, +2:12:00",
  })
  void readsHoursAndDegrees(String ra, String dec) {
    SkyPoint position = SkyCoordinates.sexagesimal(ra, dec).orElseThrow();
    assertEquals(150.1, position.raDeg(), 1e-9);
    assertEquals(2.2, position.decDeg(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "24:00:00, 1:00:00",
    "10:00:24, 90:00:01",
    "10 00 24, 2 12 00",
    "10:00:24, 2h12m00s",
    "10:00:24, 2.2",
    "150.1, 2:12:00",
  })
  void refusesOtherForms(String ra, String dec) {
    assertEquals(Optional.empty(), SkyCoordinates.sexagesimal(ra, dec));
  }

  @Test
  void readsDegrees() {
    assertEquals(Optional.of(new SkyPoint(350, -90)), SkyCoordinates.degrees(-10, -90));
    assertEquals(Optional.of(new SkyPoint(0, 0)), SkyCoordinates.degrees(360, -0.0));
    assertEquals(Optional.empty(), SkyCoordinates.degrees(360.5, 0));
    assertEquals(Optional.empty(), SkyCoordinates.degrees(0, 91));
    assertEquals(Optional.empty(), SkyCoordinates.degrees(Double.NaN, 0));
  }
}
