// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import java.util.Arrays;
import java.util.Objects;

/**
 * Intensities measured along isophotes: one value per isophote, from the centre outwards. A value
 * is NaN if less than 30 per cent of its isophote has pixels.
 *
 * @param intensity mean intensity along the isophote above the sky, in image units per arcsec^2;
 *     negative values are possible in the outskirts
 * @param intensityErr one standard deviation of {@code intensity}, the error of the sky included,
 *     in image units per arcsec^2
 * @param maskedFraction fraction of the isophote without a pixel value: masked, missing or outside
 *     the image, 0 to 1
 * @param scatter standard deviation of the samples along the isophote, in image units per arcsec^2
 * @param pixels number of pixels that {@code intensity} is the mean of
 * @param harmonics deviations from an ellipse; null if not measured
 */
@SuppressWarnings("ArrayRecordComponent")
public record IsophotePhotometry(
    float[] intensity,
    float[] intensityErr,
    float[] maskedFraction,
    float[] scatter,
    float[] pixels,
    Harmonics harmonics) {

  /**
   * Third and fourth harmonic deviations of isophotes from ellipses, as photutils defines them: the
   * intensity along the ellipse is {@code I0 + A sin(n phi) + B cos(n phi)}, where phi is the polar
   * angle from the major axis, and {@code a = A / (r |dI/dr|)}, {@code b = B / (r |dI/dr|)} with
   * the semi-major axis r (Jedrzejewski 1987, MNRAS 226, 747). Positive b4 is a disky isophote.
   *
   * @param a3 sine of order 3
   * @param a3Err one standard deviation of {@code a3}
   * @param b3 cosine of order 3
   * @param b3Err one standard deviation of {@code b3}
   * @param a4 sine of order 4
   * @param a4Err one standard deviation of {@code a4}
   * @param b4 cosine of order 4
   * @param b4Err one standard deviation of {@code b4}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Harmonics(
      float[] a3,
      float[] a3Err,
      float[] b3,
      float[] b3Err,
      float[] a4,
      float[] a4Err,
      float[] b4,
      float[] b4Err) {

    /**
     * Checks that all arrays have the same length.
     *
     * @param a3 sine of order 3
     * @param a3Err its error
     * @param b3 cosine of order 3
     * @param b3Err its error
     * @param a4 sine of order 4
     * @param a4Err its error
     * @param b4 cosine of order 4
     * @param b4Err its error
     */
    public Harmonics {
      requireLength(a3.length, a3Err, b3, b3Err, a4, a4Err, b4, b4Err);
    }

    private float[][] all() {
      return new float[][] {a3, a3Err, b3, b3Err, a4, a4Err, b4, b4Err};
    }

    /** Compares value by value. */
    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof Harmonics that && Arrays.deepEquals(all(), that.all()));
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(all());
    }
  }

  /**
   * Checks that all arrays have the same length.
   *
   * @param intensity per isophote
   * @param intensityErr per isophote
   * @param maskedFraction per isophote
   * @param scatter per isophote
   * @param pixels per isophote
   * @param harmonics per isophote, or null
   */
  public IsophotePhotometry {
    requireLength(intensity.length, intensityErr, maskedFraction, scatter, pixels);
    if (harmonics != null) {
      requireLength(intensity.length, harmonics.a3);
    }
  }

  private static void requireLength(int length, float[]... others) {
    for (float[] other : others) {
      if (other.length != length) {
        throw new IllegalArgumentException(
            "the measurements of isophotes must have one length, not "
                + length
                + " and "
                + other.length);
      }
    }
  }

  /**
   * Number of isophotes.
   *
   * @return values of {@link #intensity}
   */
  public int length() {
    return intensity.length;
  }

  private float[][] all() {
    return new float[][] {intensity, intensityErr, maskedFraction, scatter, pixels};
  }

  /** Compares value by value. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof IsophotePhotometry that
            && Arrays.deepEquals(all(), that.all())
            && Objects.equals(harmonics, that.harmonics));
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(all());
  }
}
