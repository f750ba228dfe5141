package org.pix2prof.values;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Pixels as bytes: four per value, most significant first, piece by piece. */
final class FloatArrays {
  private static final int PIECE = 1 << 14;

  static void write(float[] values, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(PIECE, values.length) * Float.BYTES);
    for (int from = 0; from < values.length; from += PIECE) {
      int n = Math.min(PIECE, values.length - from);
      bytes.clear();
      bytes.asFloatBuffer().put(values, from, n);
      out.write(bytes.array(), 0, n * Float.BYTES);
    }
  }

  static float[] read(int length, InputStream in) throws IOException {
    float[] values = new float[length];
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(PIECE, length) * Float.BYTES);
    DataInputStream data = new DataInputStream(in);
    for (int from = 0; from < length; from += PIECE) {
      int n = Math.min(PIECE, length - from);
      data.readFully(bytes.array(), 0, n * Float.BYTES);
      bytes.clear();
      bytes.asFloatBuffer().get(values, from, n);
    }
    return values;
  }

  private FloatArrays() {}
}
