// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;

/** The planes of an HDU that are images of the sky in a band. */
final class ImagePlanes {
  /** Maximum number of images in a file. */
  static final int MAX_IMAGES = 64;

  static final String TOO_MANY_IMAGES = "too_many_images";
  private static final String NOT_BANDS = "not_bands";

  /** Keywords, numbered from 0 or 1, with the content of the planes. */
  private static final List<String> NAMING =
      List.of(
          "PLANE%d",
          "PLANE_%d",
          "PLANE%02d",
          "PLAN%d",
          "PLN%d",
          "LAYER%d",
          "SLICE%d",
          "SLICE_%d",
          "CHAN%d",
          "MAP%d",
          "C%02d");

  /** Names of filters: r, Ks, SDSS r', DECam_g, HSC-I, F814W, W1. */
  private static final Pattern BAND =
      Pattern.compile(
          "(?:.*[-_."
              + " ])?(?:[ugrizyjhkvwUGRIZYJHKBV]['s]?|[FN]UV|VIS)|[A-Z]{1,6}[-_]?\\d+[A-Z]{0,3}");

  private static final Pattern IMAGE =
      Pattern.compile(
          "signals?|images?|sci|science|brightness|intensity|flux|data|galaxy|emission|maps?");

  private final PlaneLayout layout;
  private final List<Optional<String>> bands;
  private final List<Optional<String>> skipped;
  private final int first;
  private final boolean collapsed;

  /**
   * Reads the keywords of an HDU.
   *
   * @throws BadImageException if its planes are not images of the sky in a band
   */
  static ImagePlanes of(Hdu hdu, PlaneLayout layout, ImageMetadata metadata, FitsOptions options)
      throws BadImageException {
    FitsHeader header = hdu.header();
    for (int axis : new int[] {layout.xAxis(), layout.yAxis()}) {
      Optional<AxisType> type = AxisType.ofImage(header, axis);
      if (type.isPresent()) {
        throw new BadImageException(
            NOT_BANDS, type.get().describe(header, axis) + "; expected a direction on the sky");
      }
    }
    List<String> cards = cards(header, layout.planes());
    ImagePlanes planes =
        !cards.isEmpty()
            ? named(layout, metadata, cards)
            : metadata.namesBands(layout.planes())
                ? withBands(layout, metadata.bands(layout.planes()))
                : unnamed(hdu, layout, metadata, options);
    long images = planes.skipped.stream().filter(Optional::isEmpty).count();
    if (images > MAX_IMAGES && options.hdu() == null) {
      throw new BadImageException(
          TOO_MANY_IMAGES,
          "the HDU has "
              + images
              + " planes; expected "
              + MAX_IMAGES
              + " at most, unless hdu selects it, or a cube for collapse=sum or collapse=mean");
    }
    return planes;
  }

  private ImagePlanes(
      PlaneLayout layout,
      List<Optional<String>> bands,
      List<Optional<String>> skipped,
      int first,
      boolean collapsed) {
    this.layout = layout;
    this.bands = bands;
    this.skipped = skipped;
    this.first = first;
    this.collapsed = collapsed;
  }

  private static List<String> cards(FitsHeader header, int planes) {
    for (String keyword : NAMING) {
      for (int from = 0; from <= 1 && planes > 1; from++) {
        List<String> names = new ArrayList<>();
        for (int plane = 0; plane < planes; plane++) {
          header.text(String.format(Locale.ROOT, keyword, from + plane)).ifPresent(names::add);
        }
        if (names.size() == planes) {
          return names;
        }
      }
    }
    return List.of();
  }

  /** Classifies planes by their names: an image, its errors, its weights and so on. */
  private static ImagePlanes named(PlaneLayout layout, ImageMetadata metadata, List<String> names)
      throws BadImageException {
    Optional<String> whole = metadata.bands(1).get(0);
    List<Optional<String>> bands = new ArrayList<>();
    List<Optional<String>> skipped = new ArrayList<>();
    long images = names.stream().filter(ImagePlanes::isImage).count();
    for (int plane = 0; plane < names.size(); plane++) {
      String name = names.get(plane);
      boolean image = isImage(name);
      boolean band = !image && BAND.matcher(name).matches();
      Optional<String> map =
          ScienceImages.mapNamed(name).or(() -> ScienceImages.mapByAnyWord(name));
      boolean kept = image || band && map.isEmpty();
      skipped.add(kept ? Optional.empty() : map.or(() -> Optional.of("other_map")));
      String suffix = images > 1 ? ":" + plane : "";
      bands.add(image ? whole.map(b -> b + suffix) : Optional.of(name));
    }
    return new ImagePlanes(layout, bands, skipped, 0, false);
  }

