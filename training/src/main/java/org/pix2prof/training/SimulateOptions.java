// SPDX-License-Identifier: Apache-2.0
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
  /** {@return the number of galaxies} */
  @Description("Number of galaxies to simulate; with --frames, number of catalogue rows.")
  @Validation.Required
  Integer getCount();

  /**
   * Sets {@link #getCount}.
   *
   * @param count the new value
   */
  void setCount(Integer count);

  /** {@return the random seed} */
  @Description("Random seed. The same seed gives the same files.")
  @Default.Long(1)
  long getSeed();

  /**
   * Sets {@link #getSeed}.
   *
   * @param seed the new value
   */
  void setSeed(long seed);

  /** {@return the output directory} */
  @Description(
      "Output directory, new or empty, for FITS files, truth.csv and, with --frames, catalog.csv.")
  @Validation.Required
  String getOutput();

  /**
   * Sets {@link #getOutput}.
   *
   * @param output the new value
   */
  void setOutput(String output);

  /** {@return the number of frames; null for one image per galaxy} */
  @Description(
      "Simulate this number of overlapping SDSS frames (bzipped FITS) and a catalogue of"
          + " positions, instead of one image per galaxy.")
  Integer getFrames();

  /**
   * Sets {@link #getFrames}.
   *
   * @param frames the new value
   */
  void setFrames(Integer frames);

  /** {@return the frame size; null for that of SDSS} */
  @Description("Frame size, WIDTHxHEIGHT in pixels. Default: 2048x1489.")
  String getFrameSize();

  /**
   * Sets {@link #getFrameSize}.
   *
   * @param frameSize the new value
   */
  void setFrameSize(String frameSize);

  /** {@return the bands; null for one random band, or for r with frames} */
  @Description(
      "Comma-separated bands (g, r, i, z) to observe each galaxy in, one file per band,"
          + " ID-BAND.fits. Default: one random band; r for frames.")
  List<String> getBands();

  /**
   * Sets {@link #getBands}.
   *
   * @param bands the new value
   */
  void setBands(List<String> bands);

  /** {@return the survey to imitate} */
  @Description("Survey to imitate: sdss, or mixed (half SDSS, half random pixel scale and depth).")
  @Default.Enum("SDSS")
  SurveyOption getSurvey();

  /**
   * Sets {@link #getSurvey}.
   *
   * @param survey the new value
   */
  void setSurvey(SurveyOption survey);

  /** {@return the seeing of every image; null for random} */
  @Description("Seeing of every image, FWHM in arcsec. Default: random.")
  Double getFwhm();

  /**
   * Sets {@link #getFwhm}.
   *
   * @param fwhm the new value
   */
  void setFwhm(Double fwhm);

  /** {@return the offset of the centre in every image; null for random} */
  @Description("Distance of every galaxy from the image centre, in pixels. Default: random.")
  Double getCentreOffset();

  /**
   * Sets {@link #getCentreOffset}.
   *
   * @param centreOffset the new value
   */
  void setCentreOffset(Double centreOffset);

  /** {@return the residual sky in every image; null for random} */
  @Description(
      "Residual sky in every image, in standard deviations of a sky pixel. Default: random.")
  Double getSkyOffset();

  /**
   * Sets {@link #getSkyOffset}.
   *
   * @param skyOffset the new value
   */
  void setSkyOffset(Double skyOffset);

  /** {@return the companion of every galaxy; null for none} */
  @Description(
      "Add a companion: star (1 mag brighter) or galaxy (as bright) 15 to 30 arcsec away; close:"
          + " stars up to 2 mag brighter, or a galaxy, within some seeing widths.")
  @Alias("company")
  Companion getCompanion();

  /**
   * Sets {@link #getCompanion}.
   *
   * @param companion the new value
   */
  void setCompanion(Companion companion);
}
