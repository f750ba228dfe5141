package org.pix2prof.transforms;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.beam.sdk.extensions.avro.io.AvroIO;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.pix2prof.model.Flag;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** Profiles as records, one per profile, with the same fields in Parquet, Avro and JSON. */
final class ProfileRecords {
  static final Schema SCHEMA =
      SchemaBuilder.record("SurfaceBrightnessProfile")
          .namespace("org.pix2prof")
          .fields()
          .requiredString("object_id")
          .optionalString("band")
          .name("radius_arcsec")
          .doc("Semi-major axis of each sample, arcsec.")
          .type(floats())
          .noDefault()
          .name("mu")
          .doc("Surface brightness of each sample, mag/arcsec^2.")
          .type(floats())
          .noDefault()
          .name("mu_err")
          .doc("One standard deviation of mu, mag/arcsec^2; null where the model gives none.")
          .type()
          .optional()
          .type(floats())
          .requiredString("source")
          .requiredInt("hdu")
          .requiredString("model")
          .name("ellipticity")
          .doc("1 - b/a of each isophote; null where the model gives none.")
          .type()
          .optional()
          .type(floats())
          .name("pa_deg")
          .doc(
              "Position angle of each isophote's major axis, degrees counter-clockwise from the"
                  + " image's +x axis, in [0, 180), meaningless where ellipticity is near 0; null"
                  + " where the model gives none.")
          .type()
          .optional()
          .type(floats())
          .name("mag_within")
          .doc(
              "Magnitude within each isophote, from radius_arcsec, mu and ellipticity; null where"
                  + " the model gives no ellipticity.")
          .type()
          .optional()
          .type(floats())
          .name("flags")
          .type(SchemaBuilder.array().items().stringType())
          .noDefault()
          .name("centre_x")
          .doc("Centre of the isophotes along x, pixels; the middle of the first pixel is 0.")
          .type()
          .optional()
          .doubleType()
          .name("centre_y")
          .doc("Centre of the isophotes along y, pixels; the middle of the first pixel is 0.")
          .type()
          .optional()
          .doubleType()
          .name("ra_deg")
          .doc("Right ascension of the centre, degrees; null where the image has no usable WCS.")
          .type()
          .optional()
          .doubleType()
          .name("dec_deg")
          .doc("Declination of the centre, degrees; null where the image has no usable WCS.")
          .type()
          .optional()
          .doubleType()
          .endRecord();

  private static Schema floats() {
    return SchemaBuilder.array().items().floatType();
  }

  static FileIO.Sink<SurfaceBrightnessProfile> parquet() {
    return new RecordSink(
        ParquetIO.sink(SCHEMA)
            .withConfiguration(Map.of("parquet.avro.write-old-list-structure", "false")));
  }

  static FileIO.Sink<SurfaceBrightnessProfile> avro() {
    return new RecordSink(AvroIO.sink(SCHEMA));
  }

  static FileIO.Sink<SurfaceBrightnessProfile> json() {
    return new JsonLinesSink<>(ProfileRecords::write);
  }

  static GenericRecord record(SurfaceBrightnessProfile profile) {
    Provenance from = profile.provenance();
    return new GenericRecordBuilder(SCHEMA)
        .set("object_id", from.objectId())
        .set("band", from.band().orElse(null))
        .set("radius_arcsec", list(profile.radiusArcsec()))
        .set("mu", list(profile.mu()))
        .set("mu_err", list(profile.muErr()))
        .set("source", from.source())
        .set("hdu", from.hdu())
        .set("model", profile.model())
        .set("ellipticity", list(profile.ellipticity()))
        .set("pa_deg", list(profile.paDeg()))
        .set("mag_within", list(profile.magnitudeWithin()))
        .set("flags", flags(profile))
        .set("centre_x", profile.centre().map(PixelPoint::x).orElse(null))
        .set("centre_y", profile.centre().map(PixelPoint::y).orElse(null))
        .set("ra_deg", profile.skyPosition().map(SkyPoint::raDeg).orElse(null))
        .set("dec_deg", profile.skyPosition().map(SkyPoint::decDeg).orElse(null))
        .build();
  }

  private static void write(JsonGenerator json, SurfaceBrightnessProfile profile)
      throws IOException {
    Provenance from = profile.provenance();
    json.writeStringField("object_id", from.objectId());
    json.writeStringField("band", from.band().orElse(null));
    writeFloats(json, "radius_arcsec", profile.radiusArcsec());
    writeFloats(json, "mu", profile.mu());
    writeFloats(json, "mu_err", profile.muErr());
    json.writeStringField("source", from.source());
    json.writeNumberField("hdu", from.hdu());
    json.writeStringField("model", profile.model());
    writeFloats(json, "ellipticity", profile.ellipticity());
    writeFloats(json, "pa_deg", profile.paDeg());
    writeFloats(json, "mag_within", profile.magnitudeWithin());
    json.writeArrayFieldStart("flags");
    for (String flag : flags(profile)) {
      json.writeString(flag);
    }
    json.writeEndArray();
    writeNumber(json, "centre_x", profile.centre().map(PixelPoint::x));
    writeNumber(json, "centre_y", profile.centre().map(PixelPoint::y));
    writeNumber(json, "ra_deg", profile.skyPosition().map(SkyPoint::raDeg));
    writeNumber(json, "dec_deg", profile.skyPosition().map(SkyPoint::decDeg));
  }

  private static void writeNumber(JsonGenerator json, String field, Optional<Double> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.get());
    } else {
      json.writeNullField(field);
    }
  }

  private static void writeFloats(JsonGenerator json, String field, Optional<float[]> values)
      throws IOException {
    if (values.isPresent()) {
      writeFloats(json, field, values.get());
    } else {
      json.writeNullField(field);
    }
  }

  /** JSON has no NaN nor infinity: they are written as null. */
  private static void writeFloats(JsonGenerator json, String field, float[] values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (float value : values) {
      if (Float.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }

  private static List<String> flags(SurfaceBrightnessProfile profile) {
    return profile.flags().stream()
        .sorted()
        .map(Flag::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<Float> list(Optional<float[]> values) {
    return values.map(ProfileRecords::list).orElse(null);
  }

  private static List<Float> list(float[] values) {
    return new AbstractList<>() {
      @Override
      public Float get(int index) {
        return values[index];
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }

  /** Turns profiles into records on their way to a sink of such. */
  private static final class RecordSink implements FileIO.Sink<SurfaceBrightnessProfile> {
    private final FileIO.Sink<GenericRecord> sink;

    RecordSink(FileIO.Sink<GenericRecord> sink) {
      this.sink = sink;
    }

    @Override
    public void open(WritableByteChannel channel) throws IOException {
      sink.open(channel);
    }

    @Override
    public void write(SurfaceBrightnessProfile profile) throws IOException {
      sink.write(record(profile));
    }

    @Override
    public void flush() throws IOException {
      sink.flush();
    }
  }

  private ProfileRecords() {}
}