  /** Returns true if a plane of this name is the image, not a map of its errors. */
  private static boolean isImage(String name) {
    List<String> words = List.of(name.toLowerCase(Locale.ROOT).split("[^a-z]+"));
    boolean positive = words.stream().anyMatch(word -> IMAGE.matcher(word).matches());
    boolean other = words.stream().anyMatch(ScienceImages::isMapWord);
    return positive && (!other || words.stream().anyMatch(ScienceImages::isRedeeming));
  }

  private static ImagePlanes withBands(PlaneLayout layout, List<Optional<String>> bands) {
    List<Optional<String>> skipped =
        bands.stream().map(band -> band.flatMap(ScienceImages::mapNamed)).toList();
    return new ImagePlanes(layout, bands, skipped, 0, false);
  }

  private static ImagePlanes unnamed(
      Hdu hdu, PlaneLayout layout, ImageMetadata metadata, FitsOptions options)
      throws BadImageException {
    if (layout.planes() == 1) {
      return new ImagePlanes(layout, metadata.bands(1), List.of(Optional.empty()), 0, false);
    }
    FitsHeader header = hdu.header();
    int axis = hdu.realAxes()[2] + 1;
    Optional<AxisType> type = AxisType.ofPlanes(header, axis);
    if (options.collapse() == null) {
      if (type.isPresent()) {
        throw new BadImageException(
            NOT_BANDS,
            type.get().describe(header, axis)
                + ", so its "
                + layout.planes()
                + " planes are not bands; expected images, or collapse=sum or collapse=mean to make"
                + " one image of the planes");
      }
      List<Optional<String>> none = Collections.nCopies(layout.planes(), Optional.empty());
      return new ImagePlanes(layout, metadata.bands(layout.planes()), none, 0, false);
    }
    PlaneLayout one =
        new PlaneLayout(layout.width(), layout.height(), 1, layout.xAxis(), layout.yAxis());
    int first =
        type.filter(AxisType.STOKES::equals).isPresent()
            ? totalIntensity(header, axis, layout.planes())
            : -1;
    return new ImagePlanes(one, metadata.bands(1), List.of(Optional.empty()), first, true);
  }

  /**
   * Returns the plane of Stokes I, whose coordinate is 1; the other parameters must not be added.
   */
  private static int totalIntensity(FitsHeader header, int axis, int planes)
      throws BadImageException {
    double value = header.number("CRVAL" + axis).orElse(1);
    double pixel = header.number("CRPIX" + axis).orElse(1);
    OptionalDouble step = header.number("CD" + axis + "_" + axis);
    double perPlane =
        step.isPresent() ? step.getAsDouble() : header.number("CDELT" + axis).orElse(1);
    for (int plane = 0; plane < planes; plane++) {
      if (Math.abs(value + (plane + 1 - pixel) * perPlane - 1) < 1e-6) {
        return plane;
      }
    }
    throw new BadImageException(
        NOT_BANDS,
        AxisType.STOKES.describe(header, axis) + " without a plane of total intensity (1)");
  }

  /** Returns the layout of the images. */
  PlaneLayout layout() {
    return layout;
  }

  /** Returns true if all planes become one image. */
  boolean areCollapsed() {
    return collapsed;
  }

  /** Returns true if a plane is part of the combined image. */
  boolean isCollapsed(int plane) {
    return collapsed && (first < 0 || plane == first);
  }

  /** Returns the reason to skip a plane; empty if it is an image. */
  Optional<String> reasonToSkip(int plane) {
    return skipped.get(plane);
  }

  /** Returns the band of each image. */
  List<Optional<String>> bands() {
    return bands;
  }
}
