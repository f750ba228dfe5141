package org.pix2prof.references;

/** Single precision as double, and back. */
public final class FloatConversions {
  /**
   * Copies values.
   *
   * @param values any
   * @return the same in double precision
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
