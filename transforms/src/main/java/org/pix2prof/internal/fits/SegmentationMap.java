// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Locale;
import org.pix2prof.model.BadImageException;
import org.pix2prof.wcs.PixelPoint;

/**
 * Segmentation map of an image: 0 where there is only sky, else the number of an object.
 *
 * @param labels of the pixels, row by row
 * @param width pixels along x
 * @param height pixels along y
 */
@SuppressWarnings("ArrayRecordComponent")
public record SegmentationMap(float[] labels, int width, int height) {
  /** Largest distance between the galaxy's position and its label, in units of the shorter side. */
  private static final double REACH = 0.05;

  /** Single precision represents all whole numbers up to this one. */
  private static final float MAX_LABEL = 1 << 24;

  /**
   * Checks the size.
   *
   * @param labels row by row
   * @param width pixels
   * @param height pixels
   * @throws IllegalArgumentException if there is not one label for each pixel
   */
  public SegmentationMap {
    if (labels.length != (long) width * height) {
      throw new IllegalArgumentException(
          "a segmentation map of " + labels.length + " pixels is not " + width + " x " + height);
    }
  }

  /**
   * Checks labels.
   *
   * @throws BadImageException if one is not a whole number, or too large
   */
  static void check(float[] labels) throws BadImageException {
    for (float label : labels) {
      if (label != Math.rint(label) || Math.abs(label) >= MAX_LABEL) {
        throw new BadImageException(
            AuxiliaryMap.Kind.SEGMENTATION.unusable(),
            "it has the value " + label + "; expected whole numbers below " + (int) MAX_LABEL);
      }
    }
  }

  /**
   * Masks the pixels of all objects but one.
   *
   * @param position of this object, pixels
   * @param pixels of the image, as many as labels; not changed
   * @return the pixels, NaN where they belong to another object
   * @throws BadImageException if there is no object at the position
   */
  public float[] maskOthers(PixelPoint position, float[] pixels) throws BadImageException {
    float galaxy = labelAt(position);
    float[] masked = pixels.clone();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0 && labels[i] != galaxy) {
        masked[i] = Float.NaN;
      }
    }
    return masked;
  }

  /** Returns the label at a position, or the nearest one if there is only sky. */
  private float labelAt(PixelPoint position) throws BadImageException {
    double reach = Math.max(1, REACH * Math.min(width, height));
    double nearest = Double.POSITIVE_INFINITY;
    float found = 0;
    int middleX = (int) Math.rint(position.x());
    int middleY = (int) Math.rint(position.y());
    int steps = (int) Math.ceil(reach);
    for (int y = Math.max(0, middleY - steps); y <= Math.min(height - 1, middleY + steps); y++) {
      for (int x = Math.max(0, middleX - steps); x <= Math.min(width - 1, middleX + steps); x++) {
        float label = labels[y * width + x];
        boolean here = x == middleX && y == middleY;
        double distance = here ? 0 : Math.hypot(x - position.x(), y - position.y());
        if (label != 0 && distance <= reach && distance < nearest) {
          nearest = distance;
          found = label;
        }
      }
    }
    if (found == 0) {
      throw new BadImageException(
          "no_segment",
          String.format(
              Locale.ROOT,
              "the segmentation map has no object within %.1f pixels of the galaxy's position"
                  + " (%.1f, %.1f)",
              reach,
              position.x(),
              position.y()));
    }
    return found;
  }
}
