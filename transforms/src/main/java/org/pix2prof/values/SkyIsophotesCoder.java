// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.model.Isophotes;

/** Encodes {@link SkyIsophotes}. Deterministic. */
public final class SkyIsophotesCoder extends AtomicCoder<SkyIsophotes> {
  private static final SkyIsophotesCoder INSTANCE = new SkyIsophotesCoder();

  private SkyIsophotesCoder() {}

  /** {@return the only instance} */
  public static SkyIsophotesCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(SkyIsophotes.class), INSTANCE);
  }

  @Override
  public void encode(SkyIsophotes value, OutputStream out) throws IOException {
    IsophotesCoder.of().encode(value.asNumbers(), out);
  }

  @Override
  public SkyIsophotes decode(InputStream in) throws IOException {
    Isophotes numbers = IsophotesCoder.of().decode(in);
    return new SkyIsophotes(
        numbers.centreX(),
        numbers.centreY(),
        numbers.radiusArcsec(),
        numbers.ellipticity(),
        numbers.paDeg());
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
