// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.pix2prof.wcs.PixelPoint;

/** Encodes positions that may be absent. */
final class PixelPoints {
  private static final BooleanCoder PRESENT = BooleanCoder.of();
  private static final DoubleCoder NUMBER = DoubleCoder.of();

  static void write(Optional<PixelPoint> point, OutputStream out) throws IOException {
    PRESENT.encode(point.isPresent(), out);
    if (point.isPresent()) {
      NUMBER.encode(point.get().x(), out);
      NUMBER.encode(point.get().y(), out);
    }
  }

  static Optional<PixelPoint> read(InputStream in) throws IOException {
    return PRESENT.decode(in)
        ? Optional.of(new PixelPoint(NUMBER.decode(in), NUMBER.decode(in)))
        : Optional.empty();
  }

  private PixelPoints() {}
}
