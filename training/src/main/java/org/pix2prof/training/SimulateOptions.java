package org.pix2prof.training;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.pipelines.Alias;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.training.simulate.ObservingConditions.Companion;
import org.pix2prof.training.simulate.SurveyOption;

/** The options of {@code simulate}. */
public interface SimulateOptions extends CommandOptions {
  /** {@return how many galaxies} */
  @Description("How many galaxies to simulate; with --frames: rows of the catalogue.")
  @Validation.Required
  Integer getCount();

  /**
   * See {@link #getCount}.
   *
   * @param count the choice
   */
  void setCount(Integer count);

  /** {@return which galaxies} */
  @Description("Which galaxies: the same seed gives the same files.")
  @Default.Long(1)
  long getSeed();

  /**
   * See {@link #getSeed}.
   *
   * @param seed the choice
   */
  void setSeed(long seed);

  /** {@return where they go} */
  @Description(
      "Folder for the FITS files, truth.csv and, with --frames, catalog.csv; new or empty.")
  @Validation.Required
  String getOutput();

  /**
   * See {@link #getOutput}.
   *
   * @param output the choice
   */
  void setOutput(String output);

  /** {@return how many frames; null: an image of each galaxy} */
  @Description(
      "Simulate so many overlapping SDSS frames (bzipped FITS) with a catalogue of positions,"
          + " in place of an image of each galaxy.")
  Integer getFrames();

  /**
   * See {@link #getFrames}.
   *
   * @param frames the choice
   */
  void setFrames(Integer frames);

  /** {@return the size of frames; null: SDSS's} */
  @Description("Size of the frames, WIDTHxHEIGHT in pixels. Default: 2048x1489.")
  String getFrameSize();

  /**
   * See {@link #getFrameSize}.
   *
   * @param frameSize the choice
   */
  void setFrameSize(String frameSize);

  /** {@return the bands that every galaxy is seen in; null: one that is drawn, or r for frames} */
  @Description(
      "Bands to see every galaxy in, of g, r, i, z, between commas: one file of each, ID-BAND.fits."
          + " Default: one band that is drawn; frames are of r.")
  List<String> getBands();

  /**
   * See {@link #getBands}.
   *
   * @param bands the choice
   */
  void setBands(List<String> bands);

  /** {@return what the images look like} */
  @Description(
      "Survey that the images are of: sdss, or mixed (half SDSS, half any pixel scale and depth).")
  @Default.Enum("SDSS")
  SurveyOption getSurvey();

  /**
   * See {@link #getSurvey}.
   *
   * @param survey the choice
   */
  void setSurvey(SurveyOption survey);

  /** {@return the seeing of every image; null: drawn} */
  @Description("Seeing of every image, full width at half maximum, arcsec. Default: drawn.")
  Double getFwhm();

  /**
   * See {@link #getFwhm}.
   *
   * @param fwhm the choice
   */
  void setFwhm(Double fwhm);

  /** {@return the centre's distance from the middle in every image; null: drawn} */
  @Description("Distance of every galaxy from the middle of its frame, pixels. Default: drawn.")
  Double getCentreOffset();

  /**
   * See {@link #getCentreOffset}.
   *
   * @param centreOffset the choice
   */
  void setCentreOffset(Double centreOffset);

  /** {@return what sky subtraction left in every image; null: drawn} */
  @Description(
      "Residual of the sky in every image, standard deviations of a sky pixel. Default: drawn.")
  Double getSkyOffset();

  /**
   * See {@link #getSkyOffset}.
   *
   * @param skyOffset the choice
   */
  void setSkyOffset(Double skyOffset);

  /** {@return what is put beside every galaxy; null: nothing more} */
  @Description(
      "Put beside every galaxy, at 15 to 30 arcsec: star (a magnitude brighter) or galaxy (as bright).")
  @Alias("company")
  Companion getCompanion();

  /**
   * See {@link #getCompanion}.
   *
   * @param companion the choice
   */
  void setCompanion(Companion companion);
}
