// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.ObjectIds;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Isophotes;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SkyIsophotes;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** Earlier profiles by object, along whose isophotes images are measured. */
final class EarlierProfiles {
  private static final String NO_ISOPHOTES = "no_isophotes";
  private static final String NO_COMMON_GRID = "no_common_grid";

  private final Function<String, @Nullable Iterable<SurfaceBrightnessProfile>> profiles;
  private final @Nullable String band;
  private final String source;

  /**
   * Creates the profiles.
   *
   * @param profiles by each name of {@link #names}; null for a name without any
   * @param band of the profiles to use; null for that of the image, or else the only one
   * @param source name of the profiles in messages
   */
  EarlierProfiles(
      Function<String, @Nullable Iterable<SurfaceBrightnessProfile>> profiles,
      @Nullable String band,
      String source) {
    this.profiles = profiles;
    this.band = band;
    this.source = source;
  }

  /**
   * Returns the names under which a profile is found: that of its object and, for an HDU of a file,
   * that of the file.
   */
  static List<String> names(SurfaceBrightnessProfile profile) {
    String id = profile.provenance().objectId();
    String file = ObjectIds.withoutSuffix(id);
    return file.isEmpty() || file.equals(id) ? List.of(id) : List.of(id, file);
  }

  /** Returns a profile without the parts that are not used here. */
  static SurfaceBrightnessProfile slim(SurfaceBrightnessProfile profile) {
    return profile.toBuilder()
        .setMuErr(Optional.empty())
        .setPhotometry(Optional.empty())
        .setSky(Optional.empty())
        .build();
  }

  /**
   * Sets the isophotes of an image.
   *
   * @throws BadImageException {@code no_isophotes}, {@code duplicate_isophotes}, {@code
   *     no_common_grid} or {@code centre_outside}
   */
  GalaxyImage assign(GalaxyImage image) throws BadImageException {
    SurfaceBrightnessProfile profile = find(image.provenance());
    Isophotes isophotes;
    try {
      isophotes = isophotes(image, profile);
    } catch (IllegalArgumentException e) {
      throw new BadImageException(
          NO_ISOPHOTES, named(profile) + " has invalid isophotes: " + e.getMessage(), e);
    }
    // The isophotes have a centre, which takes the place of any other.
    return image.toBuilder().setCentre(Optional.empty()).setIsophotes(isophotes).build();
  }

  private SurfaceBrightnessProfile find(Provenance image) throws BadImageException {
    List<SurfaceBrightnessProfile> named = ofBand(list(image.objectId()));
    if (named.isEmpty()) {
      named = ofBand(list(image.fileObjectId()));
    }
    List<SurfaceBrightnessProfile> found =
        named.stream().filter(p -> p.provenance().band().equals(image.band())).toList();
    if (found.isEmpty() && bands(named).size() == 1) {
      found = named;
    }
    if (found.isEmpty()) {
      throw new BadImageException(NO_ISOPHOTES, missing(image));
    }
    if (found.size() > 1) {
      throw new BadImageException(
          "duplicate_isophotes",
          "object "
              + image.objectId()
              + " has "
              + found.size()
              + " profiles of one band in "
              + source
              + ", such as those of "
              + place(found.get(0))
              + " and "
              + place(found.get(1)));
    }
    return found.get(0);
  }

  private String missing(Provenance image) {
    List<SurfaceBrightnessProfile> all = list(image.objectId());
    if (all.isEmpty()) {
      all = list(image.fileObjectId());
    }
    if (all.isEmpty()) {
      return "object " + image.objectId() + " has no profile in " + source;
    }
    String wanted =
        band == null
            ? image.band().map(b -> "band " + b).orElse("an unknown band")
            : "band " + band;
    return "object "
        + image.objectId()
        + " has no profile of "
        + wanted
        + " in "
        + source
        + "; its profiles are of "
        + String.join(", ", bands(all))
        + (band == null ? ": choose one of these bands" : "");
  }

  private List<SurfaceBrightnessProfile> ofBand(List<SurfaceBrightnessProfile> all) {
    return band == null
        ? all
        : all.stream().filter(p -> p.provenance().band().filter(band::equals).isPresent()).toList();
  }

  private List<SurfaceBrightnessProfile> list(String name) {
    List<SurfaceBrightnessProfile> list = new ArrayList<>();
    Iterable<SurfaceBrightnessProfile> found = profiles.apply(name);
    if (found != null) {
      found.forEach(list::add);
    }
    return list;
  }

  private static TreeSet<String> bands(List<SurfaceBrightnessProfile> profiles) {
    return profiles.stream()
        .map(p -> p.provenance().band().orElse("no band"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Isophotes isophotes(GalaxyImage image, SurfaceBrightnessProfile profile)
      throws BadImageException {
    if (profile.ellipticity().isEmpty()) {
      throw new BadImageException(
          NO_ISOPHOTES,
          named(profile) + " has no isophotes: its model, " + profile.model() + ", finds none");
    }
    Optional<SkyIsophotes> onSky = profile.isophotesOnSky();
    if (onSky.isPresent() && image.wcs().isPresent()) {
      return throughSky(image, profile, onSky.get());
    }
    Optional<Isophotes> inPixels = profile.isophotes();
    if (inPixels.isPresent() && isOf(profile, image)) {
      return inPixels.get();
    }
    throw new BadImageException(NO_COMMON_GRID, separate(image, profile));
  }

  private Isophotes throughSky(
      GalaxyImage image, SurfaceBrightnessProfile profile, SkyIsophotes onSky)
      throws BadImageException {
    SkyPoint position = new SkyPoint(onSky.raDeg(), onSky.decDeg());
    Isophotes isophotes =
        onSky
            .in(image.wcs().orElseThrow())
            .orElseThrow(
                () ->
                    new BadImageException(
                        "centre_outside",
                        named(profile)
                            + " is at "
                            + TargetRows.text(position)
                            + ", on the other side of the sky from this image"));
    TargetRows.requireInside(
        image,
        new PixelPoint(isophotes.centreX(), isophotes.centreY()),
        "the centre of " + named(profile) + ", " + TargetRows.text(position) + ",");
    return isophotes;
  }

  private static boolean isOf(SurfaceBrightnessProfile profile, GalaxyImage image) {
    return profile.provenance().source().equals(image.provenance().source())
        && profile.provenance().hdu() == image.provenance().hdu();
  }

  /** Returns what is missing to find the isophotes in the image's pixels. */
  private String separate(GalaxyImage image, SurfaceBrightnessProfile profile) {
    if (profile.centre().isEmpty() && profile.skyPosition().isEmpty()) {
      return named(profile)
          + " has no centre: CSV and ECSV do not contain it; write the earlier profiles as Parquet,"
          + " Avro, JSON or FITS";
    }
    String other = "is of another image, " + place(profile);
    if (profile.skyPosition().isEmpty()) {
      return named(profile) + " has no position on the sky, and " + other;
    }
    if (profile.isophotesOnSky().isEmpty()) {
      return named(profile)
          + " has no pa_sky_deg, as before this column existed, and "
          + other
          + "; write the earlier profiles again";
    }
    return "this image has no usable WCS, and " + named(profile) + " " + other;
  }

  private String named(SurfaceBrightnessProfile profile) {
    return "the profile of "
        + profile.provenance().objectId()
        + profile.provenance().band().map(b -> " in band " + b).orElse("")
        + " in "
        + source;
  }

  private static String place(SurfaceBrightnessProfile profile) {
    return profile.provenance().source() + ", HDU " + profile.provenance().hdu();
  }
}
