// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.Locale;

/** Reasons why a quantity, or its uncertainty, cannot be measured. */
public enum StructureFlag {
  /** The profile has fewer samples than the quantity needs. */
  PROFILE_TOO_SHORT,
  /**
   * The profile ends before the isophote, or before the ellipse with this fraction of the light.
   */
  NOT_REACHED,
  /** The profile is fainter than the isophote somewhere, but brighter where it ends. */
  BRIGHTER_AT_END,
  /** No sample is as bright as the isophote. */
  FAINTER_THROUGHOUT,
  /** The ellipse is within the innermost sample, where nothing was measured. */
  WITHIN_FIRST_SAMPLE,
  /** No ellipticity is known there or beyond, so the enclosed light is unknown. */
  NO_ELLIPTICITY,
  /** The curve of growth is not flat enough at the end of the profile to give the total light. */
  NO_CONVERGENCE,
  /** Ellipses that shrink from one sample to the next make the enclosed light negative. */
  NEGATIVE_LIGHT,
  /** The outer part of the profile is not linear in the radius. */
  NO_DISC,
  /** No Sersic profile with an index of 0.36 to 10 fits best. */
  NO_SERSIC,
  /** The image has no usable WCS, so angles on the sky are unknown. */
  NO_WCS,
  /** There is a value, but {@code mu_err} does not give its uncertainty. */
  NO_UNCERTAINTY;

  /** {@return the name in tables, such as {@code not_reached}} */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
