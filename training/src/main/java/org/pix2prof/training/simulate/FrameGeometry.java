package org.pix2prof.training.simulate;

/**
 * The size of frames and how they overlap.
 *
 * @param width pixels along x, across the scan
 * @param height pixels along y, along the scan
 * @param overlapAlong pixels that a frame shares with the next of its column
 * @param overlapAcross pixels that neighbouring columns share
 */
public record FrameGeometry(int width, int height, int overlapAlong, int overlapAcross) {
  /** SDSS's frames. Its strips overlap by a little more, up to an arcminute. */
  public static final FrameGeometry SDSS = new FrameGeometry(2048, 1489, 128, 64);

  private static final int LEAST = 64;
  private static final int MOST = 16384;

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
    if (Math.min(width, height) < LEAST || Math.max(width, height) > MOST) {
      throw new IllegalArgumentException(
          "frames must have sides of "
              + LEAST
              + " to "
              + MOST
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
   * Frames of another size that overlap by the same part of it as SDSS's.
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
