// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Map;
import java.util.Optional;

/**
 * Coadded tiles of the Dark Energy Survey, and single exposures of the same form: the HDUs SCI, MSK
 * and WGT. In a coadd the mask is 1 if no exposure has a good pixel and the image was interpolated.
 */
final class DesLayout implements SurveyLayout {
  private static final Map<String, String> OTHER_MAPS =
      Map.of("MSK", "mask", "WGT", "weight_map", "WGT_ME", "weight_map");

  /** BPM, SATURATE, BADAMP, CRAY, STAR, TRAIL, EDGEBLEED, SSXTALK, EDGE, STREAK. */
  private static final long BAD_BITS = 1 | 2 | 8 | 16 | 32 | 64 | 128 | 256 | 512 | 1024;

  @Override
  public boolean recognises(InheritedHeader header) {
    return header.hasAny("DES_EXT", "DESTILE", "DESFNAME");
  }

  @Override
  public boolean holdsOneImage() {
    return true;
  }

  @Override
  public Optional<String> skips(Hdu hdu) {
    return hdu.header().text("EXTNAME").map(OTHER_MAPS::get);
  }

  /** FILTER is {@code r DECam SDSS c0002 6415.0 1480.0}. */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return image
        .text("BAND")
        .or(() -> image.text("FILTER"))
        .or(() -> shared.flatMap(header -> header.text("BAND")))
        .or(() -> shared.flatMap(header -> header.text("FILTER")))
        .map(name -> name.replaceFirst(" .*", ""));
  }

  @Override
  public Optional<MaskLocation> mask(Hdu image, String source) {
    return Optional.of(MaskLocation.behindImage(DesLayout::isMask, mask -> BAD_BITS));
  }

  private static boolean isMask(Hdu hdu) {
    return ScienceImages.cannotServe(hdu).isEmpty()
        && hdu.header().text("EXTNAME").filter("MSK"::equals).isPresent();
  }
}
