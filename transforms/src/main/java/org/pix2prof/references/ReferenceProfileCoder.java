package org.pix2prof.references;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Encodes a {@link ReferenceProfile}. */
public final class ReferenceProfileCoder extends CustomCoder<ReferenceProfile> {
  private static final long serialVersionUID = 1;
  private static final ReferenceProfileCoder INSTANCE = new ReferenceProfileCoder();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Optional<String>> OPTIONAL_TEXT = OptionalCoder.of(TEXT);
  private static final Coder<double[]> NUMBERS = SerializableCoder.of(double[].class);

  private ReferenceProfileCoder() {}

  /**
   * The coder.
   *
   * @return always the same
   */
  public static ReferenceProfileCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ReferenceProfile profile, OutputStream out) throws IOException {
    TEXT.encode(profile.objectId(), out);
    OPTIONAL_TEXT.encode(profile.band(), out);
    NUMBERS.encode(profile.radiusArcsec(), out);
    NUMBERS.encode(profile.mu(), out);
    BooleanCoder.of().encode(profile.isophotes().isPresent(), out);
    if (profile.isophotes().isPresent()) {
      NUMBERS.encode(profile.isophotes().get().radiusArcsec(), out);
      NUMBERS.encode(profile.isophotes().get().ellipticity(), out);
      NUMBERS.encode(profile.isophotes().get().paDeg(), out);
    }
  }

  @Override
  public ReferenceProfile decode(InputStream in) throws IOException {
    return new ReferenceProfile(
        TEXT.decode(in),
        OPTIONAL_TEXT.decode(in),
        NUMBERS.decode(in),
        NUMBERS.decode(in),
        shapes(in));
  }

  private static Optional<IsophoteShapes> shapes(InputStream in) throws IOException {
    return BooleanCoder.of().decode(in)
        ? Optional.of(
            new IsophoteShapes(NUMBERS.decode(in), NUMBERS.decode(in), NUMBERS.decode(in)))
        : Optional.empty();
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
