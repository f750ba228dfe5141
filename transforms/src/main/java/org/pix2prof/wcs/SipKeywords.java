// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * Keywords A_i_j and B_i_j of the SIP convention: a distortion of pixels, before the matrix. The
 * polynomials AP and BP, which approximate the inverse, are not used.
 */
final class SipKeywords {
  private static final int HIGHEST_ORDER = 9;
  private static final String ORDER = "an integer from 0 to " + HIGHEST_ORDER;

  private SipKeywords() {}

  /**
   * Reads the map of pixels, relative to CRPIX; no distortion if the orders are missing or below 2.
   */
  static Distortion distortion(HeaderKeywords header, CelestialAxes axes) throws BadImageException {
    int a = order(header, "A_ORDER");
    int b = order(header, "B_ORDER");
    if (a > 1 && header.number("B_ORDER").isEmpty()) {
      throw header.unusable("B_ORDER", "one beside A_ORDER");
    }
    if (b > 1 && header.number("A_ORDER").isEmpty()) {
      throw header.unusable("A_ORDER", "one beside B_ORDER");
    }
    if (a <= 1 && b <= 1) {
      return Distortion.NONE;
    }
    if (axes.x() != 1 || axes.y() != 2) {
      throw header.unusable("A_ORDER", "no SIP if the image is not in axes 1 and 2");
    }
    return Distortion.of(
        polynomial(header, "A_", a).plus(1, 0, 1), polynomial(header, "B_", b).plus(0, 1, 1));
  }

  /**
   * Returns whether there is a distortion of order 2 or more, or one whose order is not a number.
   */
  static boolean distort(HeaderKeywords header) {
    return distorts(header, "A_ORDER") || distorts(header, "B_ORDER");
  }

  private static boolean distorts(HeaderKeywords header, String keyword) {
    try {
      return header.number(keyword).orElse(0) > 1;
    } catch (BadImageException e) {
      return true;
    }
  }

  private static int order(HeaderKeywords header, String keyword) throws BadImageException {
    OptionalDouble order = header.number(keyword);
    double value = order.orElse(0);
    if (!(value >= 0 && value <= HIGHEST_ORDER) || value != Math.rint(value)) {
      throw header.unusable(keyword, ORDER);
    }
    return (int) value;
  }

  private static Polynomial polynomial(HeaderKeywords header, String name, int order)
      throws BadImageException {
    Polynomial polynomial = Polynomial.zero(Math.max(order, 1));
    for (int i = 0; i <= order; i++) {
      for (int j = 0; i + j <= order; j++) {
        double coefficient = header.number(name + i + "_" + j).orElse(0);
        polynomial = polynomial.plus(i, j, coefficient);
      }
    }
    return polynomial;
  }
}
