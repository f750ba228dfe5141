// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Isophotes;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SkyIsophotes;
import org.pix2prof.values.Target;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** Finds the target of an image and sets it in the image's pixels. */
final class TargetRows {
  private static final String NO_WCS = "no_wcs";

  /**
   * Returns the target of an image: the one in its band, or else the one in every band.
   *
   * @param image of the object
   * @param rows targets by name of the object; null for a name without any
   * @param source name of the targets in messages
   * @throws BadImageException {@code no_target} or {@code duplicate_target}
   */
  static Target find(
      Provenance image, Function<String, @Nullable Iterable<Target>> rows, String source)
      throws BadImageException {
    List<Target> named = list(rows.apply(image.objectId()));
    if (named.isEmpty()) {
      named = list(rows.apply(image.fileObjectId()));
    }
    if (named.isEmpty()) {
      throw new BadImageException(
          "no_target", "object " + image.objectId() + " has no row in " + source);
    }
    List<Target> found =
        named.stream()
            .filter(row -> row.band().isPresent() && row.band().equals(image.band()))
            .toList();
    if (found.isEmpty()) {
      found = named.stream().filter(row -> row.band().isEmpty()).toList();
    }
    if (found.isEmpty()) {
      throw new BadImageException(
          "no_target",
          "object "
              + image.objectId()
              + " has no row for "
              + image.band().map(band -> "band " + band).orElse("an image without a band")
              + " in "
              + source
              + "; its rows are for "
              + bands(named));
    }
    if (found.size() > 1) {
      throw new BadImageException(
          "duplicate_target",
          "object "
              + image.objectId()
              + " has "
              + found.size()
              + " rows in "
              + source
              + ", such as "
              + place(found.get(0))
              + " and "
              + place(found.get(1)));
    }
    return found.get(0);
  }

  private static <T> List<T> list(@Nullable Iterable<T> values) {
    List<T> list = new ArrayList<>();
    if (values != null) {
      values.forEach(list::add);
    }
    return list;
  }

  private static String bands(List<Target> targets) {
    return targets.stream()
        .flatMap(target -> target.band().stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String place(Target target) {
    return target.catalog().isEmpty()
        ? "a target without a catalogue"
        : "row " + target.row() + " of " + target.catalog().get();
  }

  /**
   * Sets the centre and the isophotes of an image. What the target leaves open, the image keeps.
   *
   * @throws BadImageException {@code no_wcs} or {@code centre_outside}
   */
  static GalaxyImage assign(GalaxyImage image, Target target) throws BadImageException {
    Optional<PixelPoint> centre = target.hasCentre() ? centre(image, target) : image.centre();
    GalaxyImage.Builder assigned = image.toBuilder().setCentre(centre);
    if (target.ellipticity().isPresent()) {
      PixelPoint about = centre.orElse(new PixelPoint(Double.NaN, Double.NaN));
      assigned.setIsophotes(
          Isophotes.ofOneShape(
              about.x(),
              about.y(),
              target.ellipticity().getAsDouble(),
              angle(image, target, centre.orElse(middle(image)))));
    }
    return assigned.build();
  }

  private static Optional<PixelPoint> centre(GalaxyImage image, Target target)
      throws BadImageException {
    if (target.inMiddle()) {
      return Optional.of(middle(image));
    }
    PixelPoint at =
        target.centre().isPresent()
            ? target.centre().get()
            : pixel(image, target.position().orElseThrow(), named(target));
    requireInside(image, at, named(target));
    return Optional.of(at);
  }

  private static String named(Target target) {
    return target.catalog().isEmpty() ? "the target" : "the target of " + place(target);
  }

  private static PixelPoint middle(GalaxyImage image) {
    return new PixelPoint((image.width() - 1) / 2.0, (image.height() - 1) / 2.0);
  }

  /**
   * Converts a position to pixels of an image.
   *
   * @param what its name in messages
   * @throws BadImageException {@code no_wcs}, or {@code centre_outside} if it is on the other side
   *     of the sky
   */
  private static PixelPoint pixel(GalaxyImage image, SkyPoint position, String what)
      throws BadImageException {
    LocalWcs wcs =
        image
            .wcs()
            .orElseThrow(
                () ->
                    new BadImageException(
                        NO_WCS,
                        what
                            + " is at "
                            + text(position)
                            + ", but this image has no usable WCS; give its centre in pixels"));
    return wcs.toPixel(position.raDeg(), position.decDeg())
        .orElseThrow(
            () ->
                new BadImageException(
                    "centre_outside",
                    what
                        + " is at "
                        + text(position)
                        + ", on the other side of the sky from this image"));
  }

  /** Returns a position for a message. */
  static String text(SkyPoint position) {
    return String.format(
        Locale.ROOT, "RA %.6f, Dec %.6f degrees", position.raDeg(), position.decDeg());
  }

  /**
   * Checks that a centre is in an image.
   *
   * @param what its name in the message
   * @throws BadImageException {@code centre_outside}
   */
  static void requireInside(GalaxyImage image, PixelPoint at, String what)
      throws BadImageException {
    PixelPoint middle = middle(image);
    if (!(Math.abs(at.x() - middle.x()) <= image.width() / 2.0
        && Math.abs(at.y() - middle.y()) <= image.height() / 2.0)) {
      throw new BadImageException(
          "centre_outside",
          String.format(
              Locale.ROOT,
              "%s is at pixel (%.1f, %.1f), outside the image of %d x %d pixels",
              what,
              at.x(),
              at.y(),
              image.width(),
              image.height()));
    }
  }

  /** Returns the position angle from the image's +x axis. */
  private static double angle(GalaxyImage image, Target target, PixelPoint at)
      throws BadImageException {
    if (target.paSkyDeg().isEmpty()) {
      return target.paDeg().orElse(0);
    }
    double onSky = target.paSkyDeg().getAsDouble();
    if (image.wcs().isEmpty()) {
      throw new BadImageException(
          NO_WCS,
          named(target)
              + " has the position angle "
              + onSky
              + " degrees on the sky, but this image has no usable WCS; give it from the image's +x"
              + " axis");
    }
    LocalWcs wcs = image.wcs().get();
    SkyPoint position = wcs.toSky(at.x(), at.y());
    SkyIsophotes shape =
        new SkyIsophotes(
            position.raDeg(),
            position.decDeg(),
            new float[1],
            new float[1],
            new float[] {(float) onSky});
    return shape.in(wcs).orElseThrow().paDeg()[0];
  }

  private TargetRows() {}
}
