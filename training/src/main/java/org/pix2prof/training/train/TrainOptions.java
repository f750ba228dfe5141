// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.pipelines.Alias;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.training.simulate.SurveyOption;

/** The options of {@code train}. */
public interface TrainOptions extends CommandOptions {
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
      "Total number of training galaxies. Default: as many as fit into --minutes, or 100000.")
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

  /** {@return the peak learning rate} */
  @Description("Peak learning rate.")
  @Default.Double(1e-3)
  double getRate();

  /**
   * Sets {@link #getRate}.
   *
   * @param rate the new value
   */
  void setRate(double rate);

  /** {@return the number of refinement iterations} */
  @Description("Number of refinement iterations.")
  @Default.Integer(3)
  @Alias("looks")
  int getIterations();

  /**
   * Sets {@link #getIterations}.
   *
   * @param iterations the new value
   */
  void setIterations(int iterations);

  /** {@return the survey of the training images} */
  @Description(
      "Survey of the training images: any (any pixel scale, size and depth), mixed (half SDSS, half"
          + " random scale and depth) or sdss.")
  @Default.Enum("ANY")
  SurveyOption getSurvey();

  /**
   * Sets {@link #getSurvey}.
   *
   * @param survey the new value
   */
  void setSurvey(SurveyOption survey);

  /** {@return the model with the initial weights; null for random weights} */
  @Description(
      "Model bundle (directory, zip or classpath:/DIR/) with the initial weights. Default: random.")
  @Alias("start")
  String getInitialModel();

  /**
   * Sets {@link #getInitialModel}.
   *
   * @param initialModel the new value
   */
  void setInitialModel(String initialModel);

  /** {@return the number of channels of the first convolutions} */
  @Description("Channels of the first convolutions; later ones have twice as many.")
  @Default.Integer(16)
  int getWidth();

  /**
   * Sets {@link #getWidth}.
   *
   * @param width the new value
   */
  void setWidth(int width);

  /** {@return the size of the GRU's hidden state} */
  @Description("Size of the GRU's hidden state and of the latent vector.")
  @Default.Integer(128)
  int getHidden();

  /**
   * Sets {@link #getHidden}.
   *
   * @param hidden the new value
   */
  void setHidden(int hidden);

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
