// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;

/** Images of the Zwicky Transient Facility; {@code MAGZP} is for one DN of the exposure. */
final class ZtfLayout implements SurveyLayout {
  @Override
  public boolean recognises(InheritedHeader header) {
    return header.begins("ORIGIN", "Zwicky") || header.begins("INSTRUME", "ZTF");
  }

  @Override
  public List<String> zeroPointKeywords() {
    return List.of("MAGZP");
  }

  /** FILTER is {@code ZTF_r}. */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return new InheritedHeader(image, shared)
        .text("FILTER")
        .map(name -> name.replaceFirst("^ZTF_", ""));
  }
}
