// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Encodes floats as four bytes each, most significant first, in chunks. */
final class FloatArrays {
  private static final int CHUNK = 1 << 14;

  static void write(float[] values, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(CHUNK, values.length) * Float.BYTES);
    for (int from = 0; from < values.length; from += CHUNK) {
      int n = Math.min(CHUNK, values.length - from);
      bytes.clear();
      bytes.asFloatBuffer().put(values, from, n);
      out.write(bytes.array(), 0, n * Float.BYTES);
    }
  }

  static float[] read(int length, InputStream in) throws IOException {
    float[] values = new float[length];
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(CHUNK, length) * Float.BYTES);
    DataInputStream data = new DataInputStream(in);
    for (int from = 0; from < length; from += CHUNK) {
      int n = Math.min(CHUNK, length - from);
      data.readFully(bytes.array(), 0, n * Float.BYTES);
      bytes.clear();
      bytes.asFloatBuffer().get(values, from, n);
    }
    return values;
  }

  private FloatArrays() {}
}
