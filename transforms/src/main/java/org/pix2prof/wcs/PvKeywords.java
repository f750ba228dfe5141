// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * Keywords PVi_m as coefficients of a distortion of the projection plane: the TPV convention, also
 * as SCAMP wrote it before 2012 under the name TAN. For each axis, a is the coordinate along it and
 * b the other one, in degrees. A missing coefficient is 0, a missing PVi_1 is 1.
 */
final class PvKeywords {
  private static final int HIGHEST_POWER = 7;
  private static final int HIGHEST = 39;
  private static final int IDENTITY = 1;

  /** Up to PVi_4 the keywords of a longitude axis may be parameters of a plain projection. */
  private static final int FIRST_OF_DISTORTION = 5;

  private PvKeywords() {}

  /** Returns whether there are keywords that only a distortion has. */
  static boolean distort(HeaderKeywords header, CelestialAxes axes) throws BadImageException {
    for (int m = FIRST_OF_DISTORTION; m <= HIGHEST; m++) {
      if (number(header, axes.longitude(), m).isPresent()
          || number(header, axes.latitude(), m).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Reads the map of (longitude, latitude) on the projection plane. */
  static Distortion distortion(HeaderKeywords header, CelestialAxes axes) throws BadImageException {
    Polynomial[] polynomials = new Polynomial[2];
    RadialPolynomial[] radials = new RadialPolynomial[2];
    for (int k = 0; k < 2; k++) {
      int axis = k == 0 ? axes.longitude() : axes.latitude();
      Polynomial polynomial = Polynomial.zero(HIGHEST_POWER);
      double[] radial = new double[HIGHEST_POWER + 1];
      int m = 0;
      for (int power = 0; power <= HIGHEST_POWER; power++) {
        for (int ofOther = 0; ofOther <= power; ofOther++, m++) {
          double coefficient = coefficient(header, axis, m);
          int ofOwn = power - ofOther;
          polynomial =
              k == 0
                  ? polynomial.plus(ofOwn, ofOther, coefficient)
                  : polynomial.plus(ofOther, ofOwn, coefficient);
        }
        if (power % 2 == 1) {
          radial[power] = coefficient(header, axis, m++);
        }
      }
      polynomials[k] = polynomial;
      radials[k] = new RadialPolynomial(radial[1], radial[3], radial[5], radial[7]);
    }
    return new Distortion(polynomials[0], radials[0], polynomials[1], radials[1]);
  }

  private static double coefficient(HeaderKeywords header, int axis, int m)
      throws BadImageException {
    return number(header, axis, m).orElse(m == IDENTITY ? 1 : 0);
  }

  private static OptionalDouble number(HeaderKeywords header, int axis, int m)
      throws BadImageException {
    return header.number("PV" + axis + "_" + m);
  }
}
