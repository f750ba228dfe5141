// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** Options of every command that captions FITS images. */
public interface ProfileOptions extends ImageOptions {
  /** Group of options that name the images; one of them must be given. */
  String IMAGES = "images";

  /** {@return patterns of FITS files, separated by commas outside of braces} */
  @Description("FITS files to read: comma-separated patterns, at any Beam file system.")
  @Validation.Required(groups = IMAGES)
  String getInput();

  /**
   * Sets {@link #getInput}.
   *
   * @param input the value
   */
  void setInput(String input);

  /** {@return device of the model} */
  @Description("Device of the model: auto, cpu, gpu or gpu:N.")
  @Default.String("auto")
  String getDevice();

  /**
   * Sets {@link #getDevice}.
   *
   * @param device the value
   */
  void setDevice(String device);

  /** {@return maximum batch size; null for the transform's default} */
  @Description("Maximum batch size; a smaller one uses less memory. Default: 32.")
  Integer getBatchSize();

  /**
   * Sets {@link #getBatchSize}.
   *
   * @param batchSize the value
   */
  void setBatchSize(Integer batchSize);

  /** {@return band whose ellipses all bands are measured along; null if each uses its own} */
  @Description(
      "Band whose ellipses all bands of an object are measured along, so that their profiles can"
          + " be compared. Default: each band has its own ellipses.")
  String getReferenceBand();

  /**
   * Sets {@link #getReferenceBand}.
   *
   * @param band the value
   */
  void setReferenceBand(String band);

  /** {@return sky to subtract} */
  @Description(
      "Sky to subtract: border, one level from the image's border; plane, a plane fitted to it;"
          + " none; or a level in image units.")
  @Default.String("border")
  String getSky();

  /**
   * Sets {@link #getSky}.
   *
   * @param sky the value
   */
  void setSky(String sky);

  /** {@return radii of the samples; null for those of the model} */
  @Description(
      "Semi-major axes of the samples: geometric:START:RATIO or linear:STEP, in arcsec, or model,"
          + " to the predicted end of the profile, or to :END arcsec or :edge of the image, such"
          + " as linear:0.5:60 or model:edge; or a file with one number per line. Beyond the"
          + " predicted end mu is empty. Default: those of the model.")
  String getRadii();

  /**
   * Sets {@link #getRadii}.
   *
   * @param radii the value
   */
  void setRadii(String radii);

  /** {@return whether deviations from ellipses are measured} */
  @Description(
      "Measure the isophotes' deviations from ellipses: the columns a3, b3, a4, b4 and their"
          + " errors of Parquet, Avro, JSON and FITS.")
  boolean isHarmonics();

  /**
   * Sets {@link #isHarmonics}.
   *
   * @param harmonics the value
   */
  void setHarmonics(boolean harmonics);

  /** {@return prefix of bad records; null if the first one ends the run} */
  @Description(
      "Prefix of the file that lists unusable images with the reason. Default: the first such"
          + " image ends the run.")
  String getBadRecords();

  /**
   * Sets {@link #getBadRecords}.
   *
   * @param prefix the value
   */
  void setBadRecords(String prefix);
}
