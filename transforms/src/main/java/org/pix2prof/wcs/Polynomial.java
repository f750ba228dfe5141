// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Polynomial in two variables, with its derivatives. */
final class Polynomial {
  /** Maximum power of each variable. */
  private final int degree;

  /** Coefficient of {@code a^i b^j} at {@code i * (degree + 1) + j}; the others are zero. */
  private final double[] coefficients;

  private Polynomial(int degree, double[] coefficients) {
    this.degree = degree;
    this.coefficients = coefficients;
  }

  /** Zero, to which {@link #plus} adds terms. */
  static Polynomial zero(int degree) {
    return new Polynomial(degree, new double[(degree + 1) * (degree + 1)]);
  }

  /** The first variable itself. */
  static Polynomial first() {
    return zero(1).plus(1, 0, 1);
  }

  /** The second variable itself. */
  static Polynomial second() {
    return zero(1).plus(0, 1, 1);
  }

  /** Adds a term {@code coefficient * a^i b^j}, where i + j is at most the degree. */
  Polynomial plus(int i, int j, double coefficient) {
    double[] more = coefficients.clone();
    more[i * (degree + 1) + j] += coefficient;
    return new Polynomial(degree, more);
  }

  double at(double a, double b) {
    double sum = 0;
    for (int i = degree; i >= 0; i--) {
      sum = sum * a + ofSecond(i, b);
    }
    return sum;
  }

  /** Derivative with respect to the first variable. */
  double slopeAlongFirst(double a, double b) {
    double sum = 0;
    for (int i = degree; i > 0; i--) {
      sum = sum * a + i * ofSecond(i, b);
    }
    return sum;
  }

  /** Derivative with respect to the second variable. */
  double slopeAlongSecond(double a, double b) {
    double sum = 0;
    for (int i = degree; i >= 0; i--) {
      double row = 0;
      for (int j = degree - i; j > 0; j--) {
        row = row * b + j * coefficients[i * (degree + 1) + j];
      }
      sum = sum * a + row;
    }
    return sum;
  }

  private double ofSecond(int i, double b) {
    double row = 0;
    for (int j = degree - i; j >= 0; j--) {
      row = row * b + coefficients[i * (degree + 1) + j];
    }
    return row;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(degree);
    for (double coefficient : coefficients) {
      out.writeDouble(coefficient);
    }
  }

  static Polynomial readFrom(DataInput in) throws IOException {
    Polynomial polynomial = zero(in.readInt());
    for (int i = 0; i < polynomial.coefficients.length; i++) {
      polynomial.coefficients[i] = in.readDouble();
    }
    return polynomial;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Polynomial that && Arrays.equals(coefficients, that.coefficients);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coefficients);
  }
}
