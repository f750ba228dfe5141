// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;

/**
 * Exposures of the LSST Science Pipelines: the HDUs IMAGE, MASK and VARIANCE, then tables. The
 * header of MASK gives the bit of each plane by name: {@code MP_SAT = 1}.
 */
final class HscLayout implements SurveyLayout {
  /** Planes that the pipelines exclude from galaxy fits (PixelFitRegionControl). */
  private static final List<String> BAD_PLANES = List.of("BAD", "SAT", "NO_DATA", "EDGE");

  private static final double NANOJANSKY_ZERO_POINT = 31.4;

  /** HSC-R and its successor HSC-R2; r and r_03 of Rubin Observatory. */
  private static final Pattern BROAD_BAND =
      Pattern.compile("(?:HSC-)?([ugrizy])(?:2|_\\d+)?", Pattern.CASE_INSENSITIVE);

  @Override
  public boolean recognises(InheritedHeader header) {
    return header.begins("FILTER", "HSC-")
        || header.begins("INSTRUME", "LSST")
        || header.begins("TELESCOP", "LSST");
  }

  @Override
  public boolean holdsOneImage() {
    return true;
  }

  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared) {
    return image
            .text("BUNIT")
            .or(() -> shared.flatMap(header -> header.text("BUNIT")))
            .filter("nJy"::equalsIgnoreCase)
            .isPresent()
        ? OptionalDouble.of(NANOJANSKY_ZERO_POINT)
        : OptionalDouble.empty();
  }

  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return image
        .text("FILTER")
        .or(() -> shared.flatMap(header -> header.text("FILTER")))
        .map(BROAD_BAND::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(1).toLowerCase(Locale.ROOT));
  }

  @Override
  public Optional<MaskLocation> mask(Hdu image, String source) {
    return Optional.of(MaskLocation.behindImage(HscLayout::isMask, HscLayout::badBits));
  }

  private static boolean isMask(Hdu hdu) {
    FitsHeader header = hdu.header();
    return ScienceImages.cannotServe(hdu).isEmpty()
        && header
            .text("EXTTYPE")
            .or(() -> header.text("EXTNAME"))
            .filter("MASK"::equals)
            .isPresent();
  }

  private static long badBits(FitsHeader mask) throws BadImageException {
    long bits = 0;
    for (String plane : BAD_PLANES) {
      OptionalLong bit = mask.integer("MP_" + plane);
      if (bit.isPresent()) {
        if (bit.getAsLong() < 0 || bit.getAsLong() > 63) {
          throw mask.unusable("MP_" + plane, "the number of a bit");
        }
        bits |= 1L << bit.getAsLong();
      }
    }
    if (bits == 0) {
      throw new BadImageException(
          "bad_mask", "the mask's header has no MP_ card for any of " + BAD_PLANES);
    }
    return bits;
  }
}
