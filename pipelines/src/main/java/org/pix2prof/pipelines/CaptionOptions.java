// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code caption}. */
public interface CaptionOptions extends ProfileOptions, CutoutOptions {
  /** {@return prefix or name of the output files} */
  @Description(
      "Output path prefix, at any Beam file system; or the name of one file, such as profiles.csv,"
          + " whose extension is the format; with --format=bigquery the table,"
          + " PROJECT:DATASET.TABLE.")
  @Validation.Required
  String getOutput();

  /**
   * See {@link #getOutput}.
   *
   * @param prefix the choice
   */
  void setOutput(String prefix);

  /** {@return format of the output files; null for the one of the file name} */
  @Description(
      "Output format; bigquery writes a table instead of files. Default: the extension of"
          + " --output, or parquet.")
  OutputFormat getFormat();

  /**
   * See {@link #getFormat}.
   *
   * @param format the choice
   */
  void setFormat(OutputFormat format);

  /** {@return maximum number of files per table; null for the runner's choice} */
  @Description(
      "Maximum number of files per table. Default: 1 on one machine, the runner's choice on a"
          + " cluster.")
  Integer getShards();

  /**
   * See {@link #getShards}.
   *
   * @param shards the choice
   */
  void setShards(Integer shards);

  /** {@return whether structural parameters are written too} */
  @Description(
      "Also write the structural parameters, as a second table PREFIX_structure: radii,"
          + " magnitudes, concentration and disc with their uncertainties.")
  boolean isStructure();

  /**
   * See {@link #isStructure}.
   *
   * @param structure the choice
   */
  void setStructure(boolean structure);

  /** {@return prefix of the model images; null if they are not written} */
  @Description(
      "Also write the model image of each profile and its residual, as FITS files"
          + " PREFIX-OBJECT_BAND.fits.")
  String getModelImages();

  /**
   * See {@link #getModelImages}.
   *
   * @param prefix the choice
   */
  void setModelImages(String prefix);

  /** {@return catalogue of positions; null to caption whole images} */
  @Description(
      "Catalogue of positions, instead of --input: CSV, ECSV, IPAC table, FITS, VOTable or"
          + " Parquet. One cutout per row and band is made from --frames.")
  @Validation.Required(groups = IMAGES)
  String getCatalog();

  /**
   * See {@link #getCatalog}.
   *
   * @param catalog the choice
   */
  void setCatalog(String catalog);

  /** {@return patterns of the frames; null without a catalogue} */
  @Description(
      "With --catalog: the survey's frames, FITS files with a WCS. Comma-separated patterns.")
  String getFrames();

  /**
   * See {@link #getFrames}.
   *
   * @param frames the choice
   */
  void setFrames(String frames);

  /** {@return interval between checks for new files; null to read the existing ones and end} */
  @Description(
      "Keep running and check for new files at this interval, e.g. 500ms, 10s, 5m or 1h. A file is"
          + " read once, when it is complete and has not changed for one interval.")
  String getWatch();

  /**
   * See {@link #getWatch}.
   *
   * @param watch the choice
   */
  void setWatch(String watch);

  /** {@return length of the time window of an output file; null for the default} */
  @Description("With --watch: length of the time window written to one output file. Default: 1m.")
  String getWindow();

  /**
   * See {@link #getWindow}.
   *
   * @param window the choice
   */
  void setWindow(String window);

  /** {@return time to wait for the rest of an incomplete file; null for the default} */
  @Description(
      "With --watch: time to wait for the rest of an incomplete file that does not change. After"
          + " it, the file is read and becomes a bad record if it is truncated. Default: 10m, or"
          + " ten times --watch if that is longer.")
  @Alias("patience")
  String getIncompleteFileTimeout();

  /**
   * See {@link #getIncompleteFileTimeout}.
   *
   * @param incompleteFileTimeout the choice
   */
  void setIncompleteFileTimeout(String incompleteFileTimeout);
}
