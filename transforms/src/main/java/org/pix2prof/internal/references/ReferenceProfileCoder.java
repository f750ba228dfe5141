// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Encodes a {@link ReferenceProfile}. */
public final class ReferenceProfileCoder extends CustomCoder<ReferenceProfile> {
  private static final long serialVersionUID = 1;
  private static final ReferenceProfileCoder INSTANCE = new ReferenceProfileCoder();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Optional<String>> OPTIONAL_TEXT = OptionalCoder.of(TEXT);

  private ReferenceProfileCoder() {}

  /** {@return the only instance} */
  public static ReferenceProfileCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ReferenceProfile profile, OutputStream out) throws IOException {
    TEXT.encode(profile.objectId(), out);
    OPTIONAL_TEXT.encode(profile.band(), out);
    writeNumbers(profile.radiusArcsec(), out);
    writeNumbers(profile.mu(), out);
    BooleanCoder.of().encode(profile.isophotes().isPresent(), out);
    if (profile.isophotes().isPresent()) {
      writeNumbers(profile.isophotes().get().radiusArcsec(), out);
      writeNumbers(profile.isophotes().get().ellipticity(), out);
      writeNumbers(profile.isophotes().get().paDeg(), out);
    }
  }

  @Override
  public ReferenceProfile decode(InputStream in) throws IOException {
    return new ReferenceProfile(
        TEXT.decode(in), OPTIONAL_TEXT.decode(in), readNumbers(in), readNumbers(in), shapes(in));
  }

  private static Optional<IsophoteShapes> shapes(InputStream in) throws IOException {
    return BooleanCoder.of().decode(in)
        ? Optional.of(new IsophoteShapes(readNumbers(in), readNumbers(in), readNumbers(in)))
        : Optional.empty();
  }

  private static void writeNumbers(double[] values, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(values.length);
    for (double value : values) {
      data.writeDouble(value);
    }
  }

  private static double[] readNumbers(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    double[] values = new double[data.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.readDouble();
    }
    return values;
  }

  @Override
  public void verifyDeterministic() {
    // The same numbers give the same bytes.
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReferenceProfileCoder;
  }

  @Override
  public int hashCode() {
    return ReferenceProfileCoder.class.hashCode();
  }
}
