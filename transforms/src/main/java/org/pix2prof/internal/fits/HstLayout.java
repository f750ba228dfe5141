// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Images of the Hubble Space Telescope, calibrated by {@code PHOTFLAM} and {@code PHOTPLAM}. */
final class HstLayout implements SurveyLayout {
  @Override
  public boolean recognises(InheritedHeader header) {
    return header.begins("TELESCOP", "HST");
  }

  @Override
  public List<String> zeroPointKeywords() {
    return List.of("PHOTFLAM", "PHOTFNU", "BUNIT");
  }

  /** ACS and WFPC2 have two filter wheels, one of which is empty. */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    InheritedHeader header = new InheritedHeader(image, shared);
    return Stream.of("FILTER", "FILTER1", "FILTER2", "FILTNAM1", "FILTNAM2")
        .map(header::text)
        .flatMap(Optional::stream)
        .filter(name -> name.toUpperCase(Locale.ROOT).matches("F[A-Z]?[QR]?\\d+\\w+"))
        .findFirst();
  }
}
