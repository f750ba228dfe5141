// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

/** Converts between single and double precision. */
public final class FloatConversions {
  /**
   * Converts values to double precision.
   *
   * @param values to convert
   * @return values in double precision
   */
  public static double[] of(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  /** Rounds values to single precision. */
  static float[] toFloats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private FloatConversions() {}
}
