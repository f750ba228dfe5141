// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;

/**
 * Coadds of the Kilo-Degree Survey, and others of OmegaCAM by Astro-WISE. Pixels are fluxes
 * relative to that of magnitude 0, and the zero point in the header is 0, which elsewhere stands
 * for an unknown one.
 */
final class KidsLayout implements SurveyLayout {
  private static final Pattern FILE =
      Pattern.compile(".*_(wei|msk|src)\\.fits(?:\\.fz|\\.gz)?", Pattern.DOTALL);

  private static final Map<String, String> OTHER_MAPS =
      Map.of("wei", "weight_map", "msk", "mask", "src", "table");

  private static final List<String> ZERO_POINTS = List.of("ZEROPNT", "PHOTZP");

  private static final Pattern BAND = Pattern.compile("(?:OCAM_)?([ugriz]\\d?)_SDSS");

  @Override
  public boolean recognises(InheritedHeader header) {
    boolean astroWise = header.begins("FILT_ID", "OCAM_");
    boolean kids = header.begins("INSTRUME", "OMEGACAM") && header.begins("OBJECT", "KIDS_");
    return (astroWise || kids)
        && ZERO_POINTS.stream().anyMatch(name -> header.numberOrNone(name).orElse(-1) == 0);
  }

  @Override
  public boolean holdsOneImage() {
    return true;
  }

  @Override
  public Optional<String> skipsFile(String source) {
    Matcher name = FILE.matcher(source);
    return name.matches() ? Optional.of(OTHER_MAPS.get(name.group(1))) : Optional.empty();
  }

  /** Returns 0 unless the header has another zero point, as images of other pipelines do. */
  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared)
      throws BadImageException {
    InheritedHeader header = new InheritedHeader(image, shared);
    for (ZeroPointKeyword keyword : ZeroPointKeyword.ALL) {
      if (keyword.zeroPoint(header).isPresent()) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(0);
  }

  /** FILT_ID is {@code OCAM_r_SDSS}, FILTER {@code r_SDSS}. */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    InheritedHeader header = new InheritedHeader(image, shared);
    return header
        .text("FILTER")
        .or(() -> header.text("FILT_ID"))
        .map(BAND::matcher)
        .filter(Matcher::matches)
        .map(band -> band.group(1));
  }
}
