package org.pix2prof.training.train;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.pipelines.Alias;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.training.simulate.SurveyOption;

/** The options of {@code train}. */
public interface TrainOptions extends CommandOptions {
  /** {@return where the bundle and the checkpoint go} */
  @Description("Folder for the checkpoint and, in model/, the bundle.")
  @Validation.Required
  String getOutput();

  /**
   * See {@link #getOutput}.
   *
   * @param output the choice
   */
  void setOutput(String output);

  /** {@return how long to train} */
  @Description("Minutes to train at most in all; 0 trains until --galaxies are seen.")
  @Default.Double(0)
  double getMinutes();

  /**
   * See {@link #getMinutes}.
   *
   * @param minutes the choice
   */
  void setMinutes(double minutes);

  /** {@return how much to train; null: until the minutes are over} */
  @Description(
      "Simulated galaxies to see in all. Default: as many as fit into --minutes, or 100000.")
  Long getGalaxies();

  /**
   * See {@link #getGalaxies}.
   *
   * @param galaxies the choice
   */
  void setGalaxies(Long galaxies);

  /** {@return whether to go on} */
  @Description("Go on from the checkpoint in --output.")
  @Default.Boolean(false)
  boolean isResume();

  /**
   * See {@link #isResume}.
   *
   * @param resume the choice
   */
  void setResume(boolean resume);

  /** {@return what decides weights, galaxies and noise} */
  @Description("Seed of the first weights, the galaxies and their noise.")
  @Default.Long(1)
  long getSeed();

  /**
   * See {@link #getSeed}.
   *
   * @param seed the choice
   */
  void setSeed(long seed);

  /** {@return galaxies per step} */
  @Description("Galaxies per step.")
  @Default.Integer(32)
  int getBatch();

  /**
   * See {@link #getBatch}.
   *
   * @param batch the choice
   */
  void setBatch(int batch);

  /** {@return peak learning rate} */
  @Description("Peak learning rate.")
  @Default.Double(1e-3)
  double getRate();

  /**
   * See {@link #getRate}.
   *
   * @param rate the choice
   */
  void setRate(double rate);

  /** {@return how often the network looks} */
  @Description("Times that the network looks at a galaxy, along ellipses from the second on.")
  @Default.Integer(3)
  @Alias("looks")
  int getIterations();

  /**
   * See {@link #getIterations}.
   *
   * @param iterations the choice
   */
  void setIterations(int iterations);

  /** {@return what the images look like} */
  @Description(
      "Surveys that the images are of: mixed (half SDSS, half any pixels and depth) or sdss.")
  @Default.Enum("MIXED")
  SurveyOption getSurvey();

  /**
   * See {@link #getSurvey}.
   *
   * @param survey the choice
   */
  void setSurvey(SurveyOption survey);

  /** {@return the model whose weights are the first ones; null: drawn by the seed} */
  @Description(
      "Model bundle (folder, zip or classpath:/folder/) to start from, to train further or for another survey.")
  String getStart();

  /**
   * See {@link #getStart}.
   *
   * @param start the choice
   */
  void setStart(String start);

  /** {@return planes of the first convolutions} */
  @Description("Planes of the first convolutions; the later ones have twice as many.")
  @Default.Integer(24)
  int getWidth();

  /**
   * See {@link #getWidth}.
   *
   * @param width the choice
   */
  void setWidth(int width);

  /** {@return length of the GRU's state} */
  @Description("Length of the GRU's state and of the latent vector.")
  @Default.Integer(128)
  int getHidden();

  /**
   * See {@link #getHidden}.
   *
   * @param hidden the choice
   */
  void setHidden(int hidden);

  /** {@return threads that simulate} */
  @Description("Threads that simulate galaxies while another one learns.")
  @Default.Integer(1)
  int getSimulatorThreads();

  /**
   * See {@link #getSimulatorThreads}.
   *
   * @param threads the choice
   */
  void setSimulatorThreads(int threads);

  /** {@return steps between validations} */
  @Description("Steps between validations; each also saves the checkpoint and the bundle.")
  @Default.Integer(500)
  int getValidateEvery();

  /**
   * See {@link #getValidateEvery}.
   *
   * @param steps the choice
   */
  void setValidateEvery(int steps);

  /** {@return galaxies that each validation looks at} */
  @Description("Galaxies, never learned from, that each validation looks at.")
  @Default.Integer(256)
  int getValidationGalaxies();

  /**
   * See {@link #getValidationGalaxies}.
   *
   * @param galaxies the choice
   */
  void setValidationGalaxies(int galaxies);

  /** {@return galaxies that the uncertainties are fitted to} */
  @Description("Galaxies, never learned from, that mu_err is fitted to in the end.")
  @Default.Integer(4000)
  int getCalibrationGalaxies();

  /**
   * See {@link #getCalibrationGalaxies}.
   *
   * @param galaxies the choice
   */
  void setCalibrationGalaxies(int galaxies);

  /** {@return what the images of those galaxies look like} */
  @Description("Survey that the images of the calibration galaxies are of: sdss or mixed.")
  @Default.Enum("SDSS")
  SurveyOption getCalibrationSurvey();

  /**
   * See {@link #getCalibrationSurvey}.
   *
   * @param survey the choice
   */
  void setCalibrationSurvey(SurveyOption survey);
}
