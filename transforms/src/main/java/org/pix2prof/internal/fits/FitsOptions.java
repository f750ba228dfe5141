// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.Survey;
import org.pix2prof.values.WeightType;

/**
 * Options for reading FITS files. Pixel scale, zero point and band apply to images whose header has
 * none.
 */
@AutoValue
public abstract class FitsOptions implements Serializable {
  /** Default of {@link #maxPixels}: 64 Mi, 256 MiB of floats. */
  public static final long DEFAULT_MAX_PIXELS = 64L << 20;

  /** Maximum length of an array. */
  private static final long MAX_LENGTH = Integer.MAX_VALUE - 8;

  private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9_-]+( [A-Z0-9_-]+)*");

  /** {@return side of a pixel in arcsec for images without a WCS, or null} */
  public abstract @Nullable Double pixelScale();

  /** {@return magnitude of a source of one image unit for headers without a zero point, or null} */
  public abstract @Nullable Double zeroPoint();

  /** {@return photometric band for headers without a band, or null} */
  public abstract @Nullable String band();

  /** {@return header keyword with the object's name, or null} */
  public abstract @Nullable String idKeyword();

  /** {@return regular expression for the object's name in the file name, or null} */
  public abstract @Nullable String idFromFileName();

  /** {@return index or EXTNAME of the only HDU to read, or null} */
  public abstract @Nullable String hdu();

  /** {@return maximum number of pixels of a plane} */
  public abstract long maxPixels();

  /** {@return survey that wrote the files} */
  public abstract Survey survey();

  /** {@return combination of planes that are not bands into one image, or null to reject them} */
  public abstract @Nullable Collapse collapse();

  /** {@return location of each image's mask, or null} */
  public abstract @Nullable String mask();

  /** {@return bits of the mask that mark bad pixels, or null if any value but 0 does} */
  public abstract @Nullable Long maskBits();

  /** {@return location of each image's segmentation map, or null} */
  public abstract @Nullable String segmentation();

  /** {@return location of each image's weight map, or null} */
  public abstract @Nullable String weight();

  /** {@return contents of the weight map, or null if its name or header tells} */
  public abstract @Nullable WeightType weightType();

  /** {@return layout of the survey's files} */
  SurveyLayout layout() {
    return SurveyLayouts.of(survey());
  }

  abstract Builder toBuilder();

  /**
   * Returns the defaults.
   *
   * @return the defaults
   */
  public static FitsOptions defaults() {
    return new AutoValue_FitsOptions.Builder()
        .setMaxPixels(DEFAULT_MAX_PIXELS)
        .setSurvey(Survey.AUTO)
        .build();
  }

  /**
   * Sets the pixel scale of images without a WCS.
   *
   * @param arcsec side of a pixel, greater than 0
   * @return these options with it
   */
  public FitsOptions withPixelScale(double arcsec) {
    check(arcsec > 0 && Double.isFinite(arcsec), "pixelScale", arcsec, "arcsec, greater than 0");
    return toBuilder().setPixelScale(arcsec).build();
  }

  /**
   * Sets the zero point of images whose header has none.
   *
   * @param magnitude of a source of one image unit
   * @return these options with it
   */
  public FitsOptions withZeroPoint(double magnitude) {
    check(Double.isFinite(magnitude), "zeroPoint", magnitude, "a finite magnitude");
    return toBuilder().setZeroPoint(magnitude).build();
  }

  /**
   * Sets the band of images whose header has none.
   *
   * @param band name of the band in the profiles
   * @return these options with it
   */
  public FitsOptions withBand(String band) {
    return toBuilder().setBand(text("band", band)).build();
  }

  /**
   * Names objects by a header keyword. If the image's header lacks it, the primary header is used.
   *
   * @param keyword FITS keyword, or the words after {@code HIERARCH}
   * @return these options with it
   */
  public FitsOptions withIdKeyword(String keyword) {
    String upper = text("idKeyword", keyword).toUpperCase(Locale.ROOT);
    check(KEYWORD.matcher(upper).matches(), "idKeyword", keyword, "a FITS keyword");
    return toBuilder().setIdKeyword(upper).build();
  }

  /**
   * Names objects by a part of the file name without its directory: the first group of a regular
   * expression, or the whole match if it has no group.
   *
   * @param regex in the syntax of {@link Pattern}
   * @return these options with it
   * @throws IllegalArgumentException if the expression is invalid
   */
  public FitsOptions withIdFromFileName(String regex) {
    text("idFromFileName", regex);
    try {
      Pattern.compile(regex);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "idFromFileName must be a regular expression, not " + regex + ": " + e.getMessage(), e);
    }
    return toBuilder().setIdFromFileName(regex).build();
  }

  /**
   * Reads only one HDU of each file.
   *
   * @param indexOrName index (the primary HDU is 0) or EXTNAME in any case
   * @return these options with it
   */
  public FitsOptions withHdu(String indexOrName) {
    return toBuilder().setHdu(hdu("hdu", indexOrName)).build();
  }

  /** Checks the index or EXTNAME of an HDU. */
  static String hdu(String option, String indexOrName) {
    String hdu = text(option, indexOrName);
    check(!hdu.startsWith("-"), option, hdu, "an index from 0 or an EXTNAME");
    check(!hdu.matches("\\d{6,}"), option, hdu, "an index below 100000 or an EXTNAME");
    return hdu;
  }

  /**
   * Sets the maximum number of pixels of a plane. A larger image becomes a bad record before memory
   * is allocated for it.
   *
   * @param pixels from 1 to the maximum length of an array
   * @return these options with it
   */
  public FitsOptions withMaxPixels(long pixels) {
    check(pixels >= 1 && pixels <= MAX_LENGTH, "maxPixels", pixels, "from 1 to " + MAX_LENGTH);
    return toBuilder().setMaxPixels(pixels).build();
  }

  /**
   * Sets the survey that wrote the files. It determines zero point, unit and band where the header
   * has none, and the bad pixels.
   *
   * @param survey that wrote the files
   * @return these options with it
   */
  public FitsOptions withSurvey(Survey survey) {
    return toBuilder().setSurvey(requireNonNull(survey, "survey")).build();
  }

  /**
   * Combines the planes of a cube into one image if they are not bands but, for example,
   * wavelengths or times. By default such a cube becomes a bad record. Of Stokes parameters only
   * the total intensity is used.
   *
   * @param collapse sum or mean of the planes
   * @return these options with it
   */
  public FitsOptions withCollapse(Collapse collapse) {
    return toBuilder().setCollapse(requireNonNull(collapse, "collapse")).build();
  }

  /**
   * Locates each image's mask. Pixels that are not 0 in it become NaN, in addition to those of the
   * survey's mask.
   *
   * @param location an HDU of the image's file, a file, or a pattern of file names
   * @return these options with it
   * @throws IllegalArgumentException if it is none of these
   */
  public FitsOptions withMask(String location) {
    return toBuilder().setMask(map(AuxiliaryMap.Kind.MASK, location)).build();
  }

  /**
   * Sets the bits of the mask that mark bad pixels.
   *
   * @param bits not 0
   * @return these options with them
   */
  public FitsOptions withMaskBits(long bits) {
    check(bits != 0, "maskBits", bits, "the sum of the bits that mark bad pixels");
    return toBuilder().setMaskBits(bits).build();
  }

  /**
   * Locates each image's segmentation map, which gives the object of each pixel.
   *
   * @param location an HDU of the image's file, a file, or a pattern of file names
   * @return these options with it
   * @throws IllegalArgumentException if it is none of these
   */
  public FitsOptions withSegmentation(String location) {
    return toBuilder().setSegmentation(map(AuxiliaryMap.Kind.SEGMENTATION, location)).build();
  }

  /**
   * Locates each image's weight map, which gives the variance of each pixel.
   *
   * @param location an HDU of the image's file, a file, or a pattern of file names
   * @return these options with it
   * @throws IllegalArgumentException if it is none of these
   */
  public FitsOptions withWeight(String location) {
    return toBuilder().setWeight(map(AuxiliaryMap.Kind.WEIGHT, location)).build();
  }

  /**
   * Sets the contents of the weight map.
   *
   * @param type of its values
   * @return these options with it
   */
  public FitsOptions withWeightType(WeightType type) {
    return toBuilder().setWeightType(requireNonNull(type, "weightType")).build();
  }

  private static String map(AuxiliaryMap.Kind kind, String location) {
    String text = text(kind.option(), location);
    AuxiliaryMap.parse(kind, text);
    return text;
  }

  /**
   * Checks that the options do not contradict each other.
   *
   * @throws IllegalArgumentException if two options contradict each other
   */
  public void validate() {
    if (idKeyword() != null && idFromFileName() != null) {
      throw new IllegalArgumentException("idKeyword and idFromFileName exclude each other");
    }
    if (maskBits() != null && mask() == null) {
      throw new IllegalArgumentException("maskBits needs mask");
    }
    if (weightType() != null && weight() == null) {
      throw new IllegalArgumentException("weightType needs weight");
    }
    List<AuxiliaryMap> maps = AuxiliaryMap.of(this);
    for (int i = 0; i < maps.size(); i++) {
      AuxiliaryMap map = maps.get(i);
      if (map.isBesideImage() && hdu() != null && map.hdu().get().equalsIgnoreCase(hdu())) {
        throw new IllegalArgumentException(
            "hdu and " + map.kind().option() + " are the same HDU, " + hdu());
      }
      for (AuxiliaryMap other : maps.subList(0, i)) {
        if (map.file().equals(other.file()) && map.hdu().equals(other.hdu())) {
          throw new IllegalArgumentException(
              other.kind().option() + " and " + map.kind().option() + " are the same map");
        }
      }
    }
  }

  private static String text(String option, String value) {
    requireNonNull(value, option);
    check(!value.isBlank(), option, "blank", "something");
    return value.trim();
  }

  private static void check(boolean good, String option, Object value, String expected) {
    if (!good) {
      throw new IllegalArgumentException(option + " must be " + expected + ", not " + value);
    }
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPixelScale(Double arcsec);

    abstract Builder setZeroPoint(Double magnitude);

    abstract Builder setBand(String band);

    abstract Builder setIdKeyword(String keyword);

    abstract Builder setIdFromFileName(String regex);

    abstract Builder setHdu(String indexOrName);

    abstract Builder setMaxPixels(long pixels);

    abstract Builder setSurvey(Survey survey);

    abstract Builder setCollapse(Collapse collapse);

    abstract Builder setMask(String location);

    abstract Builder setMaskBits(Long bits);

    abstract Builder setSegmentation(String location);

    abstract Builder setWeight(String location);

    abstract Builder setWeightType(WeightType type);

    abstract FitsOptions build();
  }
}
