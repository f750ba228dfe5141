// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.Survey;
import org.pix2prof.values.WeightType;

/** Options for reading FITS files, shared by all commands that read images. */
public interface FitsOptions extends CommandOptions {
  /** {@return pixel scale in arcsec/pixel; null if not given} */
  @Description("Pixel scale in arcsec/pixel, if not in the header.")
  Double getPixelScale();

  /**
   * See {@link #getPixelScale}.
   *
   * @param pixelScale the choice
   */
  void setPixelScale(Double pixelScale);

  /** {@return magnitude of a source of one image unit; null if not given} */
  @Description(
      "Photometric zero point: magnitude of a source of one image unit, if the header does not"
          + " give it unambiguously.")
  Double getZeroPoint();

  /**
   * See {@link #getZeroPoint}.
   *
   * @param zeroPoint the choice
   */
  void setZeroPoint(Double zeroPoint);

  /** {@return photometric band; null if not given} */
  @Description("Photometric band, if not in the header.")
  String getBand();

  /**
   * See {@link #getBand}.
   *
   * @param band the choice
   */
  void setBand(String band);

  /** {@return survey that produced the images} */
  @Description(
      "Survey that produced the images; sets zero point, unit, band and bad-pixel masks. The"
          + " default detects the survey from the headers and uses no masks.")
  @Default.Enum("AUTO")
  Survey getSurvey();

  /**
   * See {@link #getSurvey}.
   *
   * @param survey the choice
   */
  void setSurvey(Survey survey);

  /** {@return header keyword with the object's name; null if not given} */
  @Description("Header keyword with the object's name. Default: the file's name.")
  String getIdKeyword();

  /**
   * See {@link #getIdKeyword}.
   *
   * @param idKeyword the choice
   */
  void setIdKeyword(String idKeyword);

  /** {@return regular expression whose first group names the object; null if not given} */
  @Description(
      "Regular expression whose first group, matched in the file's name, is the object's name.")
  String getIdFromFileName();

  /**
   * See {@link #getIdFromFileName}.
   *
   * @param regex the choice
   */
  void setIdFromFileName(String regex);

  /** {@return HDU to read; null for every science image} */
  @Description("HDU to read, by EXTNAME or index; 0 is the primary one. Default: every image.")
  String getHdu();

  /**
   * See {@link #getHdu}.
   *
   * @param hdu the choice
   */
  void setHdu(String hdu);

  /** {@return method that makes one image of a cube without bands; null to reject it} */
  @Description(
      "sum or mean: make one image of a cube whose planes are not bands but, for example,"
          + " wavelengths or times. Default: such a cube is a bad record.")
  Collapse getCollapse();

  /**
   * See {@link #getCollapse}.
   *
   * @param collapse the choice
   */
  void setCollapse(Collapse collapse);

  /** {@return location of each image's mask; null for none} */
  @Description(
      "Mask of each image: an HDU of its file, by EXTNAME or index; a file; or a pattern of files,"
          + " such as {dir}/{id}_mask.fits or masks/*.fits. Pixels that are not 0 in it are left"
          + " out. Default: only the mask of --survey.")
  String getMask();

  /**
   * See {@link #getMask}.
   *
   * @param mask the choice
   */
  void setMask(String mask);

  /** {@return bits of the mask that mark bad pixels; null if any value but 0 does} */
  @Description(
      "Sum of the bits of --mask that mark bad pixels, such as 33 or 0x21. Default: any value but"
          + " 0 does.")
  String getMaskBits();

  /**
   * See {@link #getMaskBits}.
   *
   * @param maskBits the choice
   */
  void setMaskBits(String maskBits);

  /** {@return location of each image's segmentation map; null for none} */
  @Description(
      "Segmentation map of each image, named as --mask: 0 is sky, and the number at the middle is"
          + " the galaxy. Pixels of other objects are left out.")
  String getSegmentation();

  /**
   * See {@link #getSegmentation}.
   *
   * @param segmentation the choice
   */
  void setSegmentation(String segmentation);

  /** {@return location of each image's weight map; null for none} */
  @Description(
      "Weight map of each image, named as --mask: the noise of each pixel, from which the errors"
          + " follow.")
  String getWeight();

  /**
   * See {@link #getWeight}.
   *
   * @param weight the choice
   */
  void setWeight(String weight);

  /** {@return contents of the weight map; null if its name or header tells} */
  @Description(
      "Contents of --weight: ivar (inverse variance), variance or rms (standard deviation), in the"
          + " image's unit. Default: by the weight map's EXTNAME, unit or file name.")
  WeightType getWeightType();

  /**
   * See {@link #getWeightType}.
   *
   * @param weightType the choice
   */
  void setWeightType(WeightType weightType);

  /** {@return maximum pixels per plane; null for the transform's default} */
  @Description(
      "Maximum pixels per image plane; larger planes become bad records. Default: 67108864.")
  Long getMaxPixels();

  /**
   * See {@link #getMaxPixels}.
   *
   * @param maxPixels the choice
   */
  void setMaxPixels(Long maxPixels);
}
