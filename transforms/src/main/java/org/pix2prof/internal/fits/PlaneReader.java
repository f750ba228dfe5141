package org.pix2prof.internal.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/** The planes of one image, first to last. */
interface PlaneReader {

  /**
   * The planes of an HDU whose header was read just before.
   *
   * @param values makes pixels of what is stored
   * @throws BadImageException if the header promises what cannot be
   */
  static PlaneReader of(FitsInput in, Hdu hdu, PlaneLayout layout, PixelValues values)
      throws IOException, BadImageException {
    if (hdu.kind() == Hdu.Kind.IMAGE && layout.pixels() * hdu.bytesPerPixel() != hdu.dataBytes()) {
      throw new BadImageException(
          "bad_header",
          hdu.header().found("PCOUNT")
              + ", "
              + hdu.header().found("GCOUNT")
              + "; expected 0 and 1");
    }
    in.require(hdu.dataBytes());
    return hdu.kind() == Hdu.Kind.COMPRESSED_IMAGE
        ? new TiledPixels(in, hdu, layout, values)
        : new PlainPixels(in, hdu, layout.width() * layout.height(), values);
  }

  /**
   * Reads the next plane.
   *
   * @return physical values, row by row
   * @throws IOException if bytes cannot be had
   * @throws BadImageException if they make no sense
   */
  float[] next() throws IOException, BadImageException;
}
