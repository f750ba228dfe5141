package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.fits.Survey;
import org.pix2prof.values.ModelRef;

/** From FITS files to profiles: what every command that captions images lets the user choose. */
public interface ProfileOptions extends CommandOptions {
  /** What images are read of: one option of this group must be given. */
  String IMAGES = "images";

  /** {@return patterns of FITS files, separated by commas outside of braces} */
  @Description("FITS files to read: patterns, separated by commas, at any Beam file system.")
  @Validation.Required(groups = IMAGES)
  String getInput();

  /**
   * See {@link #getInput}.
   *
   * @param input the choice
   */
  void setInput(String input);

  /** {@return where the model bundle is} */
  @Description(
      "Model bundle: a folder or a zip at any Beam file system, or on the class path. The default"
          + " is the model that ships with pix2prof.")
  @Default.String(ModelRef.DEFAULT_URI)
  String getModel();

  /**
   * See {@link #getModel}.
   *
   * @param model the choice
   */
  void setModel(String model);

  /** {@return what the model runs on} */
  @Description("What the model runs on: auto, cpu, gpu or gpu:N.")
  @Default.String("auto")
  String getDevice();

  /**
   * See {@link #getDevice}.
   *
   * @param device the choice
   */
  void setDevice(String device);

  /** {@return most images that the model sees at once; null for the transform's own choice} */
  @Description("Most images that the model sees at once; fewer need less memory. Default: 32.")
  Integer getBatchSize();

  /**
   * See {@link #getBatchSize}.
   *
   * @param batchSize the choice
   */
  void setBatchSize(Integer batchSize);

  /** {@return side of a pixel in arcsec; null if not given} */
  @Description("Side of a pixel in arcsec, for images whose header does not give it.")
  Double getPixelScale();

  /**
   * See {@link #getPixelScale}.
   *
   * @param pixelScale the choice
   */
  void setPixelScale(Double pixelScale);

  /** {@return magnitude of a source of one image unit; null if not given} */
  @Description("Magnitude of a source of one image unit, for images whose header does not give it.")
  Double getZeroPoint();

  /**
   * See {@link #getZeroPoint}.
   *
   * @param zeroPoint the choice
   */
  void setZeroPoint(Double zeroPoint);

  /** {@return photometric band; null if not given} */
  @Description("Photometric band, for images whose header does not give it.")
  String getBand();

  /**
   * See {@link #getBand}.
   *
   * @param band the choice
   */
  void setBand(String band);

  /** {@return whose files they are} */
  @Description(
      "Whose files they are, which settles zero point, unit, band and bad pixels as that survey has"
          + " them.")
  @Default.Enum("GENERIC")
  Survey getSurvey();

  /**
   * See {@link #getSurvey}.
   *
   * @param survey the choice
   */
  void setSurvey(Survey survey);

  /** {@return band whose ellipses every band is measured along; null for its own} */
  @Description(
      "Measure all bands of an object along the ellipses found in this one, so that their profiles"
          + " can be compared. Default: each along its own.")
  String getReferenceBand();

  /**
   * See {@link #getReferenceBand}.
   *
   * @param band the choice
   */
  void setReferenceBand(String band);

  /** {@return header keyword that names the object; null if not given} */
  @Description("Header keyword that names the object. Default: it is named after the file.")
  String getIdKeyword();

  /**
   * See {@link #getIdKeyword}.
   *
   * @param idKeyword the choice
   */
  void setIdKeyword(String idKeyword);

  /** {@return regular expression whose first group names the object; null if not given} */
  @Description("Regular expression whose first group, found in the file's name, names the object.")
  String getIdFromFileName();

  /**
   * See {@link #getIdFromFileName}.
   *
   * @param regex the choice
   */
  void setIdFromFileName(String regex);

  /** {@return HDU to read; null for every science image} */
  @Description("HDU to read: its EXTNAME or its index, 0 is the primary one. Default: every image.")
  String getHdu();

  /**
   * See {@link #getHdu}.
   *
   * @param hdu the choice
   */
  void setHdu(String hdu);

  /** {@return most pixels of a plane; null for the transform's own choice} */
  @Description("Most pixels of a plane; a larger one is a bad record. Default: 67108864.")
  Long getMaxPixels();

  /**
   * See {@link #getMaxPixels}.
   *
   * @param maxPixels the choice
   */
  void setMaxPixels(Long maxPixels);

  /** {@return where bad records are written; null if the first one shall end the run} */
  @Description(
      "Prefix of the file that lists the images that could not be used, with the reason. Without"
          + " it the first such image ends the run.")
  String getBadRecords();

  /**
   * See {@link #getBadRecords}.
   *
   * @param prefix the choice
   */
  void setBadRecords(String prefix);
}
