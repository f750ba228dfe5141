package org.pix2prof.internal.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/** Rows of an image as stored, made into linear flux; what is infinite becomes NaN. */
final class CalibratedRows implements PixelRows {
  private final RawRows rows;
  private final PixelValues values;
  private final boolean single;
  private final FluxScale flux;
  private final double[] stored;

  CalibratedRows(RawRows rows, PixelValues values, FluxScale flux, Hdu hdu, PlaneLayout layout) {
    this.rows = rows;
    this.values = values;
    this.flux = flux;
    single = hdu.isSingle();
    stored = new double[layout.width()];
  }

  @Override
  public void read(int row, float[] into) throws IOException, BadImageException {
    rows.read(row, stored);
    for (int x = 0; x < into.length; x++) {
      float value = flux.flux(values.of(stored[x], single));
      into[x] = Float.isInfinite(value) ? Float.NaN : value;
    }
  }
}
