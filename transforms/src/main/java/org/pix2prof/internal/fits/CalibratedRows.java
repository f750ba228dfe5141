// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.List;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.internal.MissingPixels;

/** Rows of an image in linear flux, where each pixel is finite or NaN. */
final class CalibratedRows implements PixelRows {
  private final PixelRows rows;
  private final FluxScale flux;
  private final int width;

  private CalibratedRows(PixelRows rows, FluxScale flux, int width) {
    this.rows = rows;
    this.flux = flux;
    this.width = width;
  }

  /** Opens the rows of a science image, as {@link PixelRows#of} does. */
  static CalibratedRows of(
      FitsInput in, Hdu hdu, PlaneLayout layout, FluxScale flux, List<Region> regions)
      throws IOException, BadImageException {
    PixelRows rows = PixelRows.of(in, hdu, layout, Scaling.of(hdu), regions);
    return new CalibratedRows(rows, flux, layout.width());
  }

  @Override
  public void read(int first, int count, float[] into, int at)
      throws IOException, BadImageException {
    rows.read(first, count, into, at);
    int end = at + count * width;
    flux.apply(into, at, end);
    MissingPixels.dropInfinite(into, at, end);
  }
}
