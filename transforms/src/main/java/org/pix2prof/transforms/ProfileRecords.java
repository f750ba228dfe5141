// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pix2prof.model.Flag;
import org.pix2prof.tables.Column;
import org.pix2prof.tables.Table;
import org.pix2prof.tables.TableRecord;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** The table of profiles. */
final class ProfileRecords {
  private static final String MU = "mag/arcsec**2";

  /** Table with one record per profile. */
  static final Table<SurfaceBrightnessProfile> TABLE =
      Table.of(
          "SurfaceBrightnessProfile",
          "A galaxy's surface brightness against semi-major axis",
          List.of(
              Column.text("object_id", "Name of the object", p -> p.provenance().objectId()),
              Column.optionalText(
                  "band", "Photometric band; null if unknown", p -> p.provenance().band()),
              Column.float32s(
                  "radius_arcsec",
                  "arcsec",
                  "Semi-major axis of each sample",
                  SurfaceBrightnessProfile::radiusArcsec),
              Column.float32s(
                  "mu", MU, "Surface brightness of each sample", SurfaceBrightnessProfile::mu),
              Column.optionalFloat32s(
                  "mu_err",
                  MU,
                  "One standard deviation of mu; null if the model predicts none",
                  SurfaceBrightnessProfile::muErr),
              Column.text("source", "URI of the FITS file", p -> p.provenance().source()),
              Column.int32(
                  "hdu", "Index of the HDU, the primary one is 0", p -> p.provenance().hdu()),
              Column.text(
                  "model",
                  "Name, version and checksum of the model",
                  SurfaceBrightnessProfile::model),
              Column.optionalFloat32s(
                  "ellipticity",
                  "",
                  "1 - b/a of each isophote; null if the model predicts none",
                  SurfaceBrightnessProfile::ellipticity),
              Column.optionalFloat32s(
                  "pa_deg",
                  "deg",
                  "Position angle of each isophote's major axis, counter-clockwise from the image's"
                      + " +x axis, in [0, 180), meaningless where ellipticity is near 0; null"
                      + " if the model predicts none",
                  SurfaceBrightnessProfile::paDeg),
              Column.optionalFloat32s(
                  "mag_within",
                  "mag",
                  "Magnitude within each isophote, from radius_arcsec, mu and ellipticity; null"
                      + " if the model predicts no ellipticity",
                  SurfaceBrightnessProfile::magnitudeWithin),
              Column.texts("flags", "Flags of the image, in lower case", ProfileRecords::flags),
              Column.optionalFloat64(
                  "centre_x",
                  "pix",
                  "Centre of the isophotes along x; the middle of the first pixel is 0",
                  p -> p.centre().map(PixelPoint::x)),
              Column.optionalFloat64(
                  "centre_y",
                  "pix",
                  "Centre of the isophotes along y; the middle of the first pixel is 0",
                  p -> p.centre().map(PixelPoint::y)),
              Column.optionalFloat64(
                  "ra_deg",
                  "deg",
                  "Right ascension of the centre; null if the image has no usable WCS",
                  p -> p.skyPosition().map(SkyPoint::raDeg)),
              Column.optionalFloat64(
                  "dec_deg",
                  "deg",
                  "Declination of the centre; null if the image has no usable WCS",
                  p -> p.skyPosition().map(SkyPoint::decDeg)),
              Column.optionalText(
                  "mag_system",
                  "System of mu and mag_within: AB, or Vega if the flag vega_magnitudes is set",
                  ProfileRecords::magnitudeSystem)));

  /** Table with one row per sample: the columns of CSV, which are a contract. */
  static final Table<SurfaceBrightnessProfile> SAMPLES =
      TABLE.select(
          "object_id",
          "band",
          "radius_arcsec",
          "mu",
          "mu_err",
          "source",
          "hdu",
          "model",
          "ellipticity",
          "pa_deg",
          "flags");

  /**
   * Returns the profile of a record, which lacks the WCS.
   *
   * @throws IllegalArgumentException if the record is not a valid profile
   */
  static SurfaceBrightnessProfile profile(TableRecord row) {
    Optional<Double> x = row.float64("centre_x");
    Optional<Double> ra = row.float64("ra_deg");
    return SurfaceBrightnessProfile.builder()
        .setProvenance(
            Provenance.of(
                row.text("object_id").orElseThrow(),
                row.text("band"),
                row.text("source").orElseThrow(),
                row.int32("hdu").orElseThrow()))
        .setModel(row.text("model").orElseThrow())
        .setRadiusArcsec(row.float32s("radius_arcsec").orElseThrow())
        .setMu(row.float32s("mu").orElseThrow())
        .setMuErr(row.float32s("mu_err"))
        .setEllipticity(row.float32s("ellipticity"))
        .setPaDeg(row.float32s("pa_deg"))
        .setCentre(x.flatMap(cx -> row.float64("centre_y").map(cy -> new PixelPoint(cx, cy))))
        .setPosition(ra.flatMap(a -> row.float64("dec_deg").map(d -> new SkyPoint(a, d))))
        .setFlags(row.texts("flags").stream().map(ProfileRecords::flag).collect(Collectors.toSet()))
        .build();
  }

  private static Optional<String> magnitudeSystem(SurfaceBrightnessProfile profile) {
    return Optional.of(profile.flags().contains(Flag.VEGA_MAGNITUDES) ? "Vega" : "AB");
  }

  private static Flag flag(String name) {
    return Arrays.stream(Flag.values())
        .filter(flag -> flag.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown flag '" + name + "'"));
  }

  private static List<String> flags(SurfaceBrightnessProfile profile) {
    return names(profile.flags());
  }

  /** Returns the flags in the form of tables. */
  static List<String> names(Set<Flag> flags) {
    return flags.stream()
        .sorted()
        .map(Flag::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  private ProfileRecords() {}
}
