// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;

/**
 * Images of CFHT: MegaPipe ({@code PHOTZP}), the CFHT Legacy Survey ({@code MZP_AB}) and Elixir
 * ({@code PHOT_C}).
 */
final class CfhtLayout implements SurveyLayout {
  @Override
  public boolean recognises(InheritedHeader header) {
    return header.begins("TELESCOP", "CFHT");
  }

  @Override
  public List<String> zeroPointKeywords() {
    return List.of("PHOTZP", "MZP_AB", "PHOT_C", "PHOT_C0");
  }

  /** FILTER is {@code r.MP9601}. */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return new InheritedHeader(image, shared)
        .text("FILTER")
        .map(name -> name.replaceFirst("\\.MP\\d+$", ""));
  }
}
