package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code caption}. */
public interface CaptionOptions extends ProfileOptions {
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

  /** {@return what the output files hold; null for what the name says} */
  @Description(
      "What the files hold; or bigquery, for a table instead of files. Default: the extension of"
          + " --output, or parquet.")
  OutputFormat getFormat();

  /**
   * See {@link #getFormat}.
   *
   * @param format the choice
   */
  void setFormat(OutputFormat format);

  /** {@return most files of a table; null to leave it to the runner} */
  @Description(
      "Largest number of files of a table. Default: 1 on one machine, the runner's choice on a"
          + " cluster.")
  Integer getShards();

  /**
   * See {@link #getShards}.
   *
   * @param shards the choice
   */
  void setShards(Integer shards);

  /** {@return whether structures are written beside the profiles} */
  @Description(
      "Write a second table beside the profiles, PREFIX_structure: radii, magnitudes, concentration"
          + " and disc of each, with their uncertainties.")
  boolean isStructure();

  /**
   * See {@link #isStructure}.
   *
   * @param structure the choice
   */
  void setStructure(boolean structure);

  /** {@return catalogue of positions; null to caption whole images} */
  @Description(
      "Catalogue of positions, instead of --input: CSV, ECSV, IPAC table, FITS, VOTable or Parquet;"
          + " one cutout for each row and band is made from --frames.")
  @Validation.Required(groups = IMAGES)
  String getCatalog();

  /**
   * See {@link #getCatalog}.
   *
   * @param catalog the choice
   */
  void setCatalog(String catalog);

  /** {@return patterns of the frames that cutouts are cut from; null without a catalogue} */
  @Description(
      "With --catalog: the survey's frames, FITS files with a WCS: patterns, separated by commas.")
  String getFrames();

  /**
   * See {@link #getFrames}.
   *
   * @param frames the choice
   */
  void setFrames(String frames);

  /** {@return column of the objects' names; null for the default} */
  @Description("With --catalog: the column that names objects. Default: id.")
  String getIdColumn();

  /**
   * See {@link #getIdColumn}.
   *
   * @param idColumn the choice
   */
  void setIdColumn(String idColumn);

  /** {@return column of right ascensions; null for the default} */
  @Description(
      "With --catalog: the column of right ascensions, in degrees or as h:m:s. Default: ra.")
  String getRaColumn();

  /**
   * See {@link #getRaColumn}.
   *
   * @param raColumn the choice
   */
  void setRaColumn(String raColumn);

  /** {@return column of declinations; null for the default} */
  @Description("With --catalog: the column of declinations, in degrees or as d:m:s. Default: dec.")
  String getDecColumn();

  /**
   * See {@link #getDecColumn}.
   *
   * @param decColumn the choice
   */
  void setDecColumn(String decColumn);

  /** {@return column of the cutouts' sides; null if all are of one size} */
  @Description(
      "With --catalog: a column of sides of cutouts, in arcsec. Default: all are of --cutoutSize.")
  String getSizeColumn();

  /**
   * See {@link #getSizeColumn}.
   *
   * @param sizeColumn the choice
   */
  void setSizeColumn(String sizeColumn);

  /** {@return side of a cutout in arcsec; null for what the model looks at} */
  @Description("With --catalog: side of a cutout in arcsec. Default: what the model looks at.")
  @Alias("stampSize")
  Double getCutoutSize();

  /**
   * See {@link #getCutoutSize}.
   *
   * @param cutoutSize the choice
   */
  void setCutoutSize(Double cutoutSize);

  /** {@return largest side of a cutout in arcsec; null for the default} */
  @Description(
      "With --sizeColumn: the largest side of a cutout in arcsec; a row that asks for more is a bad"
          + " record. Default: 600.")
  @Alias("maxStampSize")
  Double getMaxCutoutSize();

  /**
   * See {@link #getMaxCutoutSize}.
   *
   * @param maxCutoutSize the choice
   */
  void setMaxCutoutSize(Double maxCutoutSize);

  /** {@return how often to look for new files; null to read those that are there and end} */
  @Description(
      "Keep running, and look for new files so often: such as 500ms, 10s, 5m or 1h. A file is read"
          + " once, when it is whole and has not changed for so long.")
  String getWatch();

  /**
   * See {@link #getWatch}.
   *
   * @param watch the choice
   */
  void setWatch(String watch);

  /** {@return which span of time the files of a watch hold; null for the default} */
  @Description("With --watch: the span of time whose profiles go to one file. Default: 1m.")
  String getWindow();

  /**
   * See {@link #getWindow}.
   *
   * @param window the choice
   */
  void setWindow(String window);

  /** {@return how long a watch waits for the rest of a file; null for the default} */
  @Description(
      "With --watch: how long to wait for the rest of a file that does not change; then it is read"
          + " as it is. Default: 10m, or ten times --watch if that is longer.")
  @Alias("patience")
  String getIncompleteFileTimeout();

  /**
   * See {@link #getIncompleteFileTimeout}.
   *
   * @param incompleteFileTimeout the choice
   */
  void setIncompleteFileTimeout(String incompleteFileTimeout);
}
