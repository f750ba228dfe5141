package org.pix2prof.training.train;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.pipelines.CommandOptions;

/** The options of {@code train}. */
public interface TrainOptions extends CommandOptions {
  /** Where the bundle and the checkpoint go. */
  @Description("Folder for the checkpoint and, in model/, the bundle.")
  @Validation.Required
  String getOutput();

  /** See {@link #getOutput}. */
  void setOutput(String output);

  /** How long to train. */
  @Description("Minutes to train in all; 0 trains until --galaxies are seen.")
  @Default.Double(0)
  double getMinutes();

  /** See {@link #getMinutes}. */
  void setMinutes(double minutes);

  /** How much to train. */
  @Description("Simulated galaxies to see in all, unless --minutes are over before.")
  @Default.Long(100_000)
  long getGalaxies();

  /** See {@link #getGalaxies}. */
  void setGalaxies(long galaxies);

  /** Whether to go on. */
  @Description("Go on from the checkpoint in --output.")
  @Default.Boolean(false)
  boolean isResume();

  /** See {@link #isResume}. */
  void setResume(boolean resume);

  /** What decides weights, galaxies and noise. */
  @Description("Seed of the first weights, the galaxies and their noise.")
  @Default.Long(1)
  long getSeed();

  /** See {@link #getSeed}. */
  void setSeed(long seed);

  /** Galaxies per step. */
  @Description("Galaxies per step.")
  @Default.Integer(32)
  int getBatch();

  /** See {@link #getBatch}. */
  void setBatch(int batch);

  /** Peak learning rate. */
  @Description("Peak learning rate.")
  @Default.Double(1e-3)
  double getRate();

  /** See {@link #getRate}. */
  void setRate(double rate);

  /** Planes of the first convolutions. */
  @Description("Planes of the first convolutions; the later ones have twice as many.")
  @Default.Integer(24)
  int getWidth();

  /** See {@link #getWidth}. */
  void setWidth(int width);

  /** Length of the GRU's state. */
  @Description("Length of the GRU's state and of the latent vector.")
  @Default.Integer(128)
  int getHidden();

  /** See {@link #getHidden}. */
  void setHidden(int hidden);

  /** Threads that simulate. */
  @Description("Threads that simulate galaxies while another one learns.")
  @Default.Integer(1)
  int getSimulatorThreads();

  /** See {@link #getSimulatorThreads}. */
  void setSimulatorThreads(int threads);

  /** Steps between validations. */
  @Description("Steps between validations; each also saves the checkpoint and the bundle.")
  @Default.Integer(500)
  int getValidateEvery();

  /** See {@link #getValidateEvery}. */
  void setValidateEvery(int steps);

  /** Galaxies that each validation looks at. */
  @Description("Galaxies, never learned from, that each validation looks at.")
  @Default.Integer(256)
  int getValidationGalaxies();

  /** See {@link #getValidationGalaxies}. */
  void setValidationGalaxies(int galaxies);
}
