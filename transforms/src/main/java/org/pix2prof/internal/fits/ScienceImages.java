package org.pix2prof.internal.fits;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells science images from the other things that survey files carry: tables, vectors, and the maps
 * that lie beside an image and say how good it is.
 */
final class ScienceImages {
  private static final List<String> NAMING =
      List.of("EXTNAME", "HDUNAME", "EXTTYPE", "IMAGETYP", "HDUCLAS1", "HDUCLAS2", "HDUCLAS3");

  /** A name that has one of these words names such a map. */
  private static final Map<String, Set<String>> WORDS =
      Map.ofEntries(
          Map.entry(
              "weight_map",
              Set.of(
                  "invvar",
                  "ivar",
                  "ivm",
                  "invmse",
                  "wht",
                  "wgt",
                  "wt",
                  "wmap",
                  "weight",
                  "weights",
                  "weighting",
                  "weightmap",
                  "wtmap")),
          Map.entry(
              "error_map",
              Set.of(
                  "err",
                  "error",
                  "errors",
                  "errmap",
                  "var",
                  "varmap",
                  "variance",
                  "sigma",
                  "sig",
                  "rms",
                  "rmsmap",
                  "noise",
                  "uncert",
                  "uncertainty",
                  "stddev",
                  "stdev",
                  "mse",
                  "chi",
                  "chisq",
                  "snr",
                  "sn")),
          Map.entry(
              "mask",
              Set.of(
                  "mask",
                  "masks",
                  "maskbits",
                  "bitmask",
                  "bitmap",
                  "msk",
                  "dq",
                  "dqf",
                  "flag",
                  "flags",
                  "flg",
                  "bpm",
                  "bpix",
                  "badpix",
                  "badpixel",
                  "qual",
                  "quality",
                  "segmentation",
                  "segmap",
                  "segm")),
          Map.entry("psf", Set.of("psf", "psfs", "psfex", "psfmodel", "prf", "lsf", "beam")),
          Map.entry(
              "dispersion",
              Set.of(
                  "disp",
                  "predisp",
                  "dispersion",
                  "dispres",
                  "predispres",
                  "specres",
                  "specresd",
                  "prespecres",
                  "prespecresd")),
          Map.entry("model", Set.of("model", "models")),
          Map.entry("residual", Set.of("residual", "residuals", "resid")),
          Map.entry("background", Set.of("bkg", "bkgd", "background", "backgnd")),
          Map.entry(
              "exposure_map",
              Set.of(
                  "expmap",
                  "exptime",
                  "texp",
                  "exposure",
                  "exposures",
                  "nexp",
                  "nimg",
                  "ncomb",
                  "nobs",
                  "coverage",
                  "covmap",
                  "hits",
                  "ctx",
                  "context",
                  "depth")),
          Map.entry(
              "calibration",
              Set.of(
                  "bias",
                  "dark",
                  "flat",
                  "flatfield",
                  "drift",
                  "drifts",
                  "correction",
                  "corrections",
                  "distortion",
                  "wcsdvarr",
                  "imarr",
                  "wavelength")));

  /** A word that ends like this does too: GPSF, BPMASK, SCIERR. */
  private static final Map<String, String> ENDINGS =
      Map.of(
          "psf", "psf",
          "mask", "mask",
          "ivar", "weight_map",
          "invvar", "weight_map",
          "weight", "weight_map",
          "wht", "weight_map",
          "variance", "error_map",
          "error", "error_map",
          "err", "error_map",
          "var", "error_map");

  /** These are too short to go by where other words stand beside them. */
  private static final Map<String, String> WHOLE =
      Map.ofEntries(
          Map.entry("exp", "exposure_map"),
          Map.entry("con", "exposure_map"),
          Map.entry("area", "exposure_map"),
          Map.entry("cov", "exposure_map"),
          Map.entry("num", "exposure_map"),
          Map.entry("sky", "background"),
          Map.entry("bg", "background"),
          Map.entry("stat", "error_map"),
          Map.entry("std", "error_map"),
          Map.entry("unc", "error_map"),
          Map.entry("seg", "mask"),
          Map.entry("wave", "calibration"));

