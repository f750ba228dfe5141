package org.pix2prof.fits;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.pix2prof.model.BadImageException;

/**
 * Exposures as the LSST Science Pipelines write them: the HDUs IMAGE, MASK and VARIANCE, then
 * tables. The header of MASK tells the bit of each plane by its name: {@code MP_SAT = 1}.
 */
final class HscLayout implements SurveyLayout {
  private static final List<String> BAD_PLANES = List.of("BAD", "SAT", "NO_DATA");
  private static final double NANOJANSKY_ZERO_POINT = 31.4;

  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared) {
    return image
            .text("BUNIT")
            .map(unit -> unit.toLowerCase(Locale.ROOT))
            .filter("njy"::equals)
            .isPresent()
        ? OptionalDouble.of(NANOJANSKY_ZERO_POINT)
        : OptionalDouble.empty();
  }

  @Override
  public Optional<MaskPlane> mask(Hdu image, String source) {
    return Optional.of(MaskPlane.behindImage(HscLayout::isMask, HscLayout::badBits));
  }

  private static boolean isMask(Hdu hdu) {
    return ScienceImages.cannotServe(hdu).isEmpty()
        && hdu.header()
            .text("EXTTYPE")
            .or(() -> hdu.header().text("EXTNAME"))
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
    return bits;
  }
}
