// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code report}. */
public interface ReportOptions extends CutoutOptions {
  /** {@return prefix of the profiles' files} */
  @Description("Profiles to show: --output of caption, or a file or pattern of its output files.")
  @Validation.Required
  String getProfiles();

  /**
   * Sets {@link #getProfiles}.
   *
   * @param prefix the value
   */
  void setProfiles(String prefix);

  /** {@return patterns of the profiles' images} */
  @Description(
      "FITS files of the profiles: --input of caption. Repeat the reading options given there.")
  @Validation.Required(groups = ProfileOptions.IMAGES)
  String getInput();

  /**
   * Sets {@link #getInput}.
   *
   * @param input the value
   */
  void setInput(String input);

  /** {@return catalogue of the positions; null if the images are files} */
  @Description(
      "Catalogue of the profiles, instead of --input: --catalog of caption. The cutouts are made"
          + " again from --frames.")
  @Validation.Required(groups = ProfileOptions.IMAGES)
  String getCatalog();

  /**
   * See {@link #getCatalog}.
   *
   * @param catalog the choice
   */
  void setCatalog(String catalog);

  /** {@return patterns of the frames; null without a catalogue} */
  @Description("With --catalog: --frames of caption. Comma-separated patterns.")
  String getFrames();

  /**
   * See {@link #getFrames}.
   *
   * @param frames the choice
   */
  void setFrames(String frames);

  /** {@return column of the objects' names; null for the default} */
  @Description("With --catalog: column of the objects' names. Default: id.")
  String getIdColumn();

  /**
   * See {@link #getIdColumn}.
   *
   * @param idColumn the choice
   */
  void setIdColumn(String idColumn);

  /** {@return column of right ascensions; null for the default} */
  @Description("With --catalog: column of right ascension, in degrees or as h:m:s. Default: ra.")
  String getRaColumn();

  /**
   * See {@link #getRaColumn}.
   *
   * @param raColumn the choice
   */
  void setRaColumn(String raColumn);

  /** {@return column of declinations; null for the default} */
  @Description("With --catalog: column of declination, in degrees or as d:m:s. Default: dec.")
  String getDecColumn();

  /**
   * See {@link #getDecColumn}.
   *
   * @param decColumn the choice
   */
  void setDecColumn(String decColumn);

  /** {@return directory of the report} */
  @Description("Directory of the report, at any Beam file system; its page is index.html.")
  @Validation.Required
  String getOutput();

  /**
   * Sets {@link #getOutput}.
   *
   * @param directory the value
   */
  void setOutput(String directory);

  /** {@return reference profiles; null if there are none} */
  @Description(
      "Reference profiles to compare with: CSV with the columns"
          + " object_id,band,radius_arcsec,mu.")
  String getReference();

  /**
   * Sets {@link #getReference}.
   *
   * @param file the value
   */
  void setReference(String file);

  /** {@return prefix of the bad records; null for the one in the run's record} */
  @Description(
      "Bad records to list: --badRecords of caption. Default: those named by the run's record"
          + " beside the profiles.")
  String getBadRecords();

  /**
   * Sets {@link #getBadRecords}.
   *
   * @param prefix the value
   */
  void setBadRecords(String prefix);
}
