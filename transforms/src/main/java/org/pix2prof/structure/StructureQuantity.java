// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Quantities that {@link StructuralParameters} measures; their names in lower case are columns.
 * Radii are semi-major axes unless circularised. {@code docs/structure.md} has the full
 * definitions.
 */
public enum StructureQuantity {
  /** Radius of the isophote of 23.5 mag/arcsec^2. */
  R_23_5(
      Unit.ARCSEC,
      "Semi-major axis of the isophote of 23.5 mag/arcsec^2",
      "Hall et al. 2012, MNRAS 425, 2741"),
  /** Radius of the isophote of 25 mag/arcsec^2. */
  R_25(
      Unit.ARCSEC,
      "Semi-major axis of the isophote of 25 mag/arcsec^2",
      "de Vaucouleurs et al. 1991, Third Reference Catalogue of Bright Galaxies"),
  /** Radius of the isophote of 26 mag/arcsec^2. */
  R_26(
      Unit.ARCSEC,
      "Semi-major axis of the isophote of 26 mag/arcsec^2",
      "Lauberts & Valentijn 1989, The Surface Photometry Catalogue of the ESO-Uppsala Galaxies"),
  /** Magnitude within the isophote of 23.5 mag/arcsec^2. */
  MAG_23_5(
      Unit.MAG,
      "Magnitude within the isophote of 23.5 mag/arcsec^2",
      "Hall et al. 2012, as R_23_5"),
  /** Magnitude within the isophote of 25 mag/arcsec^2. */
  MAG_25(
      Unit.MAG,
      "Magnitude within the isophote of 25 mag/arcsec^2",
      "Lauberts & Valentijn 1989, as R_26"),
  /** Magnitude within the isophote of 26 mag/arcsec^2. */
  MAG_26(
      Unit.MAG,
      "Magnitude within the isophote of 26 mag/arcsec^2",
      "Lauberts & Valentijn 1989, as R_26"),
  /** Total magnitude: the asymptote of the curve of growth. */
  MAG_TOTAL(
      Unit.MAG,
      "Total magnitude, the asymptote of the curve of growth",
      "Gil de Paz et al. 2007, ApJS 173, 185; Munoz-Mateos et al. 2015, ApJS 219, 3, section 4.1"),
  /** Radius of the ellipse with 20 per cent of the total light. */
  R_20(
      Unit.ARCSEC,
      "Semi-major axis of the ellipse with 20 per cent of the total light",
      "Kent 1985, ApJS 59, 115"),
  /** Half-light radius. */
  R_50(
      Unit.ARCSEC,
      "Semi-major axis of the ellipse with half of the total light",
      "effective radius: de Vaucouleurs 1948, AnAp 11, 247"),
  /** Radius of the ellipse with 80 per cent of the total light. */
  R_80(
      Unit.ARCSEC,
      "Semi-major axis of the ellipse with 80 per cent of the total light",
      "Kent 1985, ApJS 59, 115"),
  /** Radius of the ellipse with 90 per cent of the total light. */
  R_90(
      Unit.ARCSEC,
      "Semi-major axis of the ellipse with 90 per cent of the total light",
      "Strateva et al. 2001, AJ 122, 1861"),
  /** Mean surface brightness within the half-light ellipse. */
  MU_MEAN_50(
      Unit.MAG_PER_ARCSEC2,
      "Mean surface brightness within the ellipse with half of the total light",
      "Graham & Driver 2005, PASA 22, 118, section 2.2"),
  /** Concentration {@code 5 log10(r_80 / r_20)}. */
  C_28(
      Unit.NONE,
      "Concentration, 5 log10(r_80 / r_20)",
      "Kent 1985, ApJS 59, 115; Bershady et al. 2000, AJ 119, 2645"),
  /** Concentration {@code r_90 / r_50}. */
  C_9050(
      Unit.NONE,
      "Concentration, r_90 / r_50",
      "Strateva et al. 2001, AJ 122, 1861, there of Petrosian light"),
  /** Central surface brightness of the outer exponential. */
  DISC_MU_0(
      Unit.MAG_PER_ARCSEC2,
      "Central surface brightness of the exponential disc, extrapolated, not corrected for"
          + " inclination",
      "Freeman 1970, ApJ 160, 811; the outer linear part of the profile"),
  /** Scale length of the outer exponential. */
  DISC_H(
      Unit.ARCSEC,
      "Scale length of the exponential disc along the major axis",
      "Freeman 1970, ApJ 160, 811; the outer linear part of the profile"),
  /** Inner end of the disc fit. */
  DISC_R_IN(Unit.ARCSEC, "Semi-major axis at which the fit of the disc begins", "", false),
  /** Outer end of the disc fit. */
  DISC_R_OUT(Unit.ARCSEC, "Semi-major axis at which the fit of the disc ends", "", false),
  /** Ellipticity at {@link #R_25}. */
  ELLIPTICITY_25(
      Unit.NONE, "1 - b/a of the isophote at r_25", "error: Jedrzejewski 1987, MNRAS 226, 747"),
  /** Position angle in the image at {@link #R_25}. */
  PA_25(
      Unit.DEG,
      "Position angle of the isophote at r_25, counter-clockwise from the image's +x axis, in"
          + " [0, 180)",
      "error: Jedrzejewski 1987, MNRAS 226, 747"),
  /** Position angle on the sky at {@link #R_25}. */
  PA_SKY_25(
      Unit.DEG,
      "Position angle of the isophote at r_25, from north through east, in [0, 180)",
      "error: Jedrzejewski 1987, MNRAS 226, 747"),
  /** Ellipticity at {@link #R_50}. */
  ELLIPTICITY_50(
      Unit.NONE, "1 - b/a of the isophote at r_50", "error: Jedrzejewski 1987, MNRAS 226, 747"),
  /** Position angle in the image at {@link #R_50}. */
  PA_50(
      Unit.DEG,
      "Position angle of the isophote at r_50, counter-clockwise from the image's +x axis, in"
          + " [0, 180)",
      "error: Jedrzejewski 1987, MNRAS 226, 747"),
  /** Position angle on the sky at {@link #R_50}. */
  PA_SKY_50(
      Unit.DEG,
      "Position angle of the isophote at r_50, from north through east, in [0, 180)",
      "error: Jedrzejewski 1987, MNRAS 226, 747"),
  /** Circularised {@link #R_25}. */
  R_25_CIRC(Unit.ARCSEC, "Circularised r_25: r_25 sqrt(1 - ellipticity)", "as R_25"),
  /** Circularised {@link #R_20}. */
  R_20_CIRC(Unit.ARCSEC, "Circularised r_20: r_20 sqrt(1 - ellipticity)", "as R_20"),
  /** Circularised {@link #R_50}. */
  R_50_CIRC(Unit.ARCSEC, "Circularised r_50: r_50 sqrt(1 - ellipticity)", "as R_50"),
  /** Circularised {@link #R_80}. */
  R_80_CIRC(Unit.ARCSEC, "Circularised r_80: r_80 sqrt(1 - ellipticity)", "as R_80"),
  /** Circularised {@link #R_90}. */
  R_90_CIRC(Unit.ARCSEC, "Circularised r_90: r_90 sqrt(1 - ellipticity)", "as R_90"),
  /** Petrosian radius. */
  R_PETRO(
      Unit.ARCSEC,
      "Petrosian radius: semi-major axis where the intensity is 0.2 of the mean within",
      "Petrosian 1976, ApJ 209, L1; Lotz et al. 2004, AJ 128, 163, section 3.1, along ellipses"),
  /** Circularised {@link #R_PETRO}. */
  R_PETRO_CIRC(Unit.ARCSEC, "Circularised r_petro: r_petro sqrt(1 - ellipticity)", "as R_PETRO"),
  /** Petrosian magnitude. */
  MAG_PETRO(
      Unit.MAG,
      "Petrosian magnitude: of the light within 2 r_petro",
      "Blanton et al. 2001, AJ 121, 2358, of ellipses"),
  /** Index of the Sersic profile. */
  SERSIC_N(
      Unit.NONE,
      "Sersic index of the fit to mu along the major axis",
      "Sersic 1968; Graham & Driver 2005, PASA 22, 118, equation 1"),
  /** Effective radius of the Sersic profile. */
  SERSIC_R_E(
      Unit.ARCSEC,
      "Effective semi-major axis of the Sersic profile",
      "Ciotti & Bertin 1999, A&A 352, 447, equation 18, for b_n"),
  /** Surface brightness of the Sersic profile at its effective radius. */
  SERSIC_MU_E(
      Unit.MAG_PER_ARCSEC2,
      "Surface brightness of the Sersic profile at sersic_r_e",
      "Graham & Driver 2005, PASA 22, 118"),
  /** Inner end of the Sersic fit. */
  SERSIC_R_IN(Unit.ARCSEC, "Semi-major axis at which the Sersic fit begins", "", false),
  /** Outer end of the Sersic fit. */
  SERSIC_R_OUT(Unit.ARCSEC, "Semi-major axis at which the Sersic fit ends", "", false),
  /** Deviation of the profile from the Sersic profile. */
  SERSIC_RMS(
      Unit.MAG_PER_ARCSEC2,
      "Weighted root mean square deviation of mu from the Sersic profile",
      "",
      false);

