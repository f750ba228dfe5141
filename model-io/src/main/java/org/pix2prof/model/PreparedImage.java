// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * Input of a model, made from a {@link SkyImage} according to the model's manifest.
 *
 * @param pixels {@code height * width} values, row-major; NaN for missing pixels if the manifest
 *     keeps them
 * @param width input width of the model, pixels
 * @param height input height of the model, pixels
 * @param centreX x of the galaxy's centre in this grid, pixels; the middle of the first pixel is 0
 * @param centreY y of the galaxy's centre in this grid, pixels
 * @param originX x of the middle of this grid's first pixel, in pixels of the image it was made
 *     from
 * @param originY y of the middle of this grid's first pixel, in pixels of the image it was made
 *     from
 * @param scale side of a pixel of this grid, in pixels of the image it was made from: the square
 *     root of its area
 * @param shape of the pixels of the image it was made from; those of this grid are square
 * @param skySigma standard deviation of one pixel of the sky before normalisation, in the flux
 *     units of the model's zero point; 0 where the manifest measures no sky
 * @param sky of the image it was made from, in that image's units; null where the manifest
 *     subtracts no sky
 * @param flags conditions found during preprocessing
 * @param centreGiven whether the user gave the position of the galaxy, so that the model must not
 *     move to another one
 * @param isophotes given ellipses to measure along, in this grid; null if the model finds them
 * @param neighbours other sources, in this grid
 * @param radiusFactor factor of the manifest's radii: the true side of a pixel over the manifest's,
 *     1 unless the model takes images in their own pixels
 */
public record PreparedImage(
    float[] pixels,
    int width,
    int height,
    double centreX,
    double centreY,
    double originX,
    double originY,
    double scale,
    PixelShape shape,
    double skySigma,
    SkyLevel sky,
    Set<Flag> flags,
    boolean centreGiven,
    Isophotes isophotes,
    List<Neighbour> neighbours,
    double radiusFactor) {

  /**
   * Checks that the parts fit together.
   *
   * @param pixels row-major
   * @param width pixels
   * @param height pixels
   * @param centreX pixels
   * @param centreY pixels
   * @param originX pixels
   * @param originY pixels
   * @param scale greater than 0
   * @param shape any
   * @param skySigma flux
   * @param sky in the units of the image, or null
   * @param flags copied
   * @param centreGiven any
   * @param isophotes pixels, or null
   * @param neighbours copied
   * @param radiusFactor greater than 0
   */
  public PreparedImage {
    requireNonNull(pixels, "pixels");
    requireNonNull(shape, "shape");
    if (width <= 0 || height <= 0 || (long) width * height != pixels.length) {
      throw new IllegalArgumentException(
          "an input of " + width + " x " + height + " must not have " + pixels.length + " pixels");
    }
    if (!(scale > 0) || !(radiusFactor > 0)) {
      throw new IllegalArgumentException(
          "an input's pixels cannot have the side " + scale + " and the factor " + radiusFactor);
    }
    flags = Set.copyOf(flags);
    neighbours = List.copyOf(neighbours);
  }

  /**
   * Creates an input made from an image of square pixels.
   *
   * @param pixels row-major
   * @param width pixels
   * @param height pixels
   * @param centreX pixels
   * @param centreY pixels
   * @param originX pixels
   * @param originY pixels
   * @param scale greater than 0
   * @param skySigma flux
   * @param flags copied
   * @param isophotes pixels, or null
   */
  public PreparedImage(
      float[] pixels,
      int width,
      int height,
      double centreX,
      double centreY,
      double originX,
      double originY,
      double scale,
      double skySigma,
      Set<Flag> flags,
      Isophotes isophotes) {
    this(
        pixels,
        width,
        height,
        centreX,
        centreY,
        originX,
        originY,
        scale,
        PixelShape.SQUARE,
        skySigma,
        null,
        flags,
        isophotes != null,
        isophotes,
        List.of(),
        1);
  }

  /**
   * Creates an input with the pixel size of its image, without isophotes.
   *
   * @param pixels row-major
   * @param width pixels
   * @param height pixels
   * @param centreX pixels
   * @param centreY pixels
   * @param originX pixels
   * @param originY pixels
   * @param skySigma flux
   * @param flags copied
   */
  public PreparedImage(
      float[] pixels,
      int width,
      int height,
      double centreX,
      double centreY,
      double originX,
      double originY,
      double skySigma,
      Set<Flag> flags) {
    this(pixels, width, height, centreX, centreY, originX, originY, 1, skySigma, flags, null);
  }

  /**
   * Returns the same input with other flags. The pixels are shared.
   *
   * @param flags all flags of the result
   * @return the input
   */
  public PreparedImage withFlags(Set<Flag> flags) {
    return withTarget(new Point(centreX, centreY), neighbours, flags);
  }

  /**
   * Returns the same image with another of its sources as the galaxy. The pixels are shared.
   *
   * @param centre of the galaxy, pixels
   * @param neighbours all sources besides it
   * @param flags all flags of the result
   * @return the input
   */
  public PreparedImage withTarget(Point centre, List<Neighbour> neighbours, Set<Flag> flags) {
    return new PreparedImage(
        pixels,
        width,
        height,
        centre.x(),
        centre.y(),
        originX,
        originY,
        scale,
        shape,
        skySigma,
        sky,
        flags,
        centreGiven,
        isophotes,
        neighbours,
        radiusFactor);
  }

  /**
   * Converts a position in this grid to x in the source image.
   *
   * @param x in this grid, pixels
   * @param y in this grid, pixels
   * @return x in the image, pixels
   */
  public double imageX(double x, double y) {
    return originX + scale * shape.pixelX(x, y);
  }

  /**
   * Converts a position in this grid to y in the source image.
   *
   * @param y in this grid, pixels
   * @return y in the image, pixels
   */
  public double imageY(double y) {
    return originY + scale * shape.pixelY(y);
  }
}
