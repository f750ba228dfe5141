// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.pipelines.Alias;
import org.pix2prof.pipelines.FitsOptions;
import org.pix2prof.training.simulate.SurveyOption;

/** The options of {@code train}. */
public interface TrainOptions extends FitsOptions {
  /** {@return the output directory} */
  @Description("Output directory for the checkpoint and, in model/, the model bundle.")
  @Validation.Required
  String getOutput();

  /**
   * Sets {@link #getOutput}.
   *
   * @param output the new value
   */
  void setOutput(String output);

  /** {@return the maximum training time in minutes; 0 for no limit} */
  @Description("Maximum total training time in minutes; 0 means until --galaxies is reached.")
  @Default.Double(0)
  double getMinutes();

  /**
   * Sets {@link #getMinutes}.
   *
   * @param minutes the new value
   */
  void setMinutes(double minutes);

  /** {@return the total number of training galaxies; null for the default} */
  @Description(
      "Total number of training galaxies. Default: as many as fit into --minutes, or 100000. With"
          + " --input each pair counts each time it is used.")
  Long getGalaxies();

  /**
   * Sets {@link #getGalaxies}.
   *
   * @param galaxies the new value
   */
  void setGalaxies(Long galaxies);

  /** {@return true to resume from the checkpoint} */
  @Description("Resume from the checkpoint in --output.")
  @Default.Boolean(false)
  boolean isResume();

  /**
   * Sets {@link #isResume}.
   *
   * @param resume the new value
   */
  void setResume(boolean resume);

  /** {@return the random seed} */
  @Description("Random seed of the initial weights, the galaxies and their noise.")
  @Default.Long(1)
  long getSeed();

  /**
   * Sets {@link #getSeed}.
   *
   * @param seed the new value
   */
  void setSeed(long seed);

  /** {@return the batch size} */
  @Description("Batch size: galaxies per training step.")
  @Default.Integer(32)
  int getBatch();

  /**
   * Sets {@link #getBatch}.
   *
   * @param batch the new value
   */
  void setBatch(int batch);

  /** {@return the peak learning rate; null for the default} */
  @Description("Peak learning rate. Default: 0.001, or 0.0003 with --input and --initialModel.")
  Double getRate();

  /**
   * Sets {@link #getRate}.
   *
   * @param rate the new value
   */
  void setRate(Double rate);

  /** {@return the number of refinement iterations; null for the default} */
  @Description("Number of refinement iterations. Default: those of --initialModel, or 3.")
  @Alias("looks")
  Integer getIterations();

  /**
   * Sets {@link #getIterations}.
   *
   * @param iterations the new value
   */
  void setIterations(Integer iterations);

  /** {@return the survey of the simulated images; null for the default} */
  @Description(
      "Survey of the simulated images: any (any pixel scale, size and depth), mixed (half SDSS, half"
          + " random scale and depth) or sdss. Default: any, or mixed for a model that resamples its"
          + " images.")
  SurveyOption getSimulatedSurvey();

  /**
   * Sets {@link #getSimulatedSurvey}.
   *
   * @param survey the new value
   */
  void setSimulatedSurvey(SurveyOption survey);

  /** {@return patterns of the images to train on; null to train on simulations only} */
  @Description(
      "FITS images to train on: comma-separated patterns, at any Beam file system. They need"
          + " --truth.")
  String getInput();

  /**
   * Sets {@link #getInput}.
   *
   * @param input the new value
   */
  void setInput(String input);

  /** {@return profiles of the images; null to train on simulations only} */
  @Description(
      "Profiles of the images of --input, joined by object_id and band: a CSV table as for evaluate,"
          + " or a prefix or pattern of profiles in any format that pix2prof writes.")
  String getTruth();

  /**
   * Sets {@link #getTruth}.
   *
   * @param truth the new value
   */
  void setTruth(String truth);

  /** {@return the fraction of the objects that are held out; null for the default} */
  @Description("Fraction of the objects of --input that are held out for validation. Default: 0.1.")
  Double getValidation();

  /**
   * Sets {@link #getValidation}.
   *
   * @param fraction the new value
   */
  void setValidation(Double fraction);

  /** {@return the fraction of the training images that are simulated; null for the default} */
  @Description(
      "With --input, fraction of the training images that are simulated, so that the model forgets"
          + " nothing. Default: 0.")
  Double getSimulated();

  /**
   * Sets {@link #getSimulated}.
   *
   * @param fraction the new value
   */
  void setSimulated(Double fraction);

  /**
   * {@return the number of validations without improvement that end the run; null for the default}
   */
  @Description(
      "With --input, number of validations without improvement after which training ends; 0 for no"
          + " such limit. Default: 10.")
  Integer getPatience();

  /**
   * Sets {@link #getPatience}.
   *
   * @param validations the new value
   */
  void setPatience(Integer validations);

  /** {@return the model with the initial weights; null for random weights} */
  @Description(
      "Model bundle (directory, zip or classpath:/DIR/) with the initial weights, or default for the"
          + " model that ships with pix2prof. Default: random weights.")
  @Alias("start")
  String getInitialModel();

  /**
   * Sets {@link #getInitialModel}.
   *
   * @param initialModel the new value
   */
  void setInitialModel(String initialModel);

  /** {@return the number of channels of the first convolutions; null for the default} */
  @Description(
      "Channels of the first convolutions; later ones have twice as many. Default: those of"
          + " --initialModel, or 16.")
  Integer getWidth();

  /**
   * Sets {@link #getWidth}.
   *
   * @param width the new value
   */
  void setWidth(Integer width);

  /** {@return the size of the GRU's hidden state; null for the default} */
  @Description(
      "Size of the GRU's hidden state and of the latent vector. Default: that of --initialModel, or"
          + " 128.")
  Integer getHidden();

  /**
   * Sets {@link #getHidden}.
   *
   * @param hidden the new value
   */
  void setHidden(Integer hidden);

  /** {@return the number of simulator threads} */
  @Description("Number of threads that simulate training galaxies.")
  @Default.Integer(1)
  int getSimulatorThreads();

  /**
   * Sets {@link #getSimulatorThreads}.
   *
   * @param threads the new value
   */
  void setSimulatorThreads(int threads);

  /** {@return the number of steps between validations} */
  @Description(
      "Steps between validations; each validation also saves the checkpoint and the bundle.")
  @Default.Integer(500)
  int getValidateEvery();

  /**
   * Sets {@link #getValidateEvery}.
   *
   * @param steps the new value
   */
  void setValidateEvery(int steps);

  /** {@return the number of galaxies per validation} */
  @Description("Number of held-out galaxies per validation.")
  @Default.Integer(256)
  int getValidationGalaxies();

  /**
   * Sets {@link #getValidationGalaxies}.
   *
   * @param galaxies the new value
   */
  void setValidationGalaxies(int galaxies);

  /** {@return the number of calibration galaxies} */
  @Description("Number of held-out galaxies that mu_err is calibrated on after training.")
  @Default.Integer(4000)
  int getCalibrationGalaxies();

  /**
   * Sets {@link #getCalibrationGalaxies}.
   *
   * @param galaxies the new value
   */
  void setCalibrationGalaxies(int galaxies);

  /** {@return the survey of the calibration images} */
  @Description("Survey of the calibration images: mixed, sdss or any.")
  @Default.Enum("MIXED")
  SurveyOption getCalibrationSurvey();

  /**
   * Sets {@link #getCalibrationSurvey}.
   *
   * @param survey the new value
   */
  void setCalibrationSurvey(SurveyOption survey);
}
