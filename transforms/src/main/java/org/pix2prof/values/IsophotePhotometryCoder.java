// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.model.photometry.IsophotePhotometry.Harmonics;

/** Encodes {@link IsophotePhotometry}, four bytes per number. Deterministic. */
final class IsophotePhotometryCoder extends AtomicCoder<IsophotePhotometry> {
  private static final IsophotePhotometryCoder INSTANCE = new IsophotePhotometryCoder();
  private static final VarIntCoder LENGTH = VarIntCoder.of();

  private IsophotePhotometryCoder() {}

  static IsophotePhotometryCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(IsophotePhotometry value, OutputStream out) throws IOException {
    LENGTH.encode(value.length(), out);
    FloatArrays.write(value.intensity(), out);
    FloatArrays.write(value.intensityErr(), out);
    FloatArrays.write(value.maskedFraction(), out);
    FloatArrays.write(value.scatter(), out);
    FloatArrays.write(value.pixels(), out);
    Harmonics harmonics = value.harmonics();
    BooleanCoder.of().encode(harmonics != null, out);
    if (harmonics != null) {
      FloatArrays.write(harmonics.a3(), out);
      FloatArrays.write(harmonics.a3Err(), out);
      FloatArrays.write(harmonics.b3(), out);
      FloatArrays.write(harmonics.b3Err(), out);
      FloatArrays.write(harmonics.a4(), out);
      FloatArrays.write(harmonics.a4Err(), out);
      FloatArrays.write(harmonics.b4(), out);
      FloatArrays.write(harmonics.b4Err(), out);
    }
  }

  @Override
  public IsophotePhotometry decode(InputStream in) throws IOException {
    int n = LENGTH.decode(in);
    if (n < 0) {
      throw new CoderException("a profile cannot have " + n + " samples");
    }
    return new IsophotePhotometry(
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        BooleanCoder.of().decode(in) ? harmonics(n, in) : null);
  }

  private static Harmonics harmonics(int n, InputStream in) throws IOException {
    return new Harmonics(
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in),
        FloatArrays.read(n, in));
  }
}
