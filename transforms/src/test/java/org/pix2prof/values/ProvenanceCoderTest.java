// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;

class ProvenanceCoderTest {
  private static final Coder<Provenance> CODER = ProvenanceCoder.of();
  private static final Provenance KNOWN =
      Provenance.of("NGC 4467#SCI", Optional.of("r"), "gs://survey/ngc4467.fits.gz", 3);
  private static final Provenance BARE = Provenance.of("Ωω", Optional.empty(), "/a b.fits", 0);

  @Test
  void roundTrip() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(CODER, KNOWN);
    CoderProperties.coderDecodeEncodeEqual(CODER, BARE);
    CoderProperties.coderDecodeEncodeEqual(CODER, BARE.withSuffix("#SCI"));
  }

  @Test
  void suffixDistinguishesImagesOfFile() {
    assertEquals("Ωω#SCI", BARE.withSuffix("#SCI").objectId());
    assertEquals("Ωω", BARE.withSuffix("#SCI").fileObjectId());
    assertEquals("Ωω", BARE.fileObjectId());
  }

  @Test
  void deterministicAndSerializable() throws Exception {
    CODER.verifyDeterministic();
    CoderProperties.coderDeterministic(CODER, KNOWN, KNOWN);
    CoderProperties.coderSerializable(CODER);
    SerializableUtils.ensureSerializableByCoder(CODER, KNOWN, "provenance");
  }

  @Test
  void foundByBeam() throws Exception {
    assertEquals(
        CODER, CoderRegistry.createDefault().getCoder(TypeDescriptor.of(Provenance.class)));
  }
}
