package org.pix2prof.model;

/** What a reader of a profile should know about how it came to be. */
public enum Flag {
  /** Neither header nor option gave a pixel scale: the model's own was taken. */
  PIXEL_SCALE_ASSUMED("Neither header nor option gave a pixel scale: the model's own was taken"),
  /** Neither header nor option gave a usable zero point: the model's own was taken. */
  ZERO_POINT_ASSUMED(
      "Neither header nor option gave a usable zero point: the model's own was taken"),
  /** Neither header nor option gave a band, so the record names none. */
  BAND_UNKNOWN("Neither header nor option gave a band, so the record names none"),
  /** The image was smaller than the model's input, which was filled up around it. */
  PADDED("The image was smaller than the model's input, which was filled up around it"),
  /** The galaxy was found away from the middle of the image. */
  OFF_CENTRE("The galaxy was found away from the middle of the image"),
  /** Some pixels of the model's input had no value. */
  PARTLY_MISSING("Some pixels of the model's input had no value"),
  /** The survey has a mask for such an image, and it was not there: no pixel was taken out. */
  MASK_MISSING(
      "The survey has a mask for such an image, and it was not there: no pixel was taken out"),
  /** The cutout runs off the edge of its frame, and another frame gave what is beyond it. */
  STITCHED("The cutout runs off the edge of its frame, and another frame gave what is beyond it"),
  /** The cutout runs off the edge of its frame, and no frame has all of what is beyond it. */
  OFF_EDGE("The cutout runs off the edge of its frame, and no frame has all of what is beyond it"),
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
  /** The image is the sum or mean of the planes of a cube, of which the zero point may differ. */
  COLLAPSED(
      "The image is the sum or mean of the planes of a cube, of which the zero point may differ"),
  /**
   * The header leaves open what its zero point is for, or a surface brightness is outside -5 to 35
   * mag/arcsec^2.
   */
  CALIBRATION_DOUBTFUL(
      "The header leaves open what its zero point is for, or a surface brightness is outside -5 to"
          + " 35 mag/arcsec^2"),
  /** Magnitudes are in the Vega system; without this flag they are AB. */
  VEGA_MAGNITUDES("Magnitudes are in the Vega system; without this flag they are AB");

  private final String meaning;

  Flag(String meaning) {
    this.meaning = meaning;
  }

  /** {@return what it means, for people} */
  public String meaning() {
    return meaning;
  }
}
