package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** Options of every command that captions FITS images. */
public interface ProfileOptions extends ImageOptions {
  /** Group of options that name the images; one of them must be given. */
  String IMAGES = "images";

  /** {@return patterns of FITS files, separated by commas outside of braces} */
  @Description("FITS files to read: patterns, separated by commas, at any Beam file system.")
  @Validation.Required(groups = IMAGES)
  String getInput();

  /**
   * Sets {@link #getInput}.
   *
   * @param input the value
   */
  void setInput(String input);

  /** {@return device of the model} */
  @Description("What the model runs on: auto, cpu, gpu or gpu:N.")
  @Default.String("auto")
  String getDevice();

  /**
   * Sets {@link #getDevice}.
   *
   * @param device the value
   */
  void setDevice(String device);

  /** {@return maximum batch size; null for the transform's default} */
  @Description("Most images that the model sees at once; fewer need less memory. Default: 32.")
  Integer getBatchSize();

  /**
   * Sets {@link #getBatchSize}.
   *
   * @param batchSize the value
   */
  void setBatchSize(Integer batchSize);

  /** {@return band whose ellipses all bands are measured along; null if each uses its own} */
  @Description(
      "Measure all bands of an object along the ellipses found in this one, so that their profiles"
          + " can be compared. Default: each along its own.")
  String getReferenceBand();

  /**
   * Sets {@link #getReferenceBand}.
   *
   * @param band the value
   */
  void setReferenceBand(String band);

  /** {@return prefix of bad records; null if the first one ends the run} */
  @Description(
      "Prefix of the file that lists the images that could not be used, with the reason. Without"
          + " it the first such image ends the run.")
  String getBadRecords();

  /**
   * Sets {@link #getBadRecords}.
   *
   * @param prefix the value
   */
  void setBadRecords(String prefix);
}
