// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code report}. */
public interface ReportOptions extends ImageOptions {
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
  @Validation.Required
  String getInput();

  /**
   * Sets {@link #getInput}.
   *
   * @param input the value
   */
  void setInput(String input);

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
