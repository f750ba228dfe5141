// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.internal.references.FloatConversions;
import org.pix2prof.internal.references.IsophoteShapes;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.model.PixelShape;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.SkyPoint;

/**
 * Data of one galaxy in one band.
 *
 * @param provenance identifies the image
 * @param profile its profile, if there is one
 * @param reference reference profile to compare with, if there is one
 * @param cutout its cutout, if there is an image
 */
public record GalaxyParts(
    Provenance provenance,
    Optional<SurfaceBrightnessProfile> profile,
    Optional<ReferenceProfile> reference,
    Optional<GalaxyCutout> cutout) {

  /**
   * Level of the isophote whose shape represents the galaxy's (de Vaucouleurs et al. 1991, RC3).
   */
  private static final double SHAPE_MU = 25;

  /**
   * Returns the galaxy's entry in a report.
   *
   * @param copy number of earlier galaxies of the same name, band, file and HDU
   * @return its entry
   */
  public ReportEntry entry(int copy) {
    String id =
        String.join(
            "\u0000",
            provenance.objectId(),
            provenance.band().orElse(""),
            provenance.source(),
            String.format(Locale.ROOT, "%06d", provenance.hdu()),
            String.format(Locale.ROOT, "%06d", copy));
    Optional<Deviation> deviation =
        profile.flatMap(p -> reference.map(found -> found.deviationOf(p.predicted())));
    return new ReportEntry(id, row(deviation), PageJson.of(json -> write(json, deviation)));
  }

  private ReportRow row(Optional<Deviation> deviation) {
    Optional<SurfaceBrightnessProfile> predicted = profile.map(SurfaceBrightnessProfile::predicted);
    double[] mu = predicted.map(p -> FloatConversions.of(p.mu())).orElse(new double[0]);
    double[] radius =
        predicted.map(p -> FloatConversions.of(p.radiusArcsec())).orElse(new double[0]);
    Map<StructureQuantity, Measurement> structure = structure();
    int[] compared = deviation.map(d -> d.coveredAt().toArray()).orElse(new int[0]);
    Optional<IsophoteShapes> shape =
        predicted.flatMap(p -> IsophoteShapes.of(p).map(shapes -> representative(p, shapes)));
    return new ReportRow(
        provenance.objectId(),
        provenance.band().orElse(null),
        profile.map(SurfaceBrightnessProfile::model).orElse(null),
        flags(),
        cutout.isPresent(),
        mu.length == 0 ? Double.NaN : mu[0],
        Arrays.stream(mu).max().orElse(Double.NaN),
        last(radius),
        shape.map(s -> last(s.ellipticity())).orElse(Double.NaN),
        shape.map(s -> last(s.paDeg())).orElse(Double.NaN),
        magnitude(),
        value(structure, StructureQuantity.R_25),
        value(structure, StructureQuantity.MAG_TOTAL),
        value(structure, StructureQuantity.R_50),
        deviation.map(Deviation::median).orElse(Double.NaN),
        deviation.map(Deviation::bias).orElse(Double.NaN),
        Arrays.stream(compared).mapToObj(i -> deviation.get().trueMu(i)).toList(),
        Arrays.stream(compared)
            .mapToObj(i -> deviation.get().mu(i) - deviation.get().trueMu(i))
            .toList());
  }

  private List<String> flags() {
    List<String> flags = new ArrayList<>();
    profile.ifPresent(
        p ->
            p.flags().stream()
                .sorted()
                .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                .forEach(flags::add));
    if (profile.isEmpty()) {
      flags.add(ReportRow.NO_PROFILE);
    }
    if (cutout.isEmpty()) {
      flags.add(ReportRow.NO_IMAGE);
    }
    return flags;
  }

  /** Returns the representative shape: that of the first isophote as faint as the limit. */
  private static IsophoteShapes representative(
      SurfaceBrightnessProfile profile, IsophoteShapes shapes) {
    float[] mu = profile.mu();
    double[] radius = shapes.radiusArcsec();
    for (int i = 1; i < mu.length; i++) {
      if (mu[i - 1] < SHAPE_MU && mu[i] >= SHAPE_MU && radius[i - 1] > 0) {
        double part = (SHAPE_MU - mu[i - 1]) / (mu[i] - mu[i - 1]);
        double at = radius[i - 1] * Math.pow(radius[i] / radius[i - 1], part);
        return shapes.at(new double[] {at});
      }
    }
    return shapes;
  }

  private double magnitude() {
    return profile
        .map(SurfaceBrightnessProfile::predicted)
        .flatMap(SurfaceBrightnessProfile::magnitudeWithin)
        .map(within -> last(FloatConversions.of(within)))
        .orElse(Double.NaN);
  }

  private Map<StructureQuantity, Measurement> structure() {
    return profile.map(p -> GalaxyStructure.of(p).estimates()).orElse(Map.of());
  }

  private static double value(
      Map<StructureQuantity, Measurement> structure, StructureQuantity quantity) {
    return structure.isEmpty() ? Double.NaN : structure.get(quantity).value().orElse(Double.NaN);
  }

  private static double last(double[] values) {
    return values.length == 0 ? Double.NaN : values[values.length - 1];
  }

  private void write(JsonGenerator json, Optional<Deviation> deviation) throws IOException {
    json.writeStartObject();
    json.writeStringField("object", provenance.objectId());
    json.writeStringField("band", provenance.band().orElse(null));
    json.writeStringField("source", provenance.source());
    json.writeNumberField("hdu", provenance.hdu());
    json.writeArrayFieldStart("flags");
    for (String flag : flags()) {
      json.writeString(flag);
    }
    json.writeEndArray();
    if (profile.isPresent()) {
      ProfileJson.write(json, profile.get(), magnitude(), structure());
    }
    if (reference.isPresent()) {
      writeReference(json, reference.get(), deviation);
    }
    if (cutout.isPresent()) {
      writeCutout(json, cutout.get());
    }
    json.writeEndObject();
  }

  private static void writeReference(
      JsonGenerator json, ReferenceProfile reference, Optional<Deviation> deviation)
      throws IOException {
    json.writeObjectFieldStart("reference");
    PageJson.floats(json, "r", reference.radiusArcsec());
    PageJson.floats(json, "mu", reference.mu());
    if (deviation.isPresent()) {
      Deviation d = deviation.get();
      int[] at = d.coveredAt().toArray();
      PageJson.floats(json, "atR", Arrays.stream(at).mapToDouble(d::radius).toArray());
      PageJson.floats(
          json, "residual", Arrays.stream(at).mapToDouble(i -> d.mu(i) - d.trueMu(i)).toArray());
      PageJson.numberField(json, "deviation", d.median());
      PageJson.numberField(json, "bias", d.bias());
      PageJson.numberField(json, "coverage", d.coverage());
    }
    json.writeEndObject();
  }

  private static void writeCutout(JsonGenerator json, GalaxyCutout cutout) throws IOException {
    json.writeObjectFieldStart("cutout");
    json.writeNumberField("imageWidth", cutout.imageWidth());
    json.writeNumberField("imageHeight", cutout.imageHeight());
    json.writeNumberField("left", cutout.left());
    json.writeNumberField("bottom", cutout.bottom());
    json.writeNumberField("width", cutout.width());
    json.writeNumberField("height", cutout.height());
    json.writeNumberField("scale", cutout.pixelScaleArcsec());
    json.writeBooleanField("scaleAssumed", cutout.pixelScaleAssumed());
    json.writeNumberField("x", cutout.centreX());
    json.writeNumberField("y", cutout.centreY());
    json.writeStringField("centreFrom", cutout.centreFrom().name().toLowerCase(Locale.ROOT));
    if (cutout.sky().isPresent()) {
      LocalWcs sky = cutout.sky().get();
      SkyPoint at = sky.toSky(cutout.centreX(), cutout.centreY());
      json.writeNumberField("ra", at.raDeg());
      json.writeNumberField("dec", at.decDeg());
      // Directions of north and east in square pixels, degrees counter-clockwise from +x.
      json.writeNumberField("north", direction(sky, 0, 1));
      json.writeNumberField("east", direction(sky, 1, 0));
    }
    json.writeStringField("png", Base64.getEncoder().encodeToString(cutout.picture()));
    if (cutout.masked() != null) {
      json.writeStringField("mask", Base64.getEncoder().encodeToString(cutout.masked()));
    }
    json.writeNumberField("maskedPixels", cutout.maskedPixels());
    if (cutout.residual() != null) {
      json.writeStringField("residual", Base64.getEncoder().encodeToString(cutout.residual()));
    }
    json.writeEndObject();
  }

  private static double direction(LocalWcs sky, double xi, double eta) {
    double det = sky.cd11() * sky.cd22() - sky.cd12() * sky.cd21();
    double dx = (sky.cd22() * xi - sky.cd12() * eta) / det;
    double dy = (sky.cd11() * eta - sky.cd21() * xi) / det;
    PixelShape shape = sky.pixelShape();
    return Math.toDegrees(Math.atan2(shape.squareY(dy), shape.squareX(dx, dy)));
  }
}
