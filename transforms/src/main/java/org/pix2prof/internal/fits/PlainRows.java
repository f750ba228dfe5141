package org.pix2prof.internal.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.pix2prof.model.BadImageException;

/** Rows of an image that is not compressed. */
final class PlainRows implements RawRows {
  private final FitsInput in;
  private final long start;
  private final int bitpix;
  private final byte[] bytes;

  /**
   * Rows of an image.
   *
   * @param in where the image's data start
   */
  PlainRows(FitsInput in, Hdu hdu, PlaneLayout layout) {
    this.in = in;
    start = in.position();
    bitpix = hdu.bitpix();
    bytes = new byte[layout.width() * hdu.bytesPerPixel()];
  }

  @Override
  public void read(int row, double[] into) throws IOException, BadImageException {
    in.skip(start + (long) row * bytes.length - in.position());
    in.readFully(bytes, 0, bytes.length);
    ByteBuffer stored = ByteBuffer.wrap(bytes);
    for (int i = 0; i < into.length; i++) {
      into[i] =
          switch (bitpix) {
            case 8 -> stored.get() & 0xff;
            case 16 -> stored.getShort();
            case 32 -> stored.getInt();
            case 64 -> stored.getLong();
            case -32 -> stored.getFloat();
            default -> stored.getDouble();
          };
    }
  }
}
