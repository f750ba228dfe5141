// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/** Rows of an image in which the bad pixels of its mask are NaN. */
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
  public void read(int first, int count, float[] into, int at)
      throws IOException, BadImageException {
    image.read(first, count, into, at);
    for (int i = 0; i < count; i++) {
      mask.read(first + i, 1, bad, 0);
      BadPixels.drop(bad, into, at + i * bad.length);
    }
  }
}
