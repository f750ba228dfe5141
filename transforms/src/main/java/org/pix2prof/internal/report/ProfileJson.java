// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.pix2prof.internal.references.FloatConversions;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.internal.Photometry;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Writes a profile, and the quantities derived from it, for the page. */
final class ProfileJson {
  /** Standard deviations from which a measured intensity is shown as surface brightness. */
  private static final double SIGNIFICANT = 3;

  /**
   * Writes the field {@code profile}.
   *
   * @param magnitude within the last isophote with mu; NaN if unknown
   * @param structure of the profile
   */
  static void write(
      JsonGenerator json,
      SurfaceBrightnessProfile profile,
      double magnitude,
      Map<StructureQuantity, Measurement> structure)
      throws IOException {
    json.writeObjectFieldStart("profile");
    json.writeStringField("model", profile.model());
    PageJson.numberField(json, "magnitude", magnitude);
    PageJson.floats(json, "r", FloatConversions.of(profile.radiusArcsec()));
    PageJson.floats(json, "mu", FloatConversions.of(profile.mu()));
    if (profile.muErr().isPresent()) {
      PageJson.floats(json, "err", FloatConversions.of(profile.muErr().get()));
    }
    if (profile.ellipticity().isPresent()) {
      PageJson.floats(json, "e", FloatConversions.of(profile.ellipticity().get()));
      PageJson.floats(json, "pa", FloatConversions.of(profile.paDeg().orElseThrow()));
    }
    if (profile.paSkyDeg().isPresent()) {
      PageJson.floats(json, "paSky", FloatConversions.of(profile.paSkyDeg().get()));
    }
    if (profile.photometry().isPresent()) {
      writePhotometry(json, profile, profile.photometry().get());
    }
    if (profile.sky().isPresent()) {
      SkyLevel sky = profile.sky().get();
      json.writeObjectFieldStart("sky");
      PageJson.numberField(json, "level", sky.level());
      PageJson.numberField(json, "error", sky.error());
      PageJson.numberField(json, "sigma", sky.sigma());
      json.writeEndObject();
    }
    writeStructure(json, structure);
    json.writeEndObject();
  }

  /** Writes the masked fractions and, where mu is undefined, the measured one or its limit. */
  private static void writePhotometry(
      JsonGenerator json, SurfaceBrightnessProfile profile, IsophotePhotometry photometry)
      throws IOException {
    PageJson.floats(json, "masked", FloatConversions.of(photometry.maskedFraction()));
    if (profile.muLimit().isEmpty()) {
      return;
    }
    double[] limit = FloatConversions.of(profile.muLimit().get());
    double[] measured = new double[limit.length];
    double[] error = new double[limit.length];
    Arrays.fill(measured, Double.NaN);
    Arrays.fill(error, Double.NaN);
    double zeroPoint = profile.zeroPoint().orElseThrow();
    for (int i = 0; i < limit.length; i++) {
      double intensity = photometry.intensity()[i];
      double one = photometry.intensityErr()[i];
      if (Float.isNaN(profile.mu()[i]) && intensity > 0 && intensity >= SIGNIFICANT * one) {
        measured[i] = zeroPoint - 2.5 * Math.log10(intensity);
        error[i] = Photometry.MAG_PER_E_FOLD * one / intensity;
        limit[i] = Double.NaN;
      }
    }
    PageJson.floats(json, "beyond", measured);
    PageJson.floats(json, "beyondErr", error);
    PageJson.floats(json, "limit", limit);
  }

  private static void writeStructure(
      JsonGenerator json, Map<StructureQuantity, Measurement> structure) throws IOException {
    json.writeArrayFieldStart("structure");
    for (StructureQuantity quantity : StructureQuantity.values()) {
      Measurement measured = structure.get(quantity);
      json.writeStartArray();
      single(json, measured.value());
      single(json, measured.error());
      if (measured.flag().isPresent()) {
        json.writeString(measured.flag().get().name().toLowerCase(Locale.ROOT));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** Writes the fewest digits of single precision, or null. */
  private static void single(JsonGenerator json, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      json.writeNumber((float) value.getAsDouble());
    } else {
      json.writeNull();
    }
  }

  /** Writes the names, units and meanings of the quantities, in the order of each galaxy's. */
  static void writeQuantities(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("quantities");
    for (StructureQuantity quantity : StructureQuantity.values()) {
      json.writeStartObject();
      json.writeStringField("name", quantity.column());
      json.writeStringField("unit", quantity.unit());
      json.writeStringField("meaning", quantity.description());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private ProfileJson() {}
}
