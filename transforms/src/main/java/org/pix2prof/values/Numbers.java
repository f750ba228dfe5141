// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalDouble;
import org.apache.beam.sdk.coders.DoubleCoder;

/** Encodes numbers that may be absent. */
final class Numbers {
  private static final DoubleCoder NUMBER = DoubleCoder.of();

  static void write(OptionalDouble number, OutputStream out) throws IOException {
    out.write(number.isPresent() ? 1 : 0);
    if (number.isPresent()) {
      NUMBER.encode(number.getAsDouble(), out);
    }
  }

  static OptionalDouble read(InputStream in) throws IOException {
    return switch (in.read()) {
      case 0 -> OptionalDouble.empty();
      case 1 -> OptionalDouble.of(NUMBER.decode(in));
      default -> throw new IOException("not an encoded number");
    };
  }

  private Numbers() {}
}
