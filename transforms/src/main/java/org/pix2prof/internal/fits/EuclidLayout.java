// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;

/** Mosaics of Euclid, with the zero point of their unit in {@code MAGZERO}. */
final class EuclidLayout implements SurveyLayout {
  @Override
  public boolean recognises(InheritedHeader header) {
    return header.begins("TELESCOP", "Euclid");
  }

  @Override
  public List<String> zeroPointKeywords() {
    return List.of("MAGZERO");
  }
}
