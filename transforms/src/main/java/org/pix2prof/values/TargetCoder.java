// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** Encodes a {@link Target}. Deterministic. */
public final class TargetCoder extends AtomicCoder<Target> {
  private static final TargetCoder INSTANCE = new TargetCoder();
  private static final Coder<Optional<String>> TEXT = OptionalCoder.of(StringUtf8Coder.of());
  private static final Coder<Boolean> FLAG = BooleanCoder.of();
  private static final Coder<Long> ROW = VarLongCoder.of();

  private TargetCoder() {}

  /** {@return the only instance} */
  public static TargetCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Target.class), INSTANCE);
  }

  @Override
  public void encode(Target value, OutputStream out) throws IOException {
    TEXT.encode(value.objectId(), out);
    TEXT.encode(value.band(), out);
    PixelPoints.write(value.centre(), out);
    PixelPoints.write(value.position().map(p -> new PixelPoint(p.raDeg(), p.decDeg())), out);
    FLAG.encode(value.inMiddle(), out);
    Numbers.write(value.ellipticity(), out);
    Numbers.write(value.paDeg(), out);
    Numbers.write(value.paSkyDeg(), out);
    TEXT.encode(value.catalog(), out);
    ROW.encode(value.row(), out);
  }

  @Override
  public Target decode(InputStream in) throws IOException {
    return Target.builder()
        .setObjectId(TEXT.decode(in))
        .setBand(TEXT.decode(in))
        .setCentre(PixelPoints.read(in))
        .setPosition(PixelPoints.read(in).map(p -> new SkyPoint(p.x(), p.y())))
        .setInMiddle(FLAG.decode(in))
        .setEllipticity(Numbers.read(in))
        .setPaDeg(Numbers.read(in))
        .setPaSkyDeg(Numbers.read(in))
        .setCatalog(TEXT.decode(in))
        .setRow(ROW.decode(in))
        .build();
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
