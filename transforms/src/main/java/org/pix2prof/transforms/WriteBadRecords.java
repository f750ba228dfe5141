// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.tables.TableSinks;
import org.pix2prof.transforms.WriteProfiles.Format;

/**
 * Writes bad records as JSON lines, in one file {@code PREFIX-00000-of-00001.json}; the sink of an
 * error handler.
 *
 * <pre>{@code
 * try (var bad = pipeline.registerBadRecordErrorHandler(WriteBadRecords.to("out/bad"))) {
 *   ...withBadRecordErrorHandler(bad)
 * }
 * }</pre>
 *
 * <p>Each line has {@code source} (URI of the file), {@code hdu} (-1 for the whole file), {@code
 * reason} (a short code) and {@code message} (text). A record of another transform has null source
 * and hdu, and itself as {@code record}.
 *
 * <p>A run replaces earlier output, as {@link WriteProfiles} does; a stream has files for each
 * window and pane. Without bad records there is no file.
 */
@AutoValue
public abstract class WriteBadRecords
    extends PTransform<PCollection<BadRecord>, PCollection<String>> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  abstract String prefix();

  /** True if the prefix is the name of the one file. */
  abstract boolean single();

  /**
   * Writes to files of a prefix.
   *
   * @param prefix directory and beginning of the file name, on any Beam file system
   * @return the transform, which outputs the file names
   * @throws IllegalArgumentException if the prefix is a directory or a pattern
   */
  public static WriteBadRecords to(String prefix) {
    return new AutoValue_WriteBadRecords(OutputFiles.checkPrefix(prefix), false);
  }

  /**
   * Writes one file of exactly this name. A stream needs a prefix instead.
   *
   * @param file name such as {@code out/bad.json}, on any Beam file system
   * @return the transform, which outputs the file name
   * @throws IllegalArgumentException if the name does not end in {@code .json} or {@code .jsonl},
   *     or is a pattern
   */
  public static WriteBadRecords toFile(String file) {
    OutputFiles.checkPrefix(file);
    if (Format.ofFile(file).orElse(null) != Format.JSON) {
      throw new IllegalArgumentException(
          "bad records are JSON lines: the name of their file must end in .json, not be '"
              + file
              + "'");
    }
    return new AutoValue_WriteBadRecords(file, true);
  }

  /**
   * Converts bad records to the lines of the files without writing files.
   *
   * @return a sink that outputs the lines
   */
  public static PTransform<PCollection<BadRecord>, PCollection<String>> lines() {
    return new Lines();
  }

  @Override
  public PCollection<String> expand(PCollection<BadRecord> input) {
    return input.apply(
        "Write",
        WriteShards.<BadRecord>builder()
            .setFiles(single() ? OutputFiles.ofFile(prefix()) : OutputFiles.of(prefix(), ".json"))
            .setNumShards(1)
            .setFileIfEmpty(false)
            .setSink(TableSinks.jsonLines(WriteBadRecords::write))
            .setIdentity(bad -> String.valueOf(bad.getRecord().getHumanReadableJsonRecord()))
            .build());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.add(DisplayData.item("prefix", prefix()).withLabel("Output prefix"));
  }

  private static final class Lines extends PTransform<PCollection<BadRecord>, PCollection<String>> {
    @Override
    public PCollection<String> expand(PCollection<BadRecord> input) {
      return input.apply(
          "Line", MapElements.into(TypeDescriptors.strings()).via(WriteBadRecords::line));
    }
  }

  private static String line(BadRecord bad) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      write(json, bad);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, BadRecord bad) throws IOException {
    String record = bad.getRecord().getHumanReadableJsonRecord();
    JsonNode image = imageReference(record);
    if (image != null) {
      json.writeStringField("source", image.get("source").textValue());
      json.writeNumberField("hdu", image.get("hdu").intValue());
    } else {
      json.writeNullField("source");
      json.writeNullField("hdu");
      json.writeStringField("record", record);
    }
    json.writeStringField("reason", bad.getFailure().getDescription());
    json.writeStringField("message", message(bad.getFailure().getException()));
  }

  private static @Nullable JsonNode imageReference(@Nullable String record) {
    try {
      JsonNode node = record == null ? null : MAPPER.readTree(record);
      return node != null && node.path("source").isTextual() && node.path("hdu").isInt()
          ? node
          : null;
    } catch (JsonProcessingException e) {
      return null; // A record of another transform may not be JSON.
    }
  }

  private static @Nullable String message(@Nullable String exception) {
    String type = BadImageException.class.getName() + ": ";
    return exception != null && exception.startsWith(type)
        ? exception.substring(type.length())
        : exception;
  }
}
