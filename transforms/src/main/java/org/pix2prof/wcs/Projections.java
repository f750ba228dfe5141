// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.List;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/** Projections by their codes in CTYPE, with their parameters PVi_m of the latitude axis. */
final class Projections {
  /** In the order of the paper. TPV is TAN after a distortion. */
  static final List<String> CODES =
      List.of(
          "TAN", "TPV", "STG", "SIN", "ARC", "ZPN", "ZEA", "CEA", "CAR", "MER", "SFL", "MOL", "AIT",
          "COP", "COE", "COD", "COO");

  private static final int MOST_COEFFICIENTS = 30;

  private Projections() {}

  /**
   * Reads the projection of a header.
   *
   * @throws BadImageException if a parameter is missing or invalid
   */
  static Projection of(HeaderKeywords header, CelestialAxes axes) throws BadImageException {
    String pv = "PV" + axes.latitude() + "_";
    return switch (axes.projection()) {
      case "STG" -> Zenithal.of(Zenithal.Kind.STG);
      case "SIN" ->
          new SlantOrthographic(header.number(pv + 1).orElse(0), header.number(pv + 2).orElse(0));
      case "ARC" -> Zenithal.of(Zenithal.Kind.ARC);
      case "ZPN" -> polynomial(header, pv);
      case "ZEA" -> Zenithal.of(Zenithal.Kind.ZEA);
      case "CEA" -> equalArea(header, pv);
      case "CAR" -> Cylindrical.of(Cylindrical.Kind.CAR);
      case "MER" -> Cylindrical.of(Cylindrical.Kind.MER);
      case "SFL" -> Cylindrical.of(Cylindrical.Kind.SFL);
      case "MOL" -> new Mollweide();
      case "AIT" -> new HammerAitoff();
      case "COP", "COE", "COD", "COO" -> conic(header, Conic.Kind.valueOf(axes.projection()), pv);
      default -> new Gnomonic();
    };
  }

  /**
   * Creates a projection from its {@link Projection#code} and {@link Projection#parameters}.
   *
   * @throws IllegalArgumentException if no projection has the code
   */
  static Projection of(String code, double[] parameters) {
    return switch (code) {
      case "TAN" -> new Gnomonic();
      case "SIN" -> new SlantOrthographic(parameters[0], parameters[1]);
      case "STG", "ARC", "ZPN", "ZEA" -> new Zenithal(Zenithal.Kind.valueOf(code), parameters);
      case "CEA", "CAR", "MER", "SFL" ->
          new Cylindrical(Cylindrical.Kind.valueOf(code), parameters[0]);
      case "MOL" -> new Mollweide();
      case "AIT" -> new HammerAitoff();
      case "COP", "COE", "COD", "COO" ->
          new Conic(Conic.Kind.valueOf(code), parameters[0], parameters[1]);
      default -> throw new IllegalArgumentException("no projection has the code " + code);
    };
  }

  private static Projection polynomial(HeaderKeywords header, String pv) throws BadImageException {
    double[] coefficients = new double[MOST_COEFFICIENTS];
    for (int m = 0; m < coefficients.length; m++) {
      coefficients[m] = header.number(pv + m).orElse(0);
    }
    if (!(coefficients[1] > 0)) {
      throw header.unusable(pv + 1, "a number greater than 0 with ZPN");
    }
    return Zenithal.polynomial(coefficients);
  }

  private static Projection equalArea(HeaderKeywords header, String pv) throws BadImageException {
    double lambda = header.number(pv + 1).orElse(1);
    if (!(lambda > 0 && lambda <= 1)) {
      throw header.unusable(pv + 1, "a number greater than 0 and at most 1 with CEA");
    }
    return Cylindrical.equalArea(lambda);
  }

  private static Projection conic(HeaderKeywords header, Conic.Kind kind, String pv)
      throws BadImageException {
    OptionalDouble middle = header.number(pv + 1);
    double half = header.number(pv + 2).orElse(0);
    double latitude = Math.abs(middle.orElse(0));
    if (!(latitude > 0 && latitude <= 90)) {
      throw header.unusable(pv + 1, "the middle latitude of the cone, not 0, with " + kind);
    }
    if (!(latitude + Math.abs(half) <= 90)) {
      throw header.unusable(pv + 2, "standard parallels within 90 degrees with " + kind);
    }
    return new Conic(kind, Math.toRadians(middle.getAsDouble()), Math.toRadians(half));
  }
}
