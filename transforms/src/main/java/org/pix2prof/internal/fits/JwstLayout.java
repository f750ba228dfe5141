// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;

/** Images of JWST in MJy/sr, with the area of a pixel in {@code PIXAR_SR}. */
final class JwstLayout implements SurveyLayout {
  @Override
  public boolean recognises(InheritedHeader header) {
    return header.begins("TELESCOP", "JWST");
  }

  @Override
  public List<String> zeroPointKeywords() {
    return List.of("BUNIT");
  }
}
