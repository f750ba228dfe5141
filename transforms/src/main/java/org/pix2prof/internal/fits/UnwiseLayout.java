// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Coadds of unWISE in Vega nanomaggies. */
final class UnwiseLayout implements SurveyLayout {
  private static final Set<String> BANDS = Set.of("1", "2", "3", "4");

  static boolean isUnwise(InheritedHeader header) {
    return header.hasAny("UNW_SKY", "UNW_VER", "UNW_DVER");
  }

  @Override
  public boolean recognises(InheritedHeader header) {
    return isUnwise(header);
  }

  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared) {
    return OptionalDouble.of(22.5);
  }

  @Override
  public MagnitudeSystem magnitudeSystem(InheritedHeader header) {
    return MagnitudeSystem.VEGA;
  }

  /** BAND is 1 for W1. */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return new InheritedHeader(image, shared)
        .text("BAND")
        .map(name -> BANDS.contains(name) ? "W" + name : name);
  }
}
