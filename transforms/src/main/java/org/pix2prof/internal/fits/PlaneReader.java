// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.Arrays;
import org.pix2prof.model.BadImageException;

/** Reads the whole planes of one image, first to last. */
final class PlaneReader {
  /** Pixels allocated first if the size of the file does not prove that all pixels exist. */
  private static final int FIRST_PIXELS = 1 << 20;

  private final FitsInput in;
  private final Hdu hdu;
  private final PlaneLayout layout;
  private final PixelRows rows;
  private int plane;

  /**
   * Opens the planes of an HDU.
   *
   * @param in at the first byte of the HDU's data
   * @throws BadImageException if the header contradicts itself or the file is too short
   */
  PlaneReader(FitsInput in, Hdu hdu, PlaneLayout layout, FluxScale flux)
      throws IOException, BadImageException {
    this.in = in;
    this.hdu = hdu;
    this.layout = layout;
    rows = CalibratedRows.of(in, hdu, layout, flux, Region.wholePlanes(hdu.index(), layout));
  }

  /**
   * Reads the next plane.
   *
   * @return linear flux, row by row; NaN where a pixel has no value
   * @throws IOException if reading fails
   * @throws BadImageException if the data are invalid
   */
  float[] next() throws IOException, BadImageException {
    int width = layout.width();
    int height = layout.height();
    int first = plane++ * height;
    float[] pixels = {};
    int end = hasAllPixels() ? height : Math.min(height, Math.max(1, FIRST_PIXELS / width));
    for (int row = 0; row < height; row = end, end = (int) Math.min(height, 2L * end)) {
      pixels = Arrays.copyOf(pixels, end * width);
      rows.read(first + row, end - row, pixels, row * width);
    }
    return pixels;
  }

  /** Returns true if the file has enough bytes for the pixels of the next plane. */
  private boolean hasAllPixels() {
    long pixels = (long) layout.width() * layout.height();
    return hdu.kind() == Hdu.Kind.COMPRESSED_IMAGE
        ? hdu.dataBytes() >= pixels / TileCodec.MAX_PIXELS_PER_BYTE
        : in.remaining() >= pixels * hdu.bytesPerPixel();
  }
}
