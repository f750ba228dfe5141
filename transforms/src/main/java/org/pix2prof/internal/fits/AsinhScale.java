package org.pix2prof.internal.fits;

/**
 * Undoes a scaling by the inverse hyperbolic sine: {@code offset + 2 softening sinh(value / a)}
 * with a = 2.5 log10(e).
 *
 * @param offset flux of a stored 0
 * @param softening flux below which the scale is nearly linear
 */
record AsinhScale(double offset, double softening) implements FluxScale {
  private static final double A = 2.5 * Math.log10(Math.E);

  @Override
  public float flux(float value) {
    return (float) (offset + 2 * softening * Math.sinh(value / A));
  }
}
