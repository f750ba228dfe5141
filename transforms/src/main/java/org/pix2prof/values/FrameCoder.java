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
import org.pix2prof.wcs.Wcs;

/** Encodes a {@link Frame}. Deterministic. */
public final class FrameCoder extends AtomicCoder<Frame> {
  private static final FrameCoder INSTANCE = new FrameCoder();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Optional<String>> BAND = OptionalCoder.of(TEXT);
  private static final Coder<Integer> COUNT = VarIntCoder.of();
  private static final Coder<Wcs> WCS = WcsCoder.of();

  private FrameCoder() {}

  /** {@return the only instance} */
  public static FrameCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Frame.class), INSTANCE);
  }

  @Override
  public void encode(Frame value, OutputStream out) throws IOException {
    TEXT.encode(value.source(), out);
    COUNT.encode(value.hdu(), out);
    COUNT.encode(value.plane(), out);
    BAND.encode(value.band(), out);
    COUNT.encode(value.width(), out);
    COUNT.encode(value.height(), out);
    WCS.encode(value.wcs(), out);
  }

  @Override
  public Frame decode(InputStream in) throws IOException {
    return Frame.builder()
        .setSource(TEXT.decode(in))
        .setHdu(COUNT.decode(in))
        .setPlane(COUNT.decode(in))
        .setBand(BAND.decode(in))
        .setWidth(COUNT.decode(in))
        .setHeight(COUNT.decode(in))
        .setWcs(WCS.decode(in))
        .build();
  }
}
