// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

/** Condition under which a profile was measured that its user should know. */
public enum Flag {
  /** Neither header nor option gave a pixel scale: the model's own was used. */
  PIXEL_SCALE_ASSUMED("Neither header nor option gave a pixel scale: the model's own was used"),
  /** Neither header nor option gave a usable zero point: the model's own was used. */
  ZERO_POINT_ASSUMED(
      "Neither header nor option gave a usable zero point: the model's own was used"),
  /** Neither header nor option gave a band, so the record has none. */
  BAND_UNKNOWN("Neither header nor option gave a band, so the record has none"),
  /** The image was smaller than the model's input and was padded. */
  PADDED("The image was smaller than the model's input and was padded"),
  /** The galaxy was detected away from the middle of the image. */
  OFF_CENTRE("The galaxy was detected away from the middle of the image"),
  /** Some pixels of the model's input had no value. */
  PARTLY_MISSING("Some pixels of the model's input had no value"),
  /** The survey has a mask for such an image, but it was missing: no pixel was masked. */
  MASK_MISSING("The survey has a mask for such an image, but it was missing: no pixel was masked"),
  /** The cutout extends beyond its frame, and another frame filled the rest. */
  STITCHED("The cutout extends beyond its frame, and another frame filled the rest"),
  /** The cutout extends beyond its frame, and no frame covers all of the rest. */
  OFF_EDGE("The cutout extends beyond its frame, and no frame covers all of the rest"),
  /** The image's pixels are not square on the sky: it was resampled to square ones. */
  RESAMPLED_PIXELS("The image's pixels are not square on the sky: it was resampled to square ones"),
  /** The header has a SIP distortion, and no CTYPE ends in -SIP: it was not applied. */
  SIP_IGNORED("The header has a SIP distortion, and no CTYPE ends in -SIP: it was not applied"),
  /**
   * The header's celestial coordinates cannot be used: size and shape of the pixels are those of
   * its matrix alone.
   */
  WCS_IGNORED(
      "The header's celestial coordinates cannot be used: size and shape of the pixels are those of"
          + " its matrix alone"),
  /** The image is the sum or mean of a cube's planes, whose zero points may differ. */
  COLLAPSED("The image is the sum or mean of a cube's planes, whose zero points may differ"),
  /**
   * The header's zero point is ambiguous, or a surface brightness is outside -5 to 35 mag/arcsec^2.
   */
  CALIBRATION_DOUBTFUL(
      "The header's zero point is ambiguous, or a surface brightness is outside -5 to"
          + " 35 mag/arcsec^2"),
  /** Magnitudes are in the Vega system; without this flag they are AB. */
  VEGA_MAGNITUDES("Magnitudes are in the Vega system; without this flag they are AB"),
  /** The galaxy's light reaches the border of the image, so the sky may be too bright. */
  FILLS_FRAME("The galaxy's light reaches the border of the image, so the sky may be too bright"),
  /** Isophotes of the profile extend beyond the image. */
  ISOPHOTE_OFF_IMAGE("Isophotes of the profile extend beyond the image"),
  /** A star as bright as the galaxy is near it. */
  NEAR_BRIGHT_STAR("A star as bright as the galaxy is near it"),
  /** Another source overlaps the galaxy. */
  BLENDED("Another source overlaps the galaxy"),
  /** Another source of the image is nearly as likely to be the target. */
  TARGET_UNCERTAIN("Another source of the image is nearly as likely to be the target"),
  /** The parts of the border do not agree on the sky. */
  SKY_UNCERTAIN("The parts of the border do not agree on the sky"),
  /**
   * The noise of the sky differs from that of the weight map, whose variances were scaled to agree.
   */
  WEIGHT_SCALED(
      "The noise of the sky differs from that of the weight map, whose variances were scaled to"
          + " agree");

  private final String meaning;

  Flag(String meaning) {
    this.meaning = meaning;
  }

  /** {@return its meaning, for a report} */
  public String meaning() {
    return meaning;
  }
}
