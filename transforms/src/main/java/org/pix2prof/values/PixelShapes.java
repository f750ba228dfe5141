// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.pix2prof.model.PixelShape;

/** Encodes shapes of pixels. */
final class PixelShapes {
  private static final DoubleCoder NUMBER = DoubleCoder.of();

  static void write(PixelShape shape, OutputStream out) throws IOException {
    NUMBER.encode(shape.xx(), out);
    NUMBER.encode(shape.xy(), out);
    NUMBER.encode(shape.yy(), out);
  }

  static PixelShape read(InputStream in) throws IOException {
    return new PixelShape(NUMBER.decode(in), NUMBER.decode(in), NUMBER.decode(in));
  }

  private PixelShapes() {}
}
