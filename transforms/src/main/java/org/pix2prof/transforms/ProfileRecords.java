// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.Flag;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.model.photometry.IsophotePhotometry.Harmonics;
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
  private static final String INTENSITY = "arcsec**-2";

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
                  "pa_sky_deg",
                  "deg",
                  "Position angle of each isophote's major axis, from north through east, in"
                      + " [0, 180); null if the image has no usable WCS or the model predicts no"
                      + " ellipticity",
                  SurfaceBrightnessProfile::paSkyDeg),
              measured(
                  "intensity",
                  INTENSITY,
                  "Mean intensity along each isophote above the sky, in image units per arcsec^2:"
                      + " magnitudes are zero_point - 2.5 log10(intensity)",
                  IsophotePhotometry::intensity),
              measured(
                  "intensity_err",
                  INTENSITY,
                  "One standard deviation of intensity, with the error of the sky",
                  IsophotePhotometry::intensityErr),
              Column.optionalFloat32s(
                  "mu_limit",
                  MU,
                  "Surface brightness of 3 intensity_err where mu is NaN; null if mu is nowhere"
                      + " NaN",
                  SurfaceBrightnessProfile::muLimit),
              measured(
                  "masked_fraction",
                  "",
                  "Fraction of each isophote without pixels: masked, missing or outside the image",
                  IsophotePhotometry::maskedFraction),
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
                  ProfileRecords::magnitudeSystem),
              Column.optionalFloat64(
                  "zero_point",
                  "mag",
                  "Magnitude of one image unit; null if unknown",
                  p -> boxed(p.zeroPoint())),
              Column.optionalFloat64(
                  "sky",
                  "",
                  "Sky per pixel at the middle of the image, in image units; null if none was"
                      + " subtracted",
                  p -> p.sky().map(SkyLevel::level)),
              Column.optionalFloat64(
                  "sky_err",
                  "",
                  "One standard deviation of sky, with the galaxy's light where sky was measured",
                  p -> p.sky().map(SkyLevel::error)),
              Column.optionalFloat64(
                  "sky_sigma",
                  "",
                  "Standard deviation of one pixel of the sky, in image units",
                  p -> p.sky().map(SkyLevel::sigma)),
              measured(
                  "intensity_scatter",
                  INTENSITY,
                  "Standard deviation of the samples along each isophote",
                  IsophotePhotometry::scatter),
              measured(
                  "n_pixels",
                  "",
                  "Number of pixels that intensity is the mean of",
                  IsophotePhotometry::pixels),
              harmonic(
                  "a3",
                  "Sine of order 3 of each isophote's deviation from an ellipse",
                  Harmonics::a3),
              harmonic("a3_err", "One standard deviation of a3", Harmonics::a3Err),
              harmonic("b3", "Cosine of order 3 of the deviation", Harmonics::b3),
              harmonic("b3_err", "One standard deviation of b3", Harmonics::b3Err),
              harmonic("a4", "Sine of order 4 of the deviation", Harmonics::a4),
              harmonic("a4_err", "One standard deviation of a4", Harmonics::a4Err),
              harmonic(
                  "b4", "Cosine of order 4 of the deviation: positive if disky", Harmonics::b4),
              harmonic("b4_err", "One standard deviation of b4", Harmonics::b4Err),
              Column.optionalFloat64(
                  "pixel_scale",
                  "arcsec",
                  "Side of a pixel of the image; null if unknown",
                  p -> boxed(p.pixelScaleArcsec()))));

  private static Column<SurfaceBrightnessProfile> measured(
      String name,
      String unit,
      String description,
      SerializableFunction<IsophotePhotometry, float[]> getter) {
    return Column.optionalFloat32s(
        name,
        unit,
        description + "; null if the model predicts no ellipticity",
        p -> p.photometry().map(getter::apply));
  }

  private static Column<SurfaceBrightnessProfile> harmonic(
      String name, String description, SerializableFunction<Harmonics, float[]> getter) {
    return Column.optionalFloat32s(
        name,
        "",
        description + "; null unless asked for",
        p -> p.photometry().map(IsophotePhotometry::harmonics).map(getter::apply));
  }

  private static Optional<Double> boxed(OptionalDouble number) {
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }

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
          "pa_sky_deg",
          "intensity",
          "intensity_err",
          "mu_limit",
          "masked_fraction",
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
        .setSkyAngles(row.float32s("pa_sky_deg"))
        .setPhotometry(photometry(row))
        .setZeroPoint(number(row, "zero_point"))
        .setSky(sky(row))
        .setPixelScaleArcsec(number(row, "pixel_scale"))
        .setFlags(row.texts("flags").stream().map(ProfileRecords::flag).collect(Collectors.toSet()))
        .build();
  }

  private static OptionalDouble number(TableRecord row, String column) {
    return row.float64(column).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /** Returns the measurements of a record; what its format lacks is NaN. */
  private static Optional<IsophotePhotometry> photometry(TableRecord row) {
    return row.float32s("intensity")
        .map(
            intensity ->
                new IsophotePhotometry(
                    intensity,
                    samples(row, "intensity_err", intensity.length),
                    samples(row, "masked_fraction", intensity.length),
                    samples(row, "intensity_scatter", intensity.length),
                    samples(row, "n_pixels", intensity.length),
                    harmonics(row, intensity.length)));
  }

  private static @Nullable Harmonics harmonics(TableRecord row, int length) {
    return row.float32s("a3").isEmpty()
        ? null
        : new Harmonics(
            samples(row, "a3", length),
            samples(row, "a3_err", length),
            samples(row, "b3", length),
            samples(row, "b3_err", length),
            samples(row, "a4", length),
            samples(row, "a4_err", length),
            samples(row, "b4", length),
            samples(row, "b4_err", length));
  }

  private static float[] samples(TableRecord row, String column, int length) {
    return row.float32s(column)
        .orElseGet(
            () -> {
              float[] unknown = new float[length];
              Arrays.fill(unknown, Float.NaN);
              return unknown;
            });
  }

  /** Returns the sky of a record, which lacks its slopes. */
  private static Optional<SkyLevel> sky(TableRecord row) {
    return row.float64("sky")
        .map(
            level ->
                new SkyLevel(
                    level,
                    row.float64("sky_err").orElse(0.0),
                    row.float64("sky_sigma").orElse(0.0)));
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
