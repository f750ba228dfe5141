package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** From FITS files to profiles: what every command that captions images lets the user choose. */
public interface ProfileOptions extends ImageOptions {
  /** What images are read of: one option of this group must be given. */
  String IMAGES = "images";

  /** {@return patterns of FITS files, separated by commas outside of braces} */
  @Description("FITS files to read: patterns, separated by commas, at any Beam file system.")
  @Validation.Required(groups = IMAGES)
  String getInput();

  /**
   * See {@link #getInput}.
   *
   * @param input the choice
   */
  void setInput(String input);

  /** {@return what the model runs on} */
  @Description("What the model runs on: auto, cpu, gpu or gpu:N.")
  @Default.String("auto")
  String getDevice();

  /**
   * See {@link #getDevice}.
   *
   * @param device the choice
   */
  void setDevice(String device);

  /** {@return most images that the model sees at once; null for the transform's own choice} */
  @Description("Most images that the model sees at once; fewer need less memory. Default: 32.")
  Integer getBatchSize();

  /**
   * See {@link #getBatchSize}.
   *
   * @param batchSize the choice
   */
  void setBatchSize(Integer batchSize);

  /** {@return band whose ellipses every band is measured along; null for its own} */
  @Description(
      "Measure all bands of an object along the ellipses found in this one, so that their profiles"
          + " can be compared. Default: each along its own.")
  String getReferenceBand();

  /**
   * See {@link #getReferenceBand}.
   *
   * @param band the choice
   */
  void setReferenceBand(String band);

  /** {@return where bad records are written; null if the first one shall end the run} */
  @Description(
      "Prefix of the file that lists the images that could not be used, with the reason. Without"
          + " it the first such image ends the run.")
  String getBadRecords();

  /**
   * See {@link #getBadRecords}.
   *
   * @param prefix the choice
   */
  void setBadRecords(String prefix);
}
