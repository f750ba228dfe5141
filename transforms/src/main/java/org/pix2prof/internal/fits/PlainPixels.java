package org.pix2prof.internal.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.pix2prof.model.BadImageException;

/** Pixels as they stand in an image that is not compressed. */
final class PlainPixels implements PlaneReader {
  private static final int CHUNK_BYTES = 64 << 10;

  /** What is taken at first where the size of the file is no proof that the pixels are there. */
  private static final int FIRST_PIXELS = 1 << 20;

  private final FitsInput in;
  private final int bitpix;
  private final int pixelsPerPlane;
  private final PixelValues values;
  private final byte[] chunk = new byte[CHUNK_BYTES];

  PlainPixels(FitsInput in, Hdu hdu, int pixelsPerPlane, PixelValues values) {
    this.in = in;
    this.bitpix = hdu.bitpix();
    this.pixelsPerPlane = pixelsPerPlane;
    this.values = values;
  }

  @Override
  public float[] next() throws IOException, BadImageException {
    int bytesPerPixel = Math.abs(bitpix) / 8;
    boolean sure = in.remaining() >= (long) pixelsPerPlane * bytesPerPixel;
    float[] pixels = new float[sure ? pixelsPerPlane : Math.min(pixelsPerPlane, FIRST_PIXELS)];
    for (int done = 0; done < pixelsPerPlane; ) {
      int n = Math.min(pixelsPerPlane - done, CHUNK_BYTES / bytesPerPixel);
      in.readFully(chunk, 0, n * bytesPerPixel);
      if (done + n > pixels.length) {
        pixels = Arrays.copyOf(pixels, (int) Math.min(pixelsPerPlane, 2L * pixels.length));
      }
      convert(ByteBuffer.wrap(chunk), pixels, done, n);
      done += n;
    }
    return pixels;
  }

  private void convert(ByteBuffer stored, float[] pixels, int from, int count) {
    int to = from + count;
    switch (bitpix) {
      case 8:
        for (int i = from; i < to; i++) {
          pixels[i] = values.ofSingle(stored.get() & 0xff);
        }
        break;
      case 16:
        for (int i = from; i < to; i++) {
          pixels[i] = values.ofSingle(stored.getShort());
        }
        break;
      case 32:
        for (int i = from; i < to; i++) {
          pixels[i] = values.ofInteger(stored.getInt());
        }
        break;
      case 64:
        for (int i = from; i < to; i++) {
          pixels[i] = values.ofInteger(stored.getLong());
        }
        break;
      case -32:
        stored.asFloatBuffer().get(pixels, from, count);
        for (int i = from; i < to && !values.isIdentity(); i++) {
          pixels[i] = values.ofSingle(pixels[i]);
        }
        break;
      default:
        for (int i = from; i < to; i++) {
          pixels[i] = values.ofDouble(stored.getDouble());
        }
    }
  }
}
