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
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Encodes a {@link CatalogPosition}. Deterministic. */
public final class CatalogPositionCoder extends AtomicCoder<CatalogPosition> {
  private static final CatalogPositionCoder INSTANCE = new CatalogPositionCoder();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Double> NUMBER = DoubleCoder.of();
  private static final Coder<Long> ROW = VarLongCoder.of();
  private static final Coder<Optional<SkyIsophotes>> ISOPHOTES =
      OptionalCoder.of(SkyIsophotesCoder.of());

  private CatalogPositionCoder() {}

  /** {@return the only instance} */
  public static CatalogPositionCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(CatalogPosition.class), INSTANCE);
  }

  @Override
  public void encode(CatalogPosition value, OutputStream out) throws IOException {
    TEXT.encode(value.id(), out);
    NUMBER.encode(value.raDeg(), out);
    NUMBER.encode(value.decDeg(), out);
    Numbers.write(value.sizeArcsec(), out);
    Numbers.write(value.positionAngleDeg(), out);
    ISOPHOTES.encode(value.isophotes(), out);
    TEXT.encode(value.catalog(), out);
    ROW.encode(value.row(), out);
  }

  @Override
  public CatalogPosition decode(InputStream in) throws IOException {
    return CatalogPosition.builder()
        .setId(TEXT.decode(in))
        .setRaDeg(NUMBER.decode(in))
        .setDecDeg(NUMBER.decode(in))
        .setSizeArcsec(Numbers.read(in))
        .setPositionAngleDeg(Numbers.read(in))
        .setIsophotes(ISOPHOTES.decode(in))
        .setCatalog(TEXT.decode(in))
        .setRow(ROW.decode(in))
        .build();
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
