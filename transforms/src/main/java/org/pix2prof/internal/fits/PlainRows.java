// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.pix2prof.model.BadImageException;

/** Rows of an uncompressed image. */
final class PlainRows implements PixelRows {
  private static final int CHUNK_BYTES = 64 << 10;

  private final FitsInput in;
  private final long start;
  private final int width;
  private final int bitpix;
  private final int bytesPerPixel;
  private final PixelValues values;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private final ByteBuffer stored = ByteBuffer.wrap(chunk);

  /** Numbers of a chunk, between two loops that are faster than one. */
  private final double[] numbers;

  /**
   * Opens the rows of an image.
   *
   * @param in at the first byte of the image's data
   * @param values converts stored values
   */
  PlainRows(FitsInput in, Hdu hdu, PlaneLayout layout, PixelValues values) {
    this.in = in;
    this.start = in.position();
    this.width = layout.width();
    this.bitpix = hdu.bitpix();
    this.bytesPerPixel = hdu.bytesPerPixel();
    this.values = values;
    this.numbers = new double[bitpix == 32 || bitpix == -64 ? CHUNK_BYTES / bytesPerPixel : 0];
  }

  @Override
  public void read(int first, int count, float[] into, int at)
      throws IOException, BadImageException {
    in.skip(start + (long) first * width * bytesPerPixel - in.position());
    int end = at + count * width;
    for (int next = at; next < end; ) {
      int pixels = Math.min(end - next, CHUNK_BYTES / bytesPerPixel);
      in.readFully(chunk, 0, pixels * bytesPerPixel);
      stored.clear();
      convert(into, next, next + pixels);
      next += pixels;
    }
  }

  private void convert(float[] into, int from, int to) {
    switch (bitpix) {
      case 8:
        for (int i = from; i < to; i++) {
          into[i] = values.ofSingle(stored.get() & 0xff);
        }
        break;
      case 16:
        for (int i = from; i < to; i++) {
          into[i] = values.ofSingle(stored.getShort());
        }
        break;
      case 32:
        for (int i = 0; i < to - from; i++) {
          numbers[i] = stored.getInt();
        }
        values.convert(false, numbers, 0, into, from, to - from);
        break;
      case 64:
        for (int i = from; i < to; i++) {
          into[i] = values.ofInteger(stored.getLong());
        }
        break;
      case -32:
        stored.asFloatBuffer().get(into, from, to - from);
        for (int i = from; i < to && !values.isIdentity(); i++) {
          into[i] = values.ofSingle(into[i]);
        }
        break;
      default:
        stored.asDoubleBuffer().get(numbers, 0, to - from);
        values.convert(false, numbers, 0, into, from, to - from);
    }
  }
}
