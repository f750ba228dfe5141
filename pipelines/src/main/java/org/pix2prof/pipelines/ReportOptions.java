package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code report}. */
public interface ReportOptions extends ImageOptions {
  /** {@return folder and beginning of the names of the profiles' files} */
  @Description(
      "Profiles to look at: --output of caption, or a file or pattern of its output files.")
  @Validation.Required
  String getProfiles();

  /**
   * See {@link #getProfiles}.
   *
   * @param prefix the choice
   */
  void setProfiles(String prefix);

  /** {@return patterns of the images that the profiles are of} */
  @Description(
      "The FITS files that the profiles are of, as --input of caption; give the other options that"
          + " say how to read them as they were given there.")
  @Validation.Required
  String getInput();

  /**
   * See {@link #getInput}.
   *
   * @param input the choice
   */
  void setInput(String input);

  /** {@return folder of the report} */
  @Description("Folder to write the report to, at any Beam file system; its page is index.html.")
  @Validation.Required
  String getOutput();

  /**
   * See {@link #getOutput}.
   *
   * @param folder the choice
   */
  void setOutput(String folder);

  /** {@return reference profiles; null if there are none} */
  @Description(
      "Reference profiles to hold the profiles against: CSV with the columns"
          + " object_id,band,radius_arcsec,mu.")
  String getReference();

  /**
   * See {@link #getReference}.
   *
   * @param file the choice
   */
  void setReference(String file);

  /** {@return where bad records are listed; null for where the run's record says} */
  @Description(
      "Bad records to list: --badRecords of caption. Default: what the run's record beside the"
          + " profiles says.")
  String getBadRecords();

  /**
   * See {@link #getBadRecords}.
   *
   * @param prefix the choice
   */
  void setBadRecords(String prefix);
}
