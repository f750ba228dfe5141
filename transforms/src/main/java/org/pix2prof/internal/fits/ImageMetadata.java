// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.BadImageException;

/**
 * Metadata of an image from its header, completed by the options. Keywords of photometry that the
 * image lacks come from the primary header if that has no data, because multi-extension files put
 * keywords of all images there.
 */
final class ImageMetadata {
  /** Values for no filter or an unknown one. */
  private static final Set<String> NO_BAND = Set.of("NONE", "N/A", "NA", "UNKNOWN", "UNDEFINED");

  private final Hdu hdu;
  private final Optional<FitsHeader> shared;
  private final InheritedHeader header;
  private final FitsOptions options;
  private final SurveyLayout layout;

  ImageMetadata(Hdu hdu, Optional<FitsHeader> shared, FitsOptions options) {
    this.hdu = hdu;
    this.shared = shared;
    this.header = new InheritedHeader(hdu.header(), shared);
    this.options = options;
    this.layout = options.layout();
  }

  /** Returns size, shape and sky position of the pixels. */
  ImageGeometry geometry(PlaneLayout layout) throws BadImageException {
    return ImageGeometry.of(hdu.header(), layout, options.pixelScale());
  }

  /**
   * Returns the zero point of an image and the system of its magnitudes. The option applies if the
   * header has no zero point or only a doubtful one.
   *
   * @param pixelScale side of a pixel in arcsec, for units per solid angle; empty if unknown
   * @throws BadImageException if the zero point is ambiguous and no option or flag resolves it
   */
  Calibration calibration(OptionalDouble pixelScale) throws BadImageException {
    if (FluxUnit.of(header).kind() == FluxUnit.Kind.LOGARITHMIC) {
      throw header.unusable("BUNIT", "a unit of flux, because magnitudes cannot be added up");
    }
    HeaderCalibration reader = new HeaderCalibration(header, pixelScale, layout);
    Calibration found;
    try {
      found = reader.read();
    } catch (BadImageException e) {
      if (options.zeroPoint() == null) {
        throw e;
      }
      found = Calibration.UNKNOWN;
    }
    return options.zeroPoint() != null && (found.zeroPoint().isEmpty() || found.doubtful())
        ? new Calibration(
            OptionalDouble.of(options.zeroPoint()), reader.system(Optional.empty()), false)
        : found;
  }

  /**
   * Returns the side of a pixel in arcsec; empty if unknown or if the header's coordinates are
   * invalid.
   */
  OptionalDouble knownPixelScale(PlaneLayout planes) {
    try {
      return geometry(planes).pixelScale();
    } catch (BadImageException e) {
      return OptionalDouble.empty();
    }
  }

  /** Returns true if the header names the band of each plane. */
  boolean namesBands(int planes) throws BadImageException {
    return planes > 1 && namedPlanes(planes).isPresent();
  }

  /** Returns the band of each plane. */
  List<Optional<String>> bands(int planes) throws BadImageException {
    Optional<List<String>> named = namedPlanes(planes);
    List<Optional<String>> bands = new ArrayList<>();
    Optional<String> whole = wholeBand();
    for (int i = 0; i < planes; i++) {
      if (planes == 1) {
        Optional<String> only = named.map(n -> n.get(0));
        bands.add(whole.or(() -> only).or(() -> Optional.ofNullable(options.band())));
      } else if (named.isPresent()) {
        bands.add(Optional.of(named.get().get(i)));
      } else {
        String plane = String.valueOf(i);
        Optional<String> band = whole.or(() -> Optional.ofNullable(options.band()));
        bands.add(Optional.of(band.map(b -> b + ":" + plane).orElse(plane)));
      }
    }
    return bands;
  }

  private Optional<String> wholeBand() {
    return layout
        .band(hdu.header(), shared)
        .or(() -> band(hdu.header()))
        .or(() -> shared.flatMap(ImageMetadata::band));
  }

  private static Optional<String> band(FitsHeader header) {
    return header
        .text("FILTER")
        .filter(ImageMetadata::isBand)
        .or(() -> header.text("BAND").filter(ImageMetadata::isBand));
  }

  private static boolean isBand(String name) {
    return !NO_BAND.contains(name.toUpperCase(Locale.ROOT));
  }

  private Optional<List<String>> namedPlanes(int planes) throws BadImageException {
    Optional<String> bands = hdu.header().text("BANDS");
    if (bands.isPresent()) {
      String[] names = bands.get().split(bands.get().matches(".*[,; ].*") ? "[,; ]+" : "");
      if (names.length == planes) {
        return Optional.of(List.of(names));
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < planes; i++) {
      hdu.header().text("BAND" + i).ifPresent(names::add);
    }
    if (names.size() == planes) {
      return Optional.of(names);
    }
    if (bands.isPresent() && planes > 1) {
      throw hdu.header().unusable("BANDS", "one name for each of " + planes + " planes");
    }
    return Optional.empty();
  }

  /** Returns the object's name, from the keyword of the options. */
  String idByKeyword() throws BadImageException {
    String keyword = options.idKeyword();
    return header
        .of(keyword)
        .text(keyword)
        .orElseThrow(
            () ->
                new BadImageException(
                    "no_id", "the header has no " + keyword + " to name the object by"));
  }
}
