package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Survey;

/** How FITS files are read, and for which model: what every command that reads images has. */
public interface ImageOptions extends CommandOptions {
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
  @Description(
      "Magnitude of a source of one image unit, for images whose header does not give it, or leaves"
          + " open what it is for.")
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
          + " them. The default recognises a survey by its headers, and uses no masks.")
  @Default.Enum("AUTO")
  Survey getSurvey();

  /**
   * See {@link #getSurvey}.
   *
   * @param survey the choice
   */
  void setSurvey(Survey survey);

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

  /** {@return how a cube of no bands becomes one image; null to refuse it} */
  @Description(
      "sum or mean: makes one image of a cube whose planes are not bands, such as wavelengths or"
          + " times. Default: such a cube is a bad record.")
  Collapse getCollapse();

  /**
   * See {@link #getCollapse}.
   *
   * @param collapse the choice
   */
  void setCollapse(Collapse collapse);

  /** {@return most pixels of a plane; null for the transform's own choice} */
  @Description("Most pixels of a plane; a larger one is a bad record. Default: 67108864.")
  Long getMaxPixels();

  /**
   * See {@link #getMaxPixels}.
   *
   * @param maxPixels the choice
   */
  void setMaxPixels(Long maxPixels);
}
