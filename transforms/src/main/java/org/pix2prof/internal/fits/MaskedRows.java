package org.pix2prof.internal.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/** Rows of an image with NaN where its mask has it. */
final class MaskedRows implements PixelRows {
  private final PixelRows image;
  private final PixelRows mask;
  private final float[] bad;

  MaskedRows(PixelRows image, PixelRows mask, PlaneLayout layout) {
    this.image = image;
    this.mask = mask;
    bad = new float[layout.width()];
  }

  @Override
  public void read(int row, float[] into) throws IOException, BadImageException {
    image.read(row, into);
    mask.read(row, bad);
    for (int x = 0; x < into.length; x++) {
      into[x] = Float.isNaN(bad[x]) ? Float.NaN : into[x];
    }
  }
}
