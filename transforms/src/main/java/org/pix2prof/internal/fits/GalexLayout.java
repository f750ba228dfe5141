// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Intensity maps of GALEX, in counts per second. */
final class GalexLayout implements SurveyLayout {
  private static final double FUV = 18.82;
  private static final double NUV = 20.08;

  @Override
  public boolean recognises(InheritedHeader header) {
    return header.begins("TELESCOP", "GALEX");
  }

  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared) {
    Optional<String> band = band(image, shared);
    return band.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(band.get().equals("FUV") ? FUV : NUV);
  }

  /** BAND is 1 for NUV and 2 for FUV; headers of cutouts may have the names. */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    InheritedHeader header = new InheritedHeader(image, shared);
    return header
        .text("BAND")
        .or(() -> header.text("FILTER"))
        .flatMap(
            name ->
                switch (name.toUpperCase(Locale.ROOT)) {
                  case "1", "NUV" -> Optional.of("NUV");
                  case "2", "FUV" -> Optional.of("FUV");
                  default -> Optional.empty();
                });
  }
}
