package org.pix2prof.training.evaluate;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.pipelines.ProfileOptions;

/** The options of {@code evaluate}. */
public interface EvaluateOptions extends ProfileOptions {
  /** {@return the table of reference profiles} */
  @Description("CSV of reference profiles: object_id,band,radius_arcsec,mu and any other columns.")
  @Validation.Required
  String getTruth();

  /**
   * Sets {@link #getTruth}.
   *
   * @param file the table
   */
  void setTruth(String file);

  /** {@return where all figures are written; null for nowhere} */
  @Description("JSON file to write: every figure, and those of each profile.")
  String getOutput();

  /**
   * Sets {@link #getOutput}.
   *
   * @param file the file
   */
  void setOutput(String file);

  /** {@return folder of the plots; null for none} */
  @Description("Folder to write plots to, as PNG: profiles, deviations, calibration and a gallery.")
  String getPlots();

  /**
   * Sets {@link #getPlots}.
   *
   * @param folder the folder
   */
  void setPlots(String folder);

  /** {@return most galaxies in the gallery of the plots} */
  @Description("Most galaxies in gallery.png, the worst ones for half of it; 0 for no gallery.")
  @Default.Integer(12)
  int getGallery();

  /**
   * Sets {@link #getGallery}.
   *
   * @param gallery the number
   */
  void setGallery(int gallery);
}
