// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Distinguishes science images from the other HDUs of survey files: tables, vectors, and maps of an
 * image's quality.
 */
final class ScienceImages {
  private static final List<String> NAMING =
      List.of(
          "EXTNAME",
          "HDUNAME",
          "EXTTYPE",
          "IMAGETYP",
          "HDUCLAS1",
          "HDUCLAS2",
          "HDUCLAS3",
          "PRODCATG");

  /** Words in the names of other maps. */
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

  /** Endings of such words: GPSF, BPMASK, SCIERR. */
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

  /** Words that are too short to decide if the name has other words. */
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

  /** Words in names of science images in spite of the words above: SKY_SUBTRACTED, MODEL_SCI. */
  private static final Set<String> REDEEMING =
      Set.of("sci", "science", "subtracted", "sub", "corrected", "masked");

  /**
   * Values by which GALFIT marks the HDUs of its output block, in the keyword for the galaxy's
   * name.
   */
  private static final Map<String, String> GALFIT_OBJECTS =
      Map.of("model", "model", "residual map", "residual", "residual", "residual", "psf", "psf");

  private ScienceImages() {}

  /**
   * Returns the reason to skip an HDU, by its data, the survey's layout or its name.
   *
   * @return a short name for counters, or empty if it is a science image
   */
  static Optional<String> reasonToSkip(Hdu hdu, SurveyLayout survey) {
    return cannotServe(hdu).or(() -> survey.skips(hdu)).or(() -> otherMap(hdu));
  }

  /**
   * Returns the reason why the data of an HDU cannot be an image.
   *
   * @return a short name for counters, or empty if they can
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
   * Returns the reason why an image does not show the sky, by its name.
   *
   * @return a short name for counters, or empty if it may show the sky
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

  /** Returns the kind of map that a name stands for; empty if unknown. */
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

  /** Returns the kind of map by any word of a name. */
  static Optional<String> mapByAnyWord(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z]+"))
        .map(ScienceImages::mapOf)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns true if a word, in lower case, is of the name of another map. */
  static boolean isMapWord(String word) {
    return mapOf(word).isPresent();
  }

  /** Returns true if a word, in lower case, makes a name that of a science image. */
  static boolean isRedeeming(String word) {
    return REDEEMING.contains(word);
  }
}
