// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.transforms.TestProfiles.AWKWARD;
import static org.pix2prof.transforms.TestProfiles.PLAIN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.GalaxyStructureCoder;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

class WriteStructureTest {
  private static final GalaxyStructure ONE = GalaxyStructure.of(PLAIN);
  private static final GalaxyStructure OTHER = GalaxyStructure.of(AWKWARD);

  @TempDir Path directory;

  private String prefix() {
    return directory.resolve("p_structure").toString();
  }

  private void write(WriteStructure write) {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(Create.of(ONE, OTHER).withCoder(GalaxyStructureCoder.of())).apply(write);
    pipeline.run().waitUntilFinish();
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void csvHasARowForEach() throws IOException {
    write(WriteStructure.create().to(prefix()).withNumShards(1));
    List<String> lines = Files.readAllLines(directory.resolve("p_structure-00000-of-00001.csv"));
    String header = lines.get(0);
    assertTrue(header.startsWith("object_id,band,source,hdu,model,r_23_5,r_23_5_err,"), header);
    assertTrue(
        header.contains(
            ",disc_h,disc_h_err,disc_r_in,disc_r_out,flags,profile_flags,ellipticity_25,"),
        header);
    assertTrue(header.endsWith(",sersic_r_in,sersic_r_out,sersic_rms,ra_deg,dec_deg"), header);
    assertEquals(5 + 2 * 38 - 5 + 2 + 2, header.split(",").length);
    String row = lines.stream().filter(l -> l.startsWith("NGC1,r,")).findFirst().orElseThrow();
    String r25 = row.split(",", -1)[7];
    double value = ONE.get(StructureQuantity.R_25).value().orElseThrow();
    assertEquals(Float.toString((float) value), r25);
    assertTrue(row.contains("mag_25:no_ellipticity mag_26:no_ellipticity"), row);
    assertTrue(row.contains(",pixel_scale_assumed padded,"), row);
  }

  @Test
  void recordsHaveNullForAbsentValues() throws IOException {
    write(WriteStructure.create().to(prefix()).withFormat(Format.JSON).withNumShards(1));
    Map<String, JsonNode> objects = new TreeMap<>();
    for (String line : Files.readAllLines(directory.resolve("p_structure-00000-of-00001.json"))) {
      JsonNode object = new ObjectMapper().readTree(line);
      objects.put(object.get("object_id").asText(), object);
    }
    JsonNode plain = objects.get("NGC1");
    assertEquals(1, plain.get("hdu").asInt());
    assertTrue(plain.get("mag_total").isNull());
    assertTrue(plain.get("r_25_err").floatValue() > 0);
    assertTrue(flags(plain).contains("mag_total:no_ellipticity"), plain.toString());
    assertTrue(objects.get("a \"b\", c").get("band").isNull());
  }

  private static Set<String> flags(JsonNode object) {
    Set<String> flags = new TreeSet<>();
    for (Iterator<JsonNode> all = object.get("flags").elements(); all.hasNext(); ) {
      flags.add(all.next().asText());
    }
    return flags;
  }

  @Test
  void avroHasUnitsAndDescriptions() throws IOException {
    write(WriteStructure.create().to(prefix()).withFormat(Format.AVRO).withNumShards(1));
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(
            directory.resolve("p_structure-00000-of-00001.avro").toFile(),
            new GenericDatumReader<>())) {
      Schema schema = reader.getSchema();
      assertEquals("GalaxyStructure", schema.getName());
      assertEquals("arcsec", schema.getField("r_50").getProp("unit"));
      assertEquals("mag/arcsec**2", schema.getField("disc_mu_0_err").getProp("unit"));
      assertNull(schema.getField("c_28").getProp("unit"));
      assertTrue(schema.getField("c_28").doc().contains("5 log10(r_80 / r_20)"));
      int count = 0;
      for (GenericRecord record : reader) {
        count++;
        assertEquals(GalaxyStructure.of(PLAIN).model(), record.get("model").toString());
      }
      assertEquals(2, count);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void anyFormatGoesToItsFiles(Format format) throws IOException {
    write(WriteStructure.create().to(prefix()).withFormat(format).withNumShards(1));
    assertEquals(Set.of("p_structure-00000-of-00001" + format.suffix()), files());
  }

  @Test
  void writesFilesPerWindow() throws IOException {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(ONE, OTHER).withCoder(GalaxyStructureCoder.of()))
        .apply(Window.into(FixedWindows.of(Duration.standardDays(1))))
        .apply(WriteStructure.create().to(prefix()));
    pipeline.run().waitUntilFinish();
    Set<String> files = files();
    files.removeIf(name -> name.startsWith("."));
    assertEquals(1, files.size(), files.toString());
    assertTrue(files.iterator().next().matches("p_structure-.*Z-.*Z-00000-of-00001\\.csv"));
  }

  @Test
  void refusesInvalidSettings() {
    assertThrows(IllegalArgumentException.class, () -> WriteStructure.create().to("out/"));
    assertEquals(
        "number of shards must be 0 or more, not -1",
        assertThrows(
                IllegalArgumentException.class, () -> WriteStructure.create().withNumShards(-1))
            .getMessage());
    assertEquals(
        "WriteStructure needs to(prefix) to be set",
        assertThrows(IllegalArgumentException.class, () -> write(WriteStructure.create()))
            .getMessage());
  }

  @Test
  void displaysItsSettings() {
    Map<String, Object> items =
        DisplayData.from(WriteStructure.create().to("o/p").withFormat(Format.AVRO).withNumShards(3))
            .items()
            .stream()
            .collect(Collectors.toMap(DisplayData.Item::getKey, DisplayData.Item::getValue));
    assertEquals(Map.of("prefix", "o/p", "format", "AVRO", "numShards", 3L), items);
  }

  /** The shard depends on the image only, not on the measurement. */
  @Test
  void rederivedStructuresGoToTheSameShard() throws IOException {
    List<GalaxyStructure> first = structures(PLAIN.mu());
    List<GalaxyStructure> again = structures(new float[] {20, 21, 22});
    Map<String, Integer> shards = shards(first, "first");
    assertEquals(shards, shards(again, "again"));
    assertTrue(Set.copyOf(shards.values()).size() > 1, shards.toString());
  }

  private static List<GalaxyStructure> structures(float[] mu) {
    return IntStream.range(0, 9)
        .mapToObj(
            i ->
                GalaxyStructure.of(
                    SurfaceBrightnessProfile.builder()
                        .setProvenance(Provenance.of("g" + i, Optional.empty(), i + ".fits", 0))
                        .setModel(PLAIN.model())
                        .setRadiusArcsec(PLAIN.radiusArcsec())
                        .setMu(mu)
                        .setFlags(Set.of())
                        .build()))
        .toList();
  }

  private Map<String, Integer> shards(List<GalaxyStructure> structures, String name)
      throws IOException {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(structures).withCoder(GalaxyStructureCoder.of()))
        .apply(Window.into(FixedWindows.of(Duration.standardDays(1))))
        .apply(WriteStructure.create().to(directory.resolve(name).toString()).withNumShards(3));
    pipeline.run().waitUntilFinish();
    Map<String, Integer> shards = new TreeMap<>();
    for (String file : files()) {
      Matcher shard = Pattern.compile(name + "-.*-(\\d{5})-of-00003\\.csv").matcher(file);
      if (shard.matches()) {
        Files.readAllLines(directory.resolve(file)).stream()
            .skip(1)
            .forEach(row -> shards.put(row.split(",")[0], Integer.valueOf(shard.group(1))));
      }
    }
    assertEquals(9, shards.size());
    return shards;
  }
}
