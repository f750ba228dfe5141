// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.pix2prof.model.Isophotes;

/** Encodes {@link Isophotes}, as parts of other values. Deterministic. */
final class IsophotesCoder extends AtomicCoder<Isophotes> {
  private static final IsophotesCoder INSTANCE = new IsophotesCoder();
  private static final Coder<Double> NUMBER = DoubleCoder.of();
  private static final Coder<Integer> LENGTH = VarIntCoder.of();

  private IsophotesCoder() {}

  static IsophotesCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Isophotes value, OutputStream out) throws IOException {
    NUMBER.encode(value.centreX(), out);
    NUMBER.encode(value.centreY(), out);
    LENGTH.encode(value.radiusArcsec().length, out);
    FloatArrays.write(value.radiusArcsec(), out);
    FloatArrays.write(value.ellipticity(), out);
    FloatArrays.write(value.paDeg(), out);
  }

  @Override
  public Isophotes decode(InputStream in) throws IOException {
    double x = NUMBER.decode(in);
    double y = NUMBER.decode(in);
    int length = LENGTH.decode(in);
    if (length <= 0) {
      throw new CoderException("invalid number of isophotes: " + length);
    }
    float[] radius = FloatArrays.read(length, in);
    float[] ellipticity = FloatArrays.read(length, in);
    return new Isophotes(x, y, radius, ellipticity, FloatArrays.read(length, in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
