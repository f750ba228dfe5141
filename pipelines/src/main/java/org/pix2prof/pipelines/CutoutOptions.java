// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Description;

/** The options for the size of cutouts, of the commands that make cutouts of a catalogue. */
public interface CutoutOptions extends ImageOptions {
  /** {@return column of the cutouts' sides; null if all have one size} */
  @Description(
      "With --catalog: column of the cutouts' sides in arcsec. Default: all have --cutoutSize.")
  String getSizeColumn();

  /**
   * See {@link #getSizeColumn}.
   *
   * @param sizeColumn the choice
   */
  void setSizeColumn(String sizeColumn);

  /** {@return side of a cutout in arcsec; null for the model's input size} */
  @Description("With --catalog: side of the cutouts in arcsec. Default: the model's input size.")
  @Alias("stampSize")
  Double getCutoutSize();

  /**
   * See {@link #getCutoutSize}.
   *
   * @param cutoutSize the choice
   */
  void setCutoutSize(Double cutoutSize);

  /** {@return maximum side of a cutout in arcsec; null for the default} */
  @Description(
      "With --sizeColumn: maximum side of a cutout in arcsec; larger ones become bad records."
          + " Default: 600.")
  @Alias("maxStampSize")
  Double getMaxCutoutSize();

  /**
   * See {@link #getMaxCutoutSize}.
   *
   * @param maxCutoutSize the choice
   */
  void setMaxCutoutSize(Double maxCutoutSize);
}
