// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CatalogPositionTest {
  static CatalogPosition.Builder position() {
    return CatalogPosition.builder()
        .setId("1237648720142401611")
        .setRaDeg(0)
        .setDecDeg(-90)
        .setCatalog("file:///c.csv")
        .setRow(1);
  }

  @Test
  void sizeAndPositionAngleAreEmptyUnlessSet() {
    CatalogPosition position = position().build();

    assertEquals(OptionalDouble.empty(), position.sizeArcsec());
    assertEquals(OptionalDouble.empty(), position.positionAngleDeg());
  }

  @Test
  void withIsophotesKeepsOtherParts() {
    CatalogPosition plain = position().setRow(7).build();

    assertEquals(Optional.empty(), plain.isophotes());
    assertEquals(
        position().setRow(7).setIsophotes(Optional.of(SkyIsophotesTest.TWO)).build(),
        plain.withIsophotes(SkyIsophotesTest.TWO));
  }

  @Test
  void refusesNumbersOutOfRange() {
    refused(position().setId(""), "an id");
    refused(position().setRaDeg(360), "raDeg");
    refused(position().setRaDeg(-1e-9), "raDeg");
    refused(position().setRaDeg(Double.NaN), "raDeg");
    refused(position().setDecDeg(90.001), "decDeg");
    refused(position().setDecDeg(Double.NaN), "decDeg");
    refused(position().setSizeArcsec(OptionalDouble.of(0)), "sizeArcsec");
    refused(position().setSizeArcsec(OptionalDouble.of(Double.POSITIVE_INFINITY)), "sizeArcsec");
    refused(position().setPositionAngleDeg(OptionalDouble.of(180)), "positionAngleDeg");
    refused(position().setRow(0), "row");
  }

  private static void refused(CatalogPosition.Builder builder, String what) {
    Exception e = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(e.getMessage().contains(what), e.getMessage());
  }
}
