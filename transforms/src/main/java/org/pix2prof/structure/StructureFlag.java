package org.pix2prof.structure;

import java.util.Locale;

/** Why a profile does not give a quantity, or no uncertainty of it. */
public enum StructureFlag {
  /** The profile has fewer samples than the quantity needs. */
  PROFILE_TOO_SHORT,
  /** The profile ends before the isophote, or before the ellipse with this part of the light. */
  NOT_REACHED,
  /** The profile is fainter than the isophote somewhere, but brighter where it ends. */
  BRIGHTER_AT_END,
  /** No sample is as bright as the isophote. */
  FAINTER_THROUGHOUT,
  /** The ellipse lies within the innermost sample, where nothing was measured. */
  WITHIN_FIRST_SAMPLE,
  /** No ellipticity is known there or beyond, so that nothing is known of the light within. */
  NO_ELLIPTICITY,
  /** Where the profile ends its curve of growth is not flat enough to tell the total light. */
  NO_CONVERGENCE,
  /** Ellipses that shrink from one sample to the next take back more light than there was. */
  NEGATIVE_LIGHT,
  /** The outer part of the profile is not linear in the radius. */
  NO_DISC,
  /** There is a value, but {@code mu_err} does not tell its uncertainty. */
  NO_UNCERTAINTY;

  /** {@return the name in tables, such as {@code not_reached}} */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
