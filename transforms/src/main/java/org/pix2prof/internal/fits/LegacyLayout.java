// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Coadds of the Legacy Surveys, DR8 to DR10, in nanomaggies: one file for each brick and band, one
 * with the brick's mask, and others with maps of the same size. Also cutouts of the viewer's cutout
 * service: a cube of bands, followed by its mask if that was requested.
 */
final class LegacyLayout implements SurveyLayout {
  /** Values of SURVEY in the viewer's cutouts. */
  private static final List<String> SURVEYS = List.of("LegacySurvey", "DECaLS", "BASS", "MzLS");

  private static final Pattern BRICK =
      Pattern.compile("(.*-)image-([^-/]+)(\\.fits(?:\\.fz|\\.gz)?)", Pattern.DOTALL);

  private static final Map<String, String> OTHER_MAPS =
      Map.of(
          "invvar", "weight_map",
          "maskbits", "mask",
          "nexp", "exposure_map",
          "depth", "exposure_map",
          "galdepth", "exposure_map",
          "psfsize", "psf",
          "model", "model",
          "blobmodel", "model",
          "chi2", "error_map",
          "ccds", "table");

  private static final Pattern OTHER =
      Pattern.compile(
          ".*-(" + String.join("|", OTHER_MAPS.keySet()) + ")(?:-[^-./]+)?\\.fits(?:\\.fz|\\.gz)?",
          Pattern.DOTALL);

  /** SATUR and ALLMASK of each band: an exposure is saturated, all exposures are masked. */
  private static final Map<Character, Long> BAD_BITS =
      Map.of('g', 0x0004L | 0x0020, 'r', 0x0008L | 0x0040, 'z', 0x0010L | 0x0080, 'i', 0xc000L);

  @Override
  public boolean recognises(InheritedHeader header) {
    return header.has("LEGPIPEV")
        || (header.hasAny("BANDS", "BAND0", "BAND")
            && SURVEYS.stream().anyMatch(name -> header.begins("SURVEY", name)));
  }

  @Override
  public boolean holdsOneImage() {
    return true;
  }

  @Override
  public Optional<String> skipsFile(String source) {
    Matcher name = OTHER.matcher(source);
    return name.matches() ? Optional.of(OTHER_MAPS.get(name.group(1))) : Optional.empty();
  }

  @Override
  public Optional<String> skips(Hdu hdu) {
    return hdu.header()
        .text("IMTYPE")
        .filter(type -> !type.equals("image"))
        .map(type -> OTHER_MAPS.getOrDefault(type, "other_map"));
  }

  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared) {
    return image.has("BUNIT") || image.has("MAGZERO")
        ? OptionalDouble.empty()
        : OptionalDouble.of(22.5);
  }

  /**
   * FILTER is the name of the filter of one of the exposures: 'r DECam SDSS c0002 6415.0 1480.0'.
   */
  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return image.text("FILTERX");
  }

  @Override
  public Optional<MaskLocation> mask(Hdu image, String source) {
    Matcher brick = BRICK.matcher(source);
    boolean isBrick = brick.matches();
    FitsHeader header = image.header();
    long bits =
        header
            .text("FILTERX")
            .or(() -> header.text("BANDS"))
            .or(() -> header.text("BAND"))
            .orElse(isBrick ? brick.group(2) : "")
            .chars()
            .mapToLong(band -> BAD_BITS.getOrDefault((char) band, 0L))
            .reduce(0, (one, other) -> one | other);
    if (bits == 0) {
      return Optional.empty();
    }
    return Optional.of(
        isBrick
            ? MaskLocation.inFile(brick.group(1) + "maskbits" + brick.group(3), mask -> bits)
            : MaskLocation.behindImage(LegacyLayout::isMask, mask -> bits));
  }

  private static boolean isMask(Hdu hdu) {
    return ScienceImages.cannotServe(hdu).isEmpty()
        && hdu.header().text("IMAGETYP").filter("MASKBITS"::equalsIgnoreCase).isPresent();
  }
}
