// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.WeightType;

/**
 * Weight map of an image.
 *
 * @param values of the pixels, row by row; NaN where the map has no value
 * @param type of the values
 */
@SuppressWarnings("ArrayRecordComponent")
record WeightMap(float[] values, WeightType type) {
  private static final List<String> NAMING =
      List.of("EXTNAME", "HDUNAME", "EXTTYPE", "IMAGETYP", "HDUCLAS3");

  private static final Map<WeightType, Set<String>> WORDS =
      Map.of(
          WeightType.IVAR,
          Set.of("wht", "wgt", "wt", "weight", "weights", "weightmap", "ivar", "ivm"),
          WeightType.VARIANCE,
          Set.of("var", "varmap", "variance", "mse"),
          WeightType.RMS,
          Set.of(
              "err",
              "error",
              "errors",
              "errmap",
              "rms",
              "rmsmap",
              "rmse",
              "sigma",
              "sig",
              "std",
              "stddev",
              "stdev",
              "unc",
              "uncert",
              "uncertainty"));

  /** Endings of such words: SCIERR, MY_RWHT. */
  private static final Map<String, WeightType> ENDINGS =
      Map.of(
          "wht", WeightType.IVAR,
          "weight", WeightType.IVAR,
          "ivar", WeightType.IVAR,
          "variance", WeightType.VARIANCE,
          "err", WeightType.RMS,
          "rms", WeightType.RMS);

  /** A unit, in brackets if it has operators. */
  private static final String UNIT = "(\\([^()]+\\)|[A-Za-z_]+)";

  private static final Pattern INVERSE_SQUARE =
      Pattern.compile(
          "1(\\.0*)?\\s*/\\s*"
              + UNIT
              + "\\s*(\\^|\\*\\*)\\s*2|"
              + UNIT
              + "\\s*(\\^|\\*\\*)\\s*\\(?-2\\)?");

  private static final Pattern SQUARE = Pattern.compile(UNIT + "\\s*(\\^|\\*\\*)\\s*\\(?\\+?2\\)?");

  /**
   * Determines the type of a map by its header and the name of its file.
   *
   * @param words of the file's name, in lower case
   * @throws BadImageException if they do not name it, or contradict each other
   */
  static WeightType type(Hdu map, List<String> words) throws BadImageException {
    FitsHeader header = map.header();
    Set<WeightType> found = EnumSet.noneOf(WeightType.class);
    List<String> given = new ArrayList<>();
    for (String keyword : NAMING) {
      Optional<String> name = header.text(keyword);
      if (name.isPresent()) {
        given.add(header.found(keyword));
        ofWords(List.of(name.get().toLowerCase(Locale.ROOT).split("[^a-z]+")))
            .ifPresent(found::add);
      }
    }
    ofWords(words).ifPresent(found::add);
    Optional<String> unit = header.text("BUNIT").map(String::trim);
    if (unit.isPresent()) {
      given.add(header.found("BUNIT"));
      if (INVERSE_SQUARE.matcher(unit.get()).matches()) {
        found.add(WeightType.IVAR);
      } else if (SQUARE.matcher(unit.get()).matches()) {
        found.add(WeightType.VARIANCE);
      }
    }
    if (found.size() != 1) {
      throw new BadImageException(
          "weight_type",
          "whether it has inverse variances, variances or standard deviations is "
              + (found.isEmpty() ? "unknown" : "contradictory")
              + (given.isEmpty() ? "" : " (" + String.join(", ", given) + ")")
              + "; give weightType=ivar, variance or rms");
    }
    return found.iterator().next();
  }

  private static Optional<WeightType> ofWords(List<String> words) {
    if (words.stream().anyMatch(word -> word.startsWith("inv"))) {
      return Optional.of(WeightType.IVAR);
    }
    Set<WeightType> found = EnumSet.noneOf(WeightType.class);
    for (String word : words) {
      WORDS.forEach(
          (type, names) -> {
            if (names.contains(word)) {
              found.add(type);
            }
          });
      ENDINGS.forEach(
          (ending, type) -> {
            if (word.endsWith(ending)) {
              found.add(type);
            }
          });
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  /**
   * Computes the variance of each pixel, and makes pixels without one NaN.
   *
   * @param pixels of the image
   * @return variances, in the square of the image's unit; infinite where a pixel has none
   * @throws BadImageException if single precision cannot represent a variance
   */
  float[] variance(float[] pixels) throws BadImageException {
    float[] variance = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      boolean good = value > 0 && Double.isFinite(value);
      double exact = good ? exact(value) : Double.POSITIVE_INFINITY;
      variance[i] = (float) exact;
      if (!good) {
        pixels[i] = Float.NaN;
      } else if (variance[i] < Float.MIN_NORMAL || Float.isInfinite(variance[i])) {
        throw new BadImageException(
            AuxiliaryMap.Kind.WEIGHT.unusable(),
            "its value "
                + values[i]
                + " is a variance of "
                + exact
                + "; expected "
                + Float.MIN_NORMAL
                + " to "
                + Float.MAX_VALUE
                + ", which another unit of the image and its map gives");
      }
    }
    return variance;
  }

  private double exact(double value) {
    return switch (type) {
      case IVAR -> 1 / value;
      case VARIANCE -> value;
      case RMS -> value * value;
    };
  }
}
