// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Frames of SDSS since DR8: the primary HDU is the sky-subtracted image in nanomaggies; a vector of
 * the calibration and tables of the sky and the astrometry follow. Frames before DR8 (fpC) are in
 * counts.
 */
final class SdssLayout implements SurveyLayout {
  @Override
  public boolean holdsOneImage() {
    return true;
  }

  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared) {
    return image.has("BUNIT") ? OptionalDouble.empty() : OptionalDouble.of(22.5);
  }
}