  /** Names with one of these are of the image after all: SKY_SUBTRACTED, MODEL_SCI. */
  private static final Set<String> REDEEMING =
      Set.of("sci", "science", "subtracted", "sub", "corrected", "masked");

  /** How GALFIT marks the HDUs of its output block, in a keyword that is for the galaxy's name. */
  private static final Map<String, String> GALFIT_OBJECTS =
      Map.of("model", "model", "residual map", "residual", "residual", "residual", "psf", "psf");

  private ScienceImages() {}

  /**
   * Why an HDU is no science image of a survey, by its data, the survey's layout or its name.
   *
   * @return a short name to count by, or empty if it is one
   */
  static Optional<String> reasonToSkip(Hdu hdu, SurveyLayout survey) {
    return cannotServe(hdu).or(() -> survey.skips(hdu)).or(() -> otherMap(hdu));
  }

  /**
   * Why the data of an HDU cannot be an image, whatever it is called.
   *
   * @return a short name to count by, or empty if they can
   */
  static Optional<String> cannotServe(Hdu hdu) {
    switch (hdu.kind()) {
      case TABLE:
        return Optional.of("table");
      case RANDOM_GROUPS:
        return Optional.of("random_groups");
      case OTHER:
        return Optional.of("unknown_extension");
      default:
        break;
    }
    if (hdu.axes().length == 0 || Arrays.stream(hdu.axes()).anyMatch(n -> n == 0)) {
      return Optional.of("no_data");
    }
    int axes = hdu.realAxes().length;
    if (axes < 2) {
      return Optional.of("not_two_dimensional");
    }
    return axes > 3 ? Optional.of("more_than_three_axes") : Optional.empty();
  }

  /**
   * Why an image is not of the sky, by its name.
   *
   * @return a short name to count by, or empty if it is
   */
  static Optional<String> otherMap(Hdu hdu) {
    for (String keyword : NAMING) {
      Optional<String> map = hdu.header().text(keyword).flatMap(ScienceImages::mapNamed);
      if (map.isPresent()) {
        return map;
      }
    }
    if (hdu.index() == 0) {
      return Optional.empty();
    }
    return hdu.header()
        .text("OBJECT")
        .map(name -> GALFIT_OBJECTS.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Which map a name is of; empty if it is none that is known. */
  static Optional<String> mapNamed(String name) {
    String[] words = name.toLowerCase(Locale.ROOT).split("[^a-z]+");
    if (Arrays.stream(words).anyMatch(REDEEMING::contains)) {
      return Optional.empty();
    }
    if (words.length == 1 && WHOLE.containsKey(words[0])) {
      return Optional.of(WHOLE.get(words[0]));
    }
    return Arrays.stream(words)
        .map(ScienceImages::mapOf)
        .flatMap(Optional::stream)
        .sorted()
        .findFirst();
  }

  private static Optional<String> mapOf(String word) {
    return WORDS.entrySet().stream()
        .filter(map -> map.getValue().contains(word))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(
            () ->
                ENDINGS.entrySet().stream()
                    .filter(ending -> word.endsWith(ending.getKey()))
                    .max(Comparator.comparingInt(ending -> ending.getKey().length()))
                    .map(Map.Entry::getValue));
  }

  /** Which map a name is of by one of its words, whatever the others are. */
  static Optional<String> mapByAnyWord(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z]+"))
        .map(ScienceImages::mapOf)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether a word, in lower case, is of the name of a map beside the image. */
  static boolean isMapWord(String word) {
    return mapOf(word).isPresent();
  }

  /** Whether a word, in lower case, makes a name that of the image after all. */
  static boolean isRedeeming(String word) {
    return REDEEMING.contains(word);
  }
}
