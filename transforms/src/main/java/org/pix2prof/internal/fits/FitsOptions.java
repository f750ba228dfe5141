package org.pix2prof.internal.fits;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.Survey;

/**
 * What a user says of FITS files beyond what is in them. A pixel scale, zero point or band given
 * here stands in where the header has none.
 */
@AutoValue
public abstract class FitsOptions implements Serializable {
  /** Most pixels that one plane may have unless said otherwise: 64 Mi, 256 MiB of floats. */
  public static final long DEFAULT_MAX_PIXELS = 64L << 20;

  /** An array can hold no more. */
  private static final long MOST_PIXELS = Integer.MAX_VALUE - 8;

  private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9_-]+( [A-Z0-9_-]+)*");

  /** {@return side of a pixel in arcsec where the header has no WCS, or null} */
  public abstract @Nullable Double pixelScale();

  /** {@return magnitude of a source of one image unit where the header does not say, or null} */
  public abstract @Nullable Double zeroPoint();

  /** {@return photometric band where the header does not say, or null} */
  public abstract @Nullable String band();

  /** {@return header keyword whose value names the object, or null} */
  public abstract @Nullable String idKeyword();

  /** {@return regular expression that finds the object's name in the file's name, or null} */
  public abstract @Nullable String idFromFileName();

  /** {@return index or EXTNAME of the only HDU to read, or null} */
  public abstract @Nullable String hdu();

  /** {@return most pixels that one plane may have} */
  public abstract long maxPixels();

  /** {@return whose files they are} */
  public abstract Survey survey();

  /** {@return how planes that are no bands become one image, or null to refuse them} */
  public abstract @Nullable Collapse collapse();

  /** {@return layout of the survey's files} */
  SurveyLayout layout() {
    return SurveyLayouts.of(survey());
  }

  abstract Builder toBuilder();

  /**
   * No option given.
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
   * Sets the pixel scale of images whose header has no WCS.
   *
   * @param arcsec side of a pixel, greater than 0
   * @return these options with it
   */
  public FitsOptions withPixelScale(double arcsec) {
    check(arcsec > 0 && Double.isFinite(arcsec), "pixelScale", arcsec, "arcsec, greater than 0");
    return toBuilder().setPixelScale(arcsec).build();
  }

  /**
   * Sets the zero point of images whose header does not say.
   *
   * @param magnitude of a source of one image unit
   * @return these options with it
   */
  public FitsOptions withZeroPoint(double magnitude) {
    check(Double.isFinite(magnitude), "zeroPoint", magnitude, "a finite magnitude");
    return toBuilder().setZeroPoint(magnitude).build();
  }

  /**
   * Sets the band of images whose header does not say.
   *
   * @param band as profiles shall carry it
   * @return these options with it
   */
  public FitsOptions withBand(String band) {
    return toBuilder().setBand(text("band", band)).build();
  }

  /**
   * Names objects by a header keyword. An image without it borrows it from the primary header.
   *
   * @param keyword FITS keyword, or the words after {@code HIERARCH} of such a one
   * @return these options with it
   */
  public FitsOptions withIdKeyword(String keyword) {
    String upper = text("idKeyword", keyword).toUpperCase(Locale.ROOT);
    check(KEYWORD.matcher(upper).matches(), "idKeyword", keyword, "a FITS keyword");
    return toBuilder().setIdKeyword(upper).build();
  }

  /**
   * Names objects by what a regular expression finds in the file's name (without its folder): the
   * first group, or the whole match where the expression has no group.
   *
   * @param regex as {@link Pattern} takes it
   * @return these options with it
   * @throws IllegalArgumentException if it is no regular expression
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
   * Reads one HDU of each file only.
   *
   * @param indexOrName index (the primary HDU is 0) or EXTNAME, whose case does not matter
   * @return these options with it
   */
  public FitsOptions withHdu(String indexOrName) {
    String hdu = text("hdu", indexOrName);
    check(!hdu.startsWith("-"), "hdu", hdu, "an index from 0 or an EXTNAME");
    check(!hdu.matches("\\d{6,}"), "hdu", hdu, "an index below 100000 or an EXTNAME");
    return toBuilder().setHdu(hdu).build();
  }

  /**
   * Sets how many pixels a plane may have; a header that promises more makes a bad record, before
   * any memory is taken.
   *
   * @param pixels from 1 to what an array can hold
   * @return these options with it
   */
  public FitsOptions withMaxPixels(long pixels) {
    check(pixels >= 1 && pixels <= MOST_PIXELS, "maxPixels", pixels, "from 1 to " + MOST_PIXELS);
    return toBuilder().setMaxPixels(pixels).build();
  }

  /**
   * Says whose files they are, and with that what headers leave open: the zero point and unit of
   * the pixels, the band, and which pixels are bad.
   *
   * @param survey that wrote the files
   * @return these options with it
   */
  public FitsOptions withSurvey(Survey survey) {
    return toBuilder().setSurvey(requireNonNull(survey, "survey")).build();
  }

  /**
   * Makes one image of a cube whose planes are no bands, such as wavelengths or times. Without it
   * such a cube makes a bad record. Of Stokes parameters only the total intensity is used.
   *
   * @param collapse sum or mean of the planes
   * @return these options with it
   */
  public FitsOptions withCollapse(Collapse collapse) {
    return toBuilder().setCollapse(requireNonNull(collapse, "collapse")).build();
  }

  /**
   * Cross-checks what single options cannot see.
   *
   * @throws IllegalArgumentException if two options contradict each other
   */
  public void validate() {
    if (idKeyword() != null && idFromFileName() != null) {
      throw new IllegalArgumentException("idKeyword and idFromFileName exclude each other");
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

    abstract FitsOptions build();
  }
}
