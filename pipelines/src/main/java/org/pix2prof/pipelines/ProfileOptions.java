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

  /** {@return centre of the galaxy; null if it is to be found} */
  @Description(
      "Centre of the galaxy to measure: X,Y in pixels, where the middle of the first pixel is 0; a"
          + " position such as 12:34:56.7,+01:02:03 or 150.1d,2.2d; middle of the image; or, with"
          + " --catalog of caption, catalog for its positions. Default: the galaxy is found.")
  @Alias("center")
  String getCentre();

  /**
   * Sets {@link #getCentre}.
   *
   * @param centre the value
   */
  void setCentre(String centre);

  /** {@return ellipticity of all isophotes; null if they are found} */
  @Description(
      "Ellipticity, 1 - b/a, of all isophotes, with --pa or --paSky: the galaxy is measured along"
          + " ellipses of one shape. Default: each isophote is found.")
  Double getEllipticity();

  /**
   * Sets {@link #getEllipticity}.
   *
   * @param ellipticity the value
   */
  void setEllipticity(Double ellipticity);

  /** {@return position angle of all isophotes in the image; null if not given} */
  @Description(
      "With --ellipticity: position angle of the major axis in degrees, counter-clockwise from the"
          + " image's +x axis.")
  Double getPa();

  /**
   * Sets {@link #getPa}.
   *
   * @param degrees the value
   */
  void setPa(Double degrees);

  /** {@return position angle of all isophotes on the sky; null if not given} */
  @Description(
      "With --ellipticity: position angle of the major axis in degrees from north through east; the"
          + " images need a WCS.")
  Double getPaSky();

  /**
   * Sets {@link #getPaSky}.
   *
   * @param degrees the value
   */
  void setPaSky(Double degrees);

  /** {@return catalogue of the galaxies to measure; null if there is none} */
  @Description(
      "Catalogue of the galaxies to measure, one for each object_id: columns id or object_id; x and"
          + " y, or ra and dec; optionally band, ellipticity, and pa_deg or pa_sky_deg. CSV, ECSV,"
          + " IPAC table, FITS, VOTable or Parquet.")
  String getTargets();

  /**
   * Sets {@link #getTargets}.
   *
   * @param targets the value
   */
  void setTargets(String targets);

  /** {@return column of the objects' names; null for the default} */
  @Description(
      "Column of the objects' names in --targets, or --catalog of caption. Default: id, and in"
          + " --targets also object_id.")
  String getIdColumn();

  /**
   * Sets {@link #getIdColumn}.
   *
   * @param idColumn the value
   */
  void setIdColumn(String idColumn);

  /** {@return column of right ascensions; null for the default} */
  @Description(
      "Column of right ascension in --targets, or --catalog of caption, in degrees or as h:m:s."
          + " Default: ra.")
  String getRaColumn();

  /**
   * Sets {@link #getRaColumn}.
   *
   * @param raColumn the value
   */
  void setRaColumn(String raColumn);

  /** {@return column of declinations; null for the default} */
  @Description(
      "Column of declination in --targets, or --catalog of caption, in degrees or as d:m:s."
          + " Default: dec.")
  String getDecColumn();

  /**
   * Sets {@link #getDecColumn}.
   *
   * @param decColumn the value
   */
  void setDecColumn(String decColumn);

  /** {@return prefix of earlier profiles whose isophotes are used; null if there are none} */
  @Description(
      "Earlier profiles, by the prefix or name of their files: each image is measured along their"
          + " isophotes of the same object, through the sky or in the same file (forced"
          + " photometry).")
  String getIsophotes();

  /**
   * Sets {@link #getIsophotes}.
   *
   * @param prefix the value
   */
  void setIsophotes(String prefix);

  /** {@return band of the earlier profiles; null for the default} */
  @Description(
      "With --isophotes: band of the earlier profiles. Default: the image's band, or else the only"
          + " one of the object.")
  String getIsophotesBand();

  /**
   * Sets {@link #getIsophotesBand}.
   *
   * @param band the value
   */
  void setIsophotesBand(String band);

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
