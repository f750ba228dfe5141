// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Flag;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.StructureFlag;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.wcs.SkyPoint;

class GalaxyStructureCoderTest {
  private static final Provenance FROM = Provenance.of("NGC1", Optional.of("r"), "NGC1.fits", 1);
  private static final Set<Flag> FLAGS = Set.of(Flag.ZERO_POINT_ASSUMED, Flag.STITCHED);

  private static final Optional<SkyPoint> POSITION = Optional.of(new SkyPoint(150.1, -2.2));

  private static Map<StructureQuantity, Measurement> estimates() {
    Map<StructureQuantity, Measurement> estimates = new EnumMap<>(StructureQuantity.class);
    StructureQuantity.all()
        .forEach(
            q ->
                estimates.put(
                    q,
                    new Measurement(
                        OptionalDouble.of(q.ordinal() + 0.1),
                        OptionalDouble.of(0.01),
                        Optional.empty())));
    estimates.put(
        StructureQuantity.R_26,
        new Measurement(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.of(StructureFlag.NOT_REACHED)));
    estimates.put(
        StructureQuantity.DISC_H,
        new Measurement(
            OptionalDouble.of(3),
            OptionalDouble.empty(),
            Optional.of(StructureFlag.NO_UNCERTAINTY)));
    return estimates;
  }

  @Test
  void roundTrip() throws Exception {
    GalaxyStructure structure = GalaxyStructure.of(FROM, "m-1@0", FLAGS, POSITION, estimates());
    CoderProperties.coderDecodeEncodeEqual(GalaxyStructureCoder.of(), structure);
    CoderProperties.coderDeterministic(
        GalaxyStructureCoder.of(),
        structure,
        GalaxyStructure.of(FROM, "m-1@0", FLAGS, POSITION, estimates()));
    assertEquals(
        List.of("r_26:not_reached", "disc_h:no_uncertainty"),
        CoderUtils.clone(GalaxyStructureCoder.of(), structure).flags());
  }

  @Test
  void refusesOtherBytes() throws Exception {
    byte[] bytes =
        CoderUtils.encodeToByteArray(
            GalaxyStructureCoder.of(),
            GalaxyStructure.of(FROM, "m-1@0", FLAGS, POSITION, estimates()));
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] renamed =
        text.replace("R_26", "R_99").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    CoderException e =
        assertThrows(
            CoderException.class,
            () -> CoderUtils.decodeFromByteArray(GalaxyStructureCoder.of(), renamed));
    assertTrue(e.getMessage().contains("R_99"), e.getMessage());
  }

  @Test
  void requiresEveryQuantity() {
    Map<StructureQuantity, Measurement> some = estimates();
    some.remove(StructureQuantity.C_28);
    assertEquals(
        "a structure must have c_28",
        assertThrows(
                IllegalArgumentException.class,
                () -> GalaxyStructure.of(FROM, "m-1@0", FLAGS, POSITION, some))
            .getMessage());
  }

  @Test
  void refusesInconsistentMeasurement() {
    OptionalDouble none = OptionalDouble.empty();
    OptionalDouble one = OptionalDouble.of(1);
    Optional<StructureFlag> unknown = Optional.of(StructureFlag.NO_UNCERTAINTY);
    assertRefused(none, none, Optional.empty());
    assertRefused(none, none, unknown);
    assertRefused(none, one, Optional.of(StructureFlag.NO_DISC));
    assertRefused(one, one, unknown);
    assertRefused(one, none, Optional.of(StructureFlag.NO_DISC));
    assertRefused(one, OptionalDouble.of(-1), Optional.empty());
    assertRefused(OptionalDouble.of(Double.NaN), none, Optional.empty());
  }

  private static void assertRefused(
      OptionalDouble value, OptionalDouble error, Optional<StructureFlag> flag) {
    assertThrows(IllegalArgumentException.class, () -> new Measurement(value, error, flag));
  }
}
