// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * Size and overlap of frames.
 *
 * @param width width in pixels, across the scan
 * @param height height in pixels, along the scan
 * @param overlapAlong overlap of successive frames of a column, pixels
 * @param overlapAcross overlap of neighbouring columns, pixels
 */
public record FrameGeometry(int width, int height, int overlapAlong, int overlapAcross) {
  /** Frames of SDSS. The real strips overlap slightly more, by up to an arcminute. */
  public static final FrameGeometry SDSS = new FrameGeometry(2048, 1489, 128, 64);

  private static final int MIN_SIDE = 64;
  private static final int MAX_SIDE = 16384;

  /**
   * Checks the size.
   *
   * @param width pixels
   * @param height pixels
   * @param overlapAlong pixels
   * @param overlapAcross pixels
   * @throws IllegalArgumentException if a side is shorter than 64 or longer than 16384 pixels, or
   *     overlaps by half or more
   */
  public FrameGeometry {
    if (Math.min(width, height) < MIN_SIDE || Math.max(width, height) > MAX_SIDE) {
      throw new IllegalArgumentException(
          "frames must have sides of "
              + MIN_SIDE
              + " to "
              + MAX_SIDE
              + " pixels, not "
              + width
              + " x "
              + height);
    }
    if (overlapAlong < 0
        || 2 * overlapAlong >= height
        || overlapAcross < 0
        || 2 * overlapAcross >= width) {
      throw new IllegalArgumentException("frames must overlap by less than half");
    }
  }

  /**
   * Creates the geometry of frames with the same fractional overlap as SDSS.
   *
   * @param width pixels along x
   * @param height pixels along y
   * @return the geometry
   */
  public static FrameGeometry of(int width, int height) {
    return new FrameGeometry(
        width,
        height,
        Math.round(height * (float) SDSS.overlapAlong / SDSS.height),
        Math.round(width * (float) SDSS.overlapAcross / SDSS.width));
  }
}
