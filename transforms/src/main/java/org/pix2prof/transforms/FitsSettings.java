// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;
import org.pix2prof.values.WeightType;

/**
 * The settings of {@link ReadFits} and {@link ReadFits.Files}.
 *
 * @param <InputT> input of the transform
 * @param <SelfT> the transform
 */
abstract class FitsSettings<InputT extends PInput, SelfT>
    extends PTransform<InputT, PCollection<GalaxyImage>> {
  abstract FitsOptions options();

  abstract SelfT withOptions(FitsOptions options);

  /**
   * Sets the pixel scale of images whose header has no WCS.
   *
   * @param arcsec side of a pixel, greater than 0
   * @return this transform with the pixel scale
   */
  public SelfT withPixelScale(double arcsec) {
    return withOptions(options().withPixelScale(arcsec));
  }

  /**
   * Sets the zero point of images whose header has none.
   *
   * @param magnitude magnitude of a source of one image unit
   * @return this transform with the zero point
   */
  public SelfT withZeroPoint(double magnitude) {
    return withOptions(options().withZeroPoint(magnitude));
  }

  /**
   * Sets the band of images whose header has none.
   *
   * @param band name of the band in the profiles
   * @return this transform with the band
   */
  public SelfT withBand(String band) {
    return withOptions(options().withBand(band));
  }

  /**
   * Takes the name of an object from a header keyword instead of the file name.
   *
   * @param keyword keyword of every image or its primary header
   * @return this transform with the keyword
   */
  public SelfT withIdKeyword(String keyword) {
    return withOptions(options().withIdKeyword(keyword));
  }

  /**
   * Takes the name of an object from a part of the file name.
   *
   * @param regex regular expression; its first group is the name, or the whole match if it has none
   * @return this transform with the expression
   */
  public SelfT withIdFromFileName(String regex) {
    return withOptions(options().withIdFromFileName(regex));
  }

  /**
   * Reads only one HDU of each file, even if its name is not that of a science image.
   *
   * @param indexOrName index (the primary HDU is 0) or EXTNAME
   * @return this transform with the HDU
   */
  public SelfT withHdu(String indexOrName) {
    return withOptions(options().withHdu(indexOrName));
  }

  /**
   * Sets the maximum number of pixels of a plane; 64 Mi by default.
   *
   * @param pixels at least 1
   * @return this transform with the maximum
   */
  public SelfT withMaxPixels(long pixels) {
    return withOptions(options().withMaxPixels(pixels));
  }

  /**
   * Sets the survey that produced the files. It determines zero point, unit and band where headers
   * lack them, and the bad pixels, which become NaN. See {@code docs/surveys.md}.
   *
   * @param survey the survey; {@link Survey#AUTO} by default
   * @return this transform with the survey
   */
  public SelfT withSurvey(Survey survey) {
    return withOptions(options().withSurvey(survey));
  }

  /**
   * Collapses a cube whose planes are not bands, such as wavelengths or times, into one image. By
   * default such a cube is a bad record.
   *
   * @param collapse sum or mean of the planes
   * @return this transform with the collapse
   */
  public SelfT withCollapse(Collapse collapse) {
    return withOptions(options().withCollapse(collapse));
  }

  /**
   * Sets the mask of each image. Pixels that are not 0 in it, or that have no value there, become
   * NaN, in addition to those of the survey's mask. An image without its mask becomes a bad record,
   * {@code no_mask}.
   *
   * @param location index or EXTNAME of an HDU of the image's file; or a file for all images; or a
   *     pattern with the placeholders {@code {dir}}, {@code {name}}, {@code {id}} and {@code
   *     {band}}, such as {@code {dir}/{id}_mask.fits}, or with one {@code *} for the object's id. A
   *     file's name may end in {@code [HDU]}; otherwise its first image is the mask. See {@code
   *     docs/masks-and-weights.md}.
   * @return this transform with the mask
   */
  public SelfT withMask(String location) {
    return withOptions(options().withMask(location));
  }

  /**
   * Sets the bits of {@link #withMask} that mark bad pixels; by default any value but 0 does.
   *
   * @param bits sum of the bits, not 0
   * @return this transform with the bits
   */
  public SelfT withMaskBits(long bits) {
    return withOptions(options().withMaskBits(bits));
  }

  /**
   * Sets the segmentation map of each image, in which 0 is sky and any other number an object:
   * {@link GalaxyImage#segmentation}. {@link Preprocess} masks the pixels of other objects than the
   * galaxy. An image without its segmentation map becomes a bad record, {@code no_segmentation}.
   *
   * @param location as of {@link #withMask}
   * @return this transform with the segmentation map
   */
  public SelfT withSegmentation(String location) {
    return withOptions(options().withSegmentation(location));
  }

  /**
   * Sets the weight map of each image, from which {@link GalaxyImage#variance} follows. Pixels of
   * weight 0, and those whose variance is not positive and finite, become NaN. An image without its
   * weight map becomes a bad record, {@code no_weight}.
   *
   * @param location as of {@link #withMask}
   * @return this transform with the weight map
   */
  public SelfT withWeight(String location) {
    return withOptions(options().withWeight(location));
  }

  /**
   * Sets the contents of {@link #withWeight}; by default its EXTNAME, unit or file name tells, and
   * an image for which they do not becomes a bad record, {@code weight_type}.
   *
   * @param type inverse variance, variance or standard deviation
   * @return this transform with the type
   */
  public SelfT withWeightType(WeightType type) {
    return withOptions(options().withWeightType(type));
  }

  /** Adds the options that are set to the display data of a transform. */
  static void display(DisplayData.Builder builder, FitsOptions options) {
    builder
        .addIfNotNull(item("pixelScale", options.pixelScale()))
        .addIfNotNull(item("zeroPoint", options.zeroPoint()))
        .addIfNotNull(item("band", options.band()))
        .addIfNotNull(item("idKeyword", options.idKeyword()))
        .addIfNotNull(item("idFromFileName", options.idFromFileName()))
        .addIfNotNull(item("hdu", options.hdu()))
        .addIfNotNull(item("collapse", options.collapse()))
        .addIfNotNull(item("mask", options.mask()))
        .addIfNotNull(item("maskBits", options.maskBits()))
        .addIfNotNull(item("segmentation", options.segmentation()))
        .addIfNotNull(item("weight", options.weight()))
        .addIfNotNull(item("weightType", options.weightType()))
        .addIfNotDefault(
            DisplayData.item("maxPixels", options.maxPixels()), FitsOptions.DEFAULT_MAX_PIXELS)
        .addIfNotDefault(
            DisplayData.item("survey", options.survey().toString()), Survey.AUTO.toString());
  }

  private static DisplayData.ItemSpec<?> item(String name, @Nullable Object value) {
    return DisplayData.item(name, value == null ? null : value.toString());
  }
}
