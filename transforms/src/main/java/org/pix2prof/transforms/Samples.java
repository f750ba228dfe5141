// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import java.util.Arrays;

/** Values of a caption at other radii, and their errors. */
final class Samples {
  /**
   * Interpolates values linearly in the logarithm of the radius.
   *
   * @param wanted radii of the result, increasing
   * @param radii of the values, increasing
   * @param values one per radius
   * @return the values; NaN outside the radii
   */
  static float[] at(float[] wanted, float[] radii, float[] values) {
    if (Arrays.equals(wanted, radii)) {
      return values.clone();
    }
    float[] samples = new float[wanted.length];
    for (int i = 0; i < samples.length; i++) {
      int found = Arrays.binarySearch(radii, wanted[i]);
      int after = found < 0 ? -found - 1 : found;
      if (found >= 0) {
        samples[i] = values[found];
      } else if (after == 0 || after == radii.length) {
        samples[i] = Float.NaN;
      } else {
        double part = part(radii[after - 1], wanted[i], radii[after]);
        samples[i] = (float) ((1 - part) * values[after - 1] + part * values[after]);
      }
    }
    return samples;
  }

  private static double part(float before, float radius, float after) {
    return before > 0
        ? Math.log((double) radius / before) / Math.log((double) after / before)
        : (double) (radius - before) / (after - before);
  }

  /**
   * Adds an error of the intensity to that of mu, in quadrature.
   *
   * @param muErr changed, mag/arcsec^2
   * @param mu mag/arcsec^2
   * @param zeroPoint of the intensity
   * @param error one standard deviation of the intensity, image units per arcsec^2
   */
  static void addError(float[] muErr, float[] mu, double zeroPoint, double error) {
    for (int i = 0; i < muErr.length; i++) {
      muErr[i] = (float) Math.hypot(muErr[i], magnitudes(error, mu[i], zeroPoint));
    }
  }

  /**
   * Raises the errors of mu to those of the intensity where these are larger.
   *
   * @param muErr changed, mag/arcsec^2
   * @param mu mag/arcsec^2
   * @param zeroPoint of the intensity
   * @param errors one standard deviation of each intensity; NaN if unknown
   */
  static void raiseError(float[] muErr, float[] mu, double zeroPoint, float[] errors) {
    for (int i = 0; i < muErr.length; i++) {
      double error = magnitudes(errors[i], mu[i], zeroPoint);
      if (error > muErr[i]) {
        muErr[i] = (float) error;
      }
    }
  }

  /** Converts an error of the intensity to one of mu. */
  private static double magnitudes(double error, double mu, double zeroPoint) {
    return MAG_PER_E_FOLD * error / Math.pow(10, -0.4 * (mu - zeroPoint));
  }

  private Samples() {}
}
