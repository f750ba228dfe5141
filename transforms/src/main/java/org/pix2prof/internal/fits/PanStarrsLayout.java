// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;

/**
 * Stacks and warps of Pan-STARRS1. Stacks are scaled by the inverse hyperbolic sine (BSOFTEN and
 * BOFFSET), warps and the cutout service's cutouts of stacks are not. The mask and other maps are
 * in separate files.
 */
final class PanStarrsLayout implements SurveyLayout {
  private static final Pattern FILE =
      Pattern.compile(
          "(.*?)(?:\\.(mask|wt|exp|expwt|num))?(\\.fits(?:\\.fz|\\.gz)?)", Pattern.DOTALL);

  private static final Map<String, String> OTHER_MAPS =
      Map.of(
          "mask", "mask",
          "wt", "error_map",
          "exp", "exposure_map",
          "expwt", "exposure_map",
          "num", "exposure_map");

  private static final List<String> BANDS = List.of("FPA.FILTERID", "FPA.FILTER", "FILTER");

  /** Planes that the pipeline counts as bad; the other planes are warnings. */
  private static final Map<String, Long> BAD_PLANES =
      Map.of(
          "DETECTOR", 0x0001L,
          "FLAT", 0x0002L,
          "DARK", 0x0004L,
          "BLANK", 0x0008L,
          "CTE", 0x0010L,
          "SAT", 0x0020L,
          "LOW", 0x0040L,
          "CR", 0x0100L,
          "CONV.BAD", 0x2000L);

  /** Maximum number of planes; a mask's header numbers them with two digits. */
  private static final int MAX_PLANES = 100;

  @Override
  public boolean recognises(InheritedHeader header) {
    return header.has("FPA.ZP") || (header.has("BSOFTEN") && header.has("BOFFSET"));
  }

  @Override
  public boolean holdsOneImage() {
    return true;
  }

  @Override
  public Optional<String> skipsFile(String source) {
    Matcher name = FILE.matcher(source);
    return name.matches() && name.group(2) != null
        ? Optional.of(OTHER_MAPS.get(name.group(2)))
        : Optional.empty();
  }

  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared)
      throws BadImageException {
    FitsHeader header = image.has("EXPTIME") ? image : shared.orElse(image);
    OptionalDouble seconds = header.number("EXPTIME");
    if (seconds.isEmpty()) {
      return seconds;
    }
    if (seconds.getAsDouble() <= 0) {
      throw header.unusable("EXPTIME", "seconds, greater than 0");
    }
    double ofOneCountPerSecond = header.number("FPA.ZP").orElse(25);
    return OptionalDouble.of(ofOneCountPerSecond + 2.5 * Math.log10(seconds.getAsDouble()));
  }

  /** The keyword's value is {@code r.00000}. */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    for (String keyword : BANDS) {
      Optional<String> band =
          image.text(keyword).or(() -> shared.flatMap(header -> header.text(keyword)));
      if (band.isPresent()) {
        return band.map(name -> name.replaceFirst("\\.0+$", ""));
      }
    }
    return Optional.empty();
  }

  @Override
  public FluxScale flux(FitsHeader image) throws BadImageException {
    OptionalDouble softening = image.number("BSOFTEN");
    if (softening.isEmpty()) {
      return FluxScale.LINEAR;
    }
    if (softening.getAsDouble() <= 0) {
      throw image.unusable("BSOFTEN", "a number greater than 0");
    }
    OptionalDouble offset = image.number("BOFFSET");
    if (offset.isEmpty()) {
      throw image.unusable("BOFFSET", "a number, since there is BSOFTEN");
    }
    return new AsinhScale(offset.getAsDouble(), softening.getAsDouble());
  }

  @Override
  public Optional<MaskLocation> mask(Hdu image, String source) {
    Matcher name = FILE.matcher(source);
    return name.matches()
        ? Optional.of(
            MaskLocation.inFile(name.group(1) + ".mask" + name.group(3), PanStarrsLayout::badBits))
        : Optional.empty();
  }

  /**
   * Returns the bits of the bad planes, by the names in the mask's header or, without names, by
   * their default values.
   */
  private static long badBits(FitsHeader mask) throws BadImageException {
    long bits = 0;
    boolean named = false;
    for (int i = 0; i < MAX_PLANES; i++) {
      Optional<String> name = mask.text(String.format(Locale.ROOT, "MSKNAM%02d", i));
      OptionalLong value = mask.integer(String.format(Locale.ROOT, "MSKVAL%02d", i));
      named |= name.isPresent();
      if (name.filter(BAD_PLANES::containsKey).isPresent()) {
        bits |= value.orElse(0);
      }
    }
    return named ? bits : BAD_PLANES.values().stream().reduce(0L, (a, b) -> a | b);
  }
}
