// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Isophotes;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SkyIsophotes;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * The images and profiles in the reference band of the objects with one name. Adds their isophotes
 * to the images in other bands.
 */
final class ReferenceBand {
  /** Maximum relative difference of the pixel scales of one grid. */
  private static final double SAME_SCALE = 0.002;

  private final String band;
  private final List<GalaxyImage> images;
  private final List<SurfaceBrightnessProfile> profiles;

  /**
   * Creates the reference.
   *
   * @param band name of the reference band
   * @param images images in it; their pixels are not used
   * @param profiles profiles of these images
   */
  ReferenceBand(String band, List<GalaxyImage> images, List<SurfaceBrightnessProfile> profiles) {
    this.band = band;
    this.images = images;
    this.profiles = profiles;
  }

  /**
   * Checks the name of a reference band.
   *
   * @throws IllegalArgumentException if it is blank
   */
  static String checkName(String band) {
    if (band.isBlank()) {
      throw new IllegalArgumentException("the reference band must have a name");
    }
    return band;
  }

  /** Returns true if an image is in a band. */
  static boolean isIn(String band, GalaxyImage image) {
    return image.provenance().band().filter(band::equals).isPresent();
  }

  /**
   * Adds the isophotes of its object to an image.
   *
   * @param image image in another band
   * @param all images in all other bands, for messages
   * @return the image with isophotes in its own pixels
   * @throws BadImageException {@code no_reference_band}, {@code duplicate_reference}, {@code
   *     no_common_grid} or {@code centre_outside}
   */
  GalaxyImage giveIsophotes(GalaxyImage image, Supplier<Stream<GalaxyImage>> all)
      throws BadImageException {
    GalaxyImage reference = reference(image.provenance(), all);
    SurfaceBrightnessProfile profile = profile(reference);
    return image.toBuilder()
        // The isophotes have a centre, which takes the place of a given one.
        .setCentre(Optional.empty())
        .setIsophotes(isophotes(image, reference, profile))
        .build();
  }

  /** Returns the image of the same name, or else the only one of the same file. */
  private GalaxyImage reference(Provenance of, Supplier<Stream<GalaxyImage>> all)
      throws BadImageException {
    List<GalaxyImage> found =
        images.stream().filter(r -> r.provenance().objectId().equals(of.objectId())).toList();
    if (found.isEmpty()) {
      found = images.stream().filter(r -> r.provenance().source().equals(of.source())).toList();
    }
    if (found.isEmpty()) {
      throw new BadImageException(
          "no_reference_band",
          "object "
              + of.objectId()
              + " has no image in the reference band "
              + band
              + "; its other bands are "
              + bands(all.get()));
    }
    if (found.size() > 1) {
      throw new BadImageException(
          "duplicate_reference",
          "object "
              + of.objectId()
              + " has "
              + found.size()
              + " images in the reference band "
              + band
              + ", such as "
              + place(found.get(0))
              + " and "
              + place(found.get(1)));
    }
    return found.get(0);
  }

  private static String bands(Stream<GalaxyImage> images) {
    return images
        .map(image -> image.provenance().band().orElse("one without a name"))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private SurfaceBrightnessProfile profile(GalaxyImage reference) throws BadImageException {
    return profiles.stream()
        .filter(profile -> profile.provenance().equals(reference.provenance()))
        .findFirst()
        .orElseThrow(
            () ->
                new BadImageException(
                    "no_reference_band",
                    "the image of object "
                        + reference.provenance().objectId()
                        + " in the reference band "
                        + band
                        + ", "
                        + place(reference)
                        + ", has no profile"));
  }

  private Isophotes isophotes(
      GalaxyImage image, GalaxyImage reference, SurfaceBrightnessProfile profile)
      throws BadImageException {
    boolean sky = image.wcs().isPresent() && reference.wcs().isPresent();
    if (sameSize(image, reference) && (!sky || image.wcs().equals(reference.wcs()))) {
      return profile.isophotes().orElseThrow();
    }
    if (!sky) {
      throw new BadImageException(
          "no_common_grid",
          "this image, "
              + size(image)
              + ", and that in the reference band "
              + band
              + ", "
              + place(reference)
              + ", "
              + size(reference)
              + ", have neither both a WCS nor the same pixels");
    }
    SkyIsophotes isophotes = profile.isophotesOnSky().orElseThrow();
    return isophotes
        .in(image.wcs().get())
        .orElseThrow(
            () ->
                new BadImageException(
                    "centre_outside",
                    "the object is at RA "
                        + isophotes.raDeg()
                        + ", Dec "
                        + isophotes.decDeg()
                        + " degrees in the reference band "
                        + band
                        + ", "
                        + place(reference)
                        + ", on the other side of the sky from this image"));
  }

  private static boolean sameSize(GalaxyImage one, GalaxyImage other) {
    if (one.width() != other.width()
        || one.height() != other.height()
        || !one.pixelShape().equals(other.pixelShape())) {
      return false;
    }
    double scale = one.pixelScaleArcsec().orElse(Double.NaN);
    double otherScale = other.pixelScaleArcsec().orElse(Double.NaN);
    return !(Math.abs(scale / otherScale - 1) > SAME_SCALE);
  }

  private static String size(GalaxyImage image) {
    String pixels = image.width() + " x " + image.height() + " pixels";
    return image.pixelScaleArcsec().isPresent()
        ? pixels + " of " + image.pixelScaleArcsec().getAsDouble() + " arcsec"
        : pixels;
  }

  private static String place(GalaxyImage image) {
    return image.provenance().source() + ", HDU " + image.provenance().hdu();
  }
}
