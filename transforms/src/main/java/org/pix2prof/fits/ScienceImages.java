package org.pix2prof.fits;

import java.util.Arrays;
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
      Map.of(
          "weight_map",
          Set.of("invvar", "ivar", "ivm", "wht", "weight", "weights", "weightmap", "wtmap"),
          "error_map",
          Set.of(
              "err",
              "error",
              "errors",
              "var",
              "variance",
              "sigma",
              "rms",
              "noise",
              "uncert",
              "uncertainty",
              "stddev",
              "mse",
              "chi",
              "chisq"),
          "mask",
          Set.of(
              "mask",
              "masks",
              "maskbits",
              "bitmask",
              "dq",
              "dqf",
              "flag",
              "flags",
              "bpm",
              "badpix",
              "qual",
              "quality",
              "segmentation",
              "segmap",
              "segm"),
          "psf",
          Set.of("psf", "psfs", "psfex", "psfmodel"),
          "model",
          Set.of("model", "models"),
          "residual",
          Set.of("residual", "residuals", "resid"),
          "background",
          Set.of("bkg", "bkgd", "background"),
          "exposure_map",
          Set.of("expmap", "exposure", "nexp", "coverage", "ctx", "context", "depth"),
          "calibration",
          Set.of("bias", "dark", "flat", "flatfield"));

  /** These are too short to go by where other words stand beside them. */
  private static final Map<String, String> WHOLE =
      Map.of(
          "exp", "exposure_map",
          "con", "exposure_map",
          "area", "exposure_map",
          "cov", "exposure_map",
          "sky", "background",
          "bg", "background",
          "stat", "error_map",
          "std", "error_map",
          "unc", "error_map",
          "seg", "mask");

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

  private static Optional<String> mapNamed(String name) {
    String[] words = name.toLowerCase(Locale.ROOT).split("[^a-z]+");
    if (Arrays.stream(words).anyMatch(REDEEMING::contains)) {
      return Optional.empty();
    }
    if (words.length == 1 && WHOLE.containsKey(words[0])) {
      return Optional.of(WHOLE.get(words[0]));
    }
    return WORDS.entrySet().stream()
        .filter(map -> Arrays.stream(words).anyMatch(map.getValue()::contains))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }
}