  /** Units, as FITS and VOUnit spell them. */
  private static final class Unit {
    static final String NONE = "";
    static final String ARCSEC = "arcsec";
    static final String DEG = "deg";
    static final String MAG = "mag";
    static final String MAG_PER_ARCSEC2 = "mag/arcsec**2";
  }

  private static final List<StructureQuantity> ALL = List.of(values());

  private final String unit;
  private final String description;
  private final String source;
  private final boolean hasError;

  StructureQuantity(String unit, String description, String source) {
    this(unit, description, source, true);
  }

  StructureQuantity(String unit, String description, String source, boolean hasError) {
    this.unit = unit;
    this.description = description;
    this.source = source;
    this.hasError = hasError;
  }

  /** {@return all, in the order of the columns} */
  public static Stream<StructureQuantity> all() {
    return ALL.stream();
  }

  /** {@return name of its column in tables, such as {@code r_25}} */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return name of the column of its error, such as {@code r_25_err}} */
  public String errorColumn() {
    return column() + "_err";
  }

  /** {@return its unit as FITS spells it, such as {@code mag/arcsec**2}; empty for a number} */
  public String unit() {
    return unit;
  }

  /** {@return description for readers} */
  public String description() {
    return description;
  }

  /** {@return source of the definition, for readers; empty if it needs none} */
  public String source() {
    return source;
  }

  /** {@return whether the quantity has an uncertainty} */
  public boolean hasError() {
    return hasError;
  }
}
