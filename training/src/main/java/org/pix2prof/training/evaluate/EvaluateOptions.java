// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.pipelines.ProfileOptions;

/** The options of {@code evaluate}. */
public interface EvaluateOptions extends ProfileOptions {
  /** {@return the table of reference profiles} */
  @Description(
      "CSV table of reference profiles: object_id,band,radius_arcsec,mu and optional columns.")
  @Validation.Required
  String getTruth();

  /**
   * Sets {@link #getTruth}.
   *
   * @param file the table
   */
  void setTruth(String file);

  /** {@return the JSON file for all metrics; null for none} */
  @Description("JSON file to write, with all metrics, overall and per profile.")
  String getOutput();

  /**
   * Sets {@link #getOutput}.
   *
   * @param file the file
   */
  void setOutput(String file);

  /** {@return the directory of the plots; null for none} */
  @Description("Output directory for PNG plots: profiles, deviations, calibration and a gallery.")
  String getPlots();

  /**
   * Sets {@link #getPlots}.
   *
   * @param directory the directory
   */
  void setPlots(String directory);

  /** {@return the maximum number of galaxies in the gallery} */
  @Description(
      "Maximum number of galaxies in gallery.png, half of them the worst; 0 for no gallery.")
  @Default.Integer(12)
  int getGallery();

  /**
   * Sets {@link #getGallery}.
   *
   * @param gallery the number
   */
  void setGallery(int gallery);
}
