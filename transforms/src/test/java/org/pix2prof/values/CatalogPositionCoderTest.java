// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;

class CatalogPositionCoderTest {
  private static final CatalogPositionCoder CODER = CatalogPositionCoder.of();

  @Test
  void keepsEveryPart() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        CODER,
        CatalogPositionTest.position()
            .setSizeArcsec(OptionalDouble.of(101.376))
            .setPositionAngleDeg(OptionalDouble.of(179.5))
            .setRow(5_000_000_000L)
            .build());
  }

  @Test
  void keepsIsophotes() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        CODER, CatalogPositionTest.position().build().withIsophotes(SkyIsophotesTest.TWO));
  }

  @Test
  void keepsEmptyParts() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(CODER, CatalogPositionTest.position().build());
    CoderProperties.coderDecodeEncodeEqual(
        CODER, CatalogPositionTest.position().setSizeArcsec(OptionalDouble.of(2)).build());
  }

  @Test
  void isDeterministicAndConsistentWithEquals() throws Exception {
    CoderProperties.coderDeterministic(
        CODER, CatalogPositionTest.position().build(), CatalogPositionTest.position().build());
    CoderProperties.coderConsistentWithEquals(
        CODER,
        CatalogPositionTest.position().build(),
        CatalogPositionTest.position().setRow(2).build());
  }

  @Test
  void isFoundByBeam() throws Exception {
    assertEquals(CODER, CoderRegistry.createDefault().getCoder(CatalogPosition.class));
  }
}
