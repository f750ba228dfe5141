// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Encodes a {@link Provenance}. Deterministic. */
public final class ProvenanceCoder extends AtomicCoder<Provenance> {
  private static final ProvenanceCoder INSTANCE = new ProvenanceCoder();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Optional<String>> BAND = OptionalCoder.of(TEXT);
  private static final Coder<Integer> HDU = VarIntCoder.of();

  private ProvenanceCoder() {}

  /** {@return the only instance} */
  public static ProvenanceCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Provenance.class), INSTANCE);
  }

  @Override
  public void encode(Provenance value, OutputStream out) throws IOException {
    TEXT.encode(value.objectId(), out);
    TEXT.encode(value.fileObjectId(), out);
    BAND.encode(value.band(), out);
    TEXT.encode(value.source(), out);
    HDU.encode(value.hdu(), out);
  }

  @Override
  public Provenance decode(InputStream in) throws IOException {
    String objectId = TEXT.decode(in);
    String fileObjectId = TEXT.decode(in);
    Optional<String> band = BAND.decode(in);
    String source = TEXT.decode(in);
    return Provenance.of(objectId, fileObjectId, band, source, HDU.decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
