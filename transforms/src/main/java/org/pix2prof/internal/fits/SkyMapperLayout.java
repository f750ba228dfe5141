// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;

/**
 * Exposures of the SkyMapper Southern Survey; {@code ZPAPPROX} is for one count of the exposure.
 */
final class SkyMapperLayout implements SurveyLayout {
  @Override
  public boolean recognises(InheritedHeader header) {
    return header.has("ZPAPPROX") || header.begins("INSTRUME", "SkyMapper");
  }

  @Override
  public List<String> zeroPointKeywords() {
    return List.of("ZPAPPROX");
  }
}
