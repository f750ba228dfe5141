// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.apache.beam.sdk.values.TypeDescriptors.strings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.transforms.TestProfiles.ALL;
import static org.pix2prof.transforms.TestProfiles.AWKWARD;
import static org.pix2prof.transforms.TestProfiles.ELLIPSES;
import static org.pix2prof.transforms.TestProfiles.PLAIN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

class WriteProfilesTest {
  private static final String HEADER =
      "object_id,band,radius_arcsec,mu,mu_err,source,hdu,model,ellipticity,pa_deg,"
          + "pa_sky_deg,intensity,intensity_err,mu_limit,masked_fraction,flags";
  private static final List<String> CENTRE = List.of("centre_x", "centre_y", "ra_deg", "dec_deg");

  @TempDir Path directory;

  private String prefix() {
    return directory.resolve("profiles").toString();
  }

  private void write(List<SurfaceBrightnessProfile> profiles, WriteProfiles write) {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(Create.of(profiles).withCoder(SurfaceBrightnessProfileCoder.of())).apply(write);
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
  void csvIsExactlyAsContracted() throws IOException {
    write(List.of(ELLIPSES), WriteProfiles.create().to(prefix()).withNumShards(1));
    assertEquals(Set.of("profiles-00000-of-00001.csv"), files());
    assertEquals(
        """
        object_id,band,radius_arcsec,mu,mu_err,source,hdu,model,ellipticity,pa_deg,pa_sky_deg,intensity,intensity_err,mu_limit,masked_fraction,flags
        NGC2,g,1.0,20.0,0.01,gs://b/NGC2.fits,0,fake-1.0@0123456789ab,0.0,0.0,90.0,,,,,
        NGC2,g,2.0,20.0,0.02,gs://b/NGC2.fits,0,fake-1.0@0123456789ab,0.4,179.5,89.5,,,,,
        """,
        Files.readString(directory.resolve("profiles-00000-of-00001.csv")));
  }

  @Test
  void directRunnerSortsProfiles() throws IOException {
    write(List.of(ELLIPSES, PLAIN), WriteProfiles.create().to(prefix()).withNumShards(1));
    List<String> rows = Files.readAllLines(directory.resolve("profiles-00000-of-00001.csv"));
    assertEquals(
        List.of("NGC1", "NGC2"),
        rows.stream().skip(1).map(row -> row.substring(0, row.indexOf(','))).distinct().toList());
  }

  @Test
  void csvWritesShortestFloatsAndEmptyEllipses() throws IOException {
    write(List.of(PLAIN), WriteProfiles.create().to(prefix()).withNumShards(1));
    assertEquals(
        HEADER
            + """

            NGC1,r,0.396,18.1,0.01,gs://b/NGC1.fits,1,fake-1.0@0123456789ab,,,,,,,,pixel_scale_assumed padded
            NGC1,r,1.00001,20.123457,1.0E-10,gs://b/NGC1.fits,1,fake-1.0@0123456789ab,,,,,,,,pixel_scale_assumed padded
            NGC1,r,33.333332,26.5,0.3,gs://b/NGC1.fits,1,fake-1.0@0123456789ab,,,,,,,,pixel_scale_assumed padded
            """,
        Files.readString(directory.resolve("profiles-00000-of-00001.csv")));
  }

  @Test
  void csvQuotesTextAndOmitsAbsentValues() throws IOException {
    write(List.of(AWKWARD), WriteProfiles.create().to(prefix()).withNumShards(1));
    String id = "\"a \"\"b\"\", c\",,";
    String rest = ",,\"/data/x,\ny \u00e9.fits\",0,fake-1.0@0123456789ab,,,,,,,,\n";
    assertEquals(
        HEADER + "\n" + id + "0.0,17.0" + rest + id + "0.1,0.33333334" + rest,
        Files.readString(directory.resolve("profiles-00000-of-00001.csv")));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyFormatHasTheSameNumbers(Format format) throws IOException {
    write(ALL, WriteProfiles.create().to(prefix()).withFormat(format).withNumShards(1));
    String name = "profiles-00000-of-00001" + format.suffix();
    assertEquals(Set.of(name), files());
    boolean samples = format == Format.CSV || format == Format.ECSV;
    List<String> expected = ALL.stream().map(p -> text(p, samples)).sorted().toList();
    File file = directory.resolve(name).toFile();
    switch (format) {
      case CSV -> assertEquals(expected, csv(Files.readString(file.toPath())));
      case ECSV -> assertEquals(expected, csv(withoutComments(file)));
      case FITS -> assertEquals(expected, fits(file));
      case VOTABLE -> assertEquals(ALL.size(), rows(file));
      case JSON -> assertEquals(expected, json(file));
      case AVRO -> assertEquals(expected, avro(file));
      case PARQUET -> assertParquet(expected, file);
    }
  }

  /** A profile as one line, in the form of the readers below. */
  private static String text(SurfaceBrightnessProfile p, boolean csv) {
    return text(
        p.provenance().objectId(),
        p.provenance().band().orElse(null),
        floats(p.radiusArcsec()),
        floats(p.mu()),
        p.muErr().map(WriteProfilesTest::floats).orElse(null),
        p.provenance().source(),
        p.provenance().hdu(),
        p.model(),
        p.ellipticity().map(WriteProfilesTest::floats).orElse(null),
        p.paDeg().map(WriteProfilesTest::floats).orElse(null),
        csv ? null : p.magnitudeWithin().map(WriteProfilesTest::floats).orElse(null),
        p.flags().stream().sorted().map(f -> f.name().toLowerCase(Locale.ROOT)).toList(),
        csv ? null : centre(p));
  }

  /** The form of the fields of records. */
  private static List<Double> centre(SurfaceBrightnessProfile p) {
    return Arrays.asList(
        p.centre().map(PixelPoint::x).orElse(null),
        p.centre().map(PixelPoint::y).orElse(null),
        p.skyPosition().map(SkyPoint::raDeg).orElse(null),
        p.skyPosition().map(SkyPoint::decDeg).orElse(null));
  }

  private static String text(
      String id,
      String band,
      List<Float> radius,
      List<Float> mu,
      List<Float> muErr,
      String source,
      int hdu,
      String model,
      List<Float> ellipticity,
      List<Float> paDeg,
      List<Float> magWithin,
      List<String> flags,
      List<Double> centre) {
    return String.join(
        "|",
        id,
        band,
        radius + "",
        mu + "",
        muErr + "",
        source,
        hdu + "",
        model,
        ellipticity + "",
        paDeg + "",
        magWithin + "",
        flags + "",
        centre + "");
  }

  private static List<Float> floats(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  private static String withoutComments(File ecsv) throws IOException {
    return Files.readString(ecsv.toPath()).replaceAll("(?m)^# .*\\n", "");
  }

  private static List<String> csv(String text) {
    List<List<String>> rows = CsvRows.read(text);
    assertEquals(HEADER, String.join(",", rows.get(0)));
    List<String> profiles = new ArrayList<>();
    int row = 1;
    while (row < rows.size()) {
      List<String> first = rows.get(row);
      int from = row;
      while (row < rows.size() && rows.get(row).get(0).equals(first.get(0))) {
        row++;
      }
      List<List<String>> samples = rows.subList(from, row);
      profiles.add(
          text(
              first.get(0),
              first.get(1).isEmpty() ? null : first.get(1),
              column(samples, 2),
              column(samples, 3),
              column(samples, 4),
              first.get(5),
              Integer.parseInt(first.get(6)),
              first.get(7),
              column(samples, 8),
              column(samples, 9),
              null,
              first.get(15).isEmpty() ? List.of() : List.of(first.get(15).split(" ")),
              null));
    }
    return profiles.stream().sorted().toList();
  }

  /** Null where it is empty. */
  private static List<Float> column(List<List<String>> samples, int index) {
    if (samples.stream().allMatch(row -> row.get(index).isEmpty())) {
      return null;
    }
    return samples.stream().map(row -> Float.valueOf(row.get(index))).toList();
  }

  private static List<String> json(File file) throws IOException {
    List<String> profiles = new ArrayList<>();
    for (String line : Files.readAllLines(file.toPath())) {
      JsonNode json = new ObjectMapper().readTree(line);
      List<String> flags = new ArrayList<>();
      json.get("flags").forEach(flag -> flags.add(flag.textValue()));
      profiles.add(
          text(
              json.get("object_id").textValue(),
              json.get("band").textValue(),
              floats(json.get("radius_arcsec")),
              floats(json.get("mu")),
              floats(json.get("mu_err")),
              json.get("source").textValue(),
              json.get("hdu").intValue(),
              json.get("model").textValue(),
              floats(json.get("ellipticity")),
              floats(json.get("pa_deg")),
              floats(json.get("mag_within")),
              flags,
              CENTRE.stream()
                  .map(field -> json.get(field).isNull() ? null : json.get(field).doubleValue())
                  .collect(Collectors.toList())));
    }
    return profiles.stream().sorted().toList();
  }

  private static List<Float> floats(JsonNode array) {
    if (array.isNull()) {
      return null;
    }
    List<Float> values = new ArrayList<>();
    array.forEach(value -> values.add(value.floatValue()));
    return values;
  }

  private static List<String> fits(File file) throws IOException {
    List<String> profiles = new ArrayList<>();
    try (Fits fits = new Fits(file)) {
      BinaryTable table = ((BinaryTableHDU) fits.getHDU(1)).getData();
      for (int row = 0; row < table.getNRows(); row++) {
        Object[] c = IntStream.range(0, 21).mapToObj(cells(table, row)).toArray();
        profiles.add(
            text(
                (String) c[0],
                c[1].equals("") ? null : (String) c[1],
                floats((float[]) c[2]),
                floats((float[]) c[3]),
                floatsOrNull(c[4]),
                URLDecoder.decode((String) c[5], StandardCharsets.UTF_8),
                (Integer) c[6],
                (String) c[7],
                floatsOrNull(c[8]),
                floatsOrNull(c[9]),
                floatsOrNull(c[15]),
                c[16].equals("") ? List.of() : List.of(((String) c[16]).split(" ", -1)),
                IntStream.range(17, 21)
                    .mapToObj(i -> ((Double) c[i]).isNaN() ? null : (Double) c[i])
                    .collect(Collectors.toList())));
      }
    } catch (FitsException e) {
      throw new IOException(e);
    }
    return profiles.stream().sorted().toList();
  }

  private static IntFunction<Object> cells(BinaryTable table, int row) {
    return column -> {
      try {
        return table.get(row, column);
      } catch (FitsException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static List<Float> floatsOrNull(Object array) {
    return ((float[]) array).length == 0 ? null : floats((float[]) array);
  }

  private static List<String> avro(File file) throws IOException {
    List<String> profiles = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file, new GenericDatumReader<>())) {
      reader.forEach(record -> profiles.add(text(record)));
    }
    return profiles.stream().sorted().toList();
  }

  private static void assertParquet(List<String> expected, File file) {
    Pipeline pipeline = Pipeline.create();
    PCollection<String> profiles =
        pipeline.apply(
            ParquetIO.parseGenericRecords(WriteProfilesTest::text)
                .withCoder(StringUtf8Coder.of())
                .from(file.toString()));
    PAssert.that(profiles).containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  private static String text(GenericRecord record) {
    return text(
        record.get("object_id").toString(),
        record.get("band") == null ? null : record.get("band").toString(),
        floats(record.get("radius_arcsec")),
        floats(record.get("mu")),
        floats(record.get("mu_err")),
        record.get("source").toString(),
        (Integer) record.get("hdu"),
        record.get("model").toString(),
        floats(record.get("ellipticity")),
        floats(record.get("pa_deg")),
        floats(record.get("mag_within")),
        ((List<?>) record.get("flags")).stream().map(Object::toString).toList(),
        CENTRE.stream().map(field -> (Double) record.get(field)).collect(Collectors.toList()));
  }

  private static List<Float> floats(Object list) {
    return list == null ? null : ((List<?>) list).stream().map(Float.class::cast).toList();
  }

  private static Object cell(String column, SurfaceBrightnessProfile profile) {
    return ProfileRecords.TABLE.select(column).columns().get(0).cell(profile);
  }

  @Test
  void recordsHaveTheMagnitudeWithinEachIsophote() {
    float[] within = (float[]) cell("mag_within", ELLIPSES);
    double[] areas = {Math.PI, Math.PI * 4 * 0.6};
    for (int i = 0; i < areas.length; i++) {
      assertEquals(20 - 2.5 * Math.log10(areas[i]), within[i], 4e-6);
    }
    assertNull(cell("mag_within", PLAIN));
  }

  @Test
  void recordsHaveTheCentreInPixelsAndOnTheSky() {
    assertEquals(63.125, cell("centre_x", ELLIPSES));
    assertEquals(-0.25, cell("centre_y", ELLIPSES));
    assertEquals(150.125, (Double) cell("ra_deg", ELLIPSES), 1e-9);
    assertEquals(1.99, (Double) cell("dec_deg", ELLIPSES), 1e-9);
    assertNull(cell("ra_deg", AWKWARD));
    assertNull(cell("centre_x", PLAIN));
  }

  @Test
  void jsonHasNullForNaN() throws IOException {
    SurfaceBrightnessProfile nan =
        SurfaceBrightnessProfile.builder()
            .setProvenance(PLAIN.provenance())
            .setModel(PLAIN.model())
            .setRadiusArcsec(new float[] {1})
            .setMu(new float[] {Float.NaN})
            .setMuErr(Optional.empty())
            .setFlags(Set.of())
            .build();
    write(
        List.of(nan), WriteProfiles.create().to(prefix()).withFormat(Format.JSON).withNumShards(1));
    JsonNode json =
        new ObjectMapper().readTree(directory.resolve("profiles-00000-of-00001.json").toFile());
    assertTrue(json.get("mu").get(0).isNull());
  }

  @Test
  void writesTheRequestedNumberOfFiles() throws IOException {
    write(many(10), WriteProfiles.create().to(prefix()).withNumShards(3));
    assertEquals(
        Set.of(
            "profiles-00000-of-00003.csv",
            "profiles-00001-of-00003.csv",
            "profiles-00002-of-00003.csv"),
        files());
    int rows = 0;
    for (String file : files()) {
      List<String> lines = Files.readAllLines(directory.resolve(file));
      assertEquals(HEADER, lines.get(0));
      rows += lines.size() - 1;
    }
    assertEquals(10 * PLAIN.mu().length, rows);
  }

  private static List<SurfaceBrightnessProfile> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                SurfaceBrightnessProfile.builder()
                    .setProvenance(Provenance.of("g" + i, Optional.empty(), i + ".fits", 0))
                    .setModel(PLAIN.model())
                    .setRadiusArcsec(PLAIN.radiusArcsec())
                    .setMu(PLAIN.mu())
                    .setMuErr(PLAIN.muErr())
                    .setFlags(PLAIN.flags())
                    .build())
        .toList();
  }

  /** Counts the rows of a VOTable; ReadProfilesTest compares their numbers. */
  private static int rows(File file) throws IOException {
    return Files.readString(file.toPath()).split("<TR>", -1).length - 1;
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void noProfilesGiveOneFileWithoutRecords(Format format) throws IOException {
    write(List.of(), WriteProfiles.create().to(prefix()).withFormat(format));
    String name = "profiles-00000-of-00001" + format.suffix();
    assertEquals(Set.of(name), files());
    File file = directory.resolve(name).toFile();
    switch (format) {
      case CSV -> assertEquals(HEADER + "\n", Files.readString(file.toPath()));
      case ECSV -> assertEquals(HEADER + "\n", withoutComments(file));
      case FITS -> assertEquals(List.of(), fits(file));
      case VOTABLE -> assertEquals(0, rows(file));
      case JSON -> assertEquals("", Files.readString(file.toPath()));
      case AVRO -> assertEquals(List.of(), avro(file));
      case PARQUET -> assertParquet(List.of(), file);
    }
  }

  @Test
  void aReRunDeletesAllOldFiles() throws IOException {
    write(many(10), WriteProfiles.create().to(prefix()).withNumShards(4));
    write(List.of(PLAIN), WriteProfiles.create().to(prefix()).withNumShards(2));
    assertEquals(Set.of("profiles-00000-of-00001.csv"), files());
    String all = Files.readString(directory.resolve("profiles-00000-of-00001.csv"));
    assertTrue(all.contains("NGC1") && !all.contains("g0"), all);
  }

  @Test
  void aLocalRunWritesOneFileUnlessAsked() throws IOException {
    write(many(40), WriteProfiles.create().to(prefix()));
    assertEquals(Set.of("profiles-00000-of-00001.csv"), files());
  }

  @Test
  void aShardWithoutProfilesIsNotWritten() throws IOException {
    write(many(3), WriteProfiles.create().to(prefix()).withNumShards(20));
    int count = files().size();
    assertTrue(count > 0 && count <= 3, files().toString());
    int rows = 0;
    for (int shard = 0; shard < count; shard++) {
      Path file = directory.resolve(String.format("profiles-%05d-of-%05d.csv", shard, count));
      List<String> lines = Files.readAllLines(file);
      assertTrue(lines.size() > 1, file + ": " + lines);
      rows += lines.size() - 1;
    }
    assertEquals(3 * PLAIN.mu().length, rows);
  }

  @ParameterizedTest
  @CsvSource({"p.csv,CSV", "p.ECSV,ECSV", "p.fits,FITS", "p.parquet,PARQUET", "a.b.avro,AVRO"})
  void writesOneFileOfExactlyTheGivenName(String name, Format format) throws IOException {
    Path file = directory.resolve(name);
    write(List.of(), WriteProfiles.create().toFile(file.toString()));
    write(List.of(PLAIN), WriteProfiles.create().toFile(file.toString()));
    assertEquals(Set.of(name), files());
    Pipeline pipeline = Pipeline.create();
    PAssert.that(
            pipeline
                .apply(ReadProfiles.create().from(file.toString()))
                .apply(MapElements.into(strings()).via(p -> p.provenance().objectId())))
        .containsInAnyOrder("NGC1");
    pipeline.run().waitUntilFinish();
    assertEquals(Optional.of(format), Format.ofFile(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.json", "p.jsonl"})
  void jsonHasTwoExtensions(String name) throws IOException {
    write(List.of(PLAIN), WriteProfiles.create().toFile(directory.resolve(name).toString()));
    assertEquals(Set.of(name), files());
    assertTrue(Files.readString(directory.resolve(name)).startsWith("{\"object_id\":\"NGC1\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"profiles", "profiles.txt", "out.csv/profiles", ".csv", "p.csv.gz"})
  void findsNoFormatForOtherNames(String name) {
    assertEquals(Optional.empty(), Format.ofFile(name));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> WriteProfiles.create().toFile("out/" + name));
    assertTrue(e.getMessage().contains("expected .csv, .parquet"), e.getMessage());
  }

  @Test
  void oneFileHasOneFormatAndNoShards() {
    PCollection<SurfaceBrightnessProfile> profiles =
        Pipeline.create().apply(Create.of(ALL).withCoder(SurfaceBrightnessProfileCoder.of()));
    WriteProfiles file = WriteProfiles.create().toFile("out/p.csv");
    for (WriteProfiles wrong : List.of(file.withFormat(Format.FITS), file.withNumShards(2))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> profiles.apply(wrong));
      assertTrue(e.getMessage().startsWith("out/p.csv "), e.getMessage());
    }
  }

  @Test
  void windowsCannotGoToOneFile() {
    PCollection<SurfaceBrightnessProfile> windowed =
        Pipeline.create()
            .apply(Create.of(ALL).withCoder(SurfaceBrightnessProfileCoder.of()))
            .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> windowed.apply(WriteProfiles.create().toFile("out/p.csv")));
    assertTrue(e.getMessage().contains("p.csv is one file, but windows"), e.getMessage());
  }

  @Test
  void aReRunOverwritesFilesOfTheSameName() throws IOException {
    write(many(1), WriteProfiles.create().to(prefix()).withNumShards(1));
    write(List.of(PLAIN), WriteProfiles.create().to(prefix()).withNumShards(1));
    String text = Files.readString(directory.resolve("profiles-00000-of-00001.csv"));
    assertTrue(text.contains("NGC1") && !text.contains("g0"), text);
  }

  @Test
  void anotherFormatIsAnotherOutput() throws IOException {
    write(ALL, WriteProfiles.create().to(prefix()).withNumShards(1));
    write(ALL, WriteProfiles.create().to(prefix()).withNumShards(1).withFormat(Format.JSON));
    assertEquals(Set.of("profiles-00000-of-00001.csv", "profiles-00000-of-00001.json"), files());
  }

  @Test
  void failedRunKeepsTheOldOutput() throws IOException {
    write(ALL, WriteProfiles.create().to(prefix()).withNumShards(1));
    String before = Files.readString(directory.resolve("profiles-00000-of-00001.csv"));
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(many(10)).withCoder(SurfaceBrightnessProfileCoder.of()))
        .apply(MapElements.via(new FailOn("g7")))
        .apply(WriteProfiles.create().to(prefix()).withNumShards(2));
    assertThrows(Pipeline.PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
    assertEquals(before, Files.readString(directory.resolve("profiles-00000-of-00001.csv")));
    assertEquals(
        Set.of("profiles-00000-of-00001.csv"),
        files().stream().filter(f -> !f.startsWith(".")).collect(Collectors.toSet()));
  }

  private static final class FailOn
      extends SimpleFunction<SurfaceBrightnessProfile, SurfaceBrightnessProfile> {
    private final String objectId;

    FailOn(String objectId) {
      this.objectId = objectId;
    }

    @Override
    public SurfaceBrightnessProfile apply(SurfaceBrightnessProfile profile) {
      if (profile.provenance().objectId().equals(objectId)) {
        throw new IllegalStateException("no more");
      }
      return profile;
    }
  }

  @Test
  void returnsTheFileNames() {
    Pipeline pipeline = Pipeline.create();
    PCollection<String> names =
        pipeline
            .apply(Create.of(many(10)).withCoder(SurfaceBrightnessProfileCoder.of()))
            .apply(WriteProfiles.create().to(prefix()).withNumShards(2))
            .getFilenames();
    PAssert.that(names)
        .containsInAnyOrder(prefix() + "-00000-of-00002.csv", prefix() + "-00001-of-00002.csv");
    pipeline.run().waitUntilFinish();
  }

  private void writeWindows(List<SurfaceBrightnessProfile> profiles) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(
            TestStream.create(SurfaceBrightnessProfileCoder.of())
                .addElements(
                    TimestampedValue.of(profiles.get(0), start),
                    TimestampedValue.of(profiles.get(1), start.plus(Duration.standardMinutes(1))))
                .advanceWatermarkTo(start.plus(Duration.standardMinutes(12)))
                .addElements(
                    TimestampedValue.of(profiles.get(2), start.plus(Duration.standardMinutes(15))))
                .advanceWatermarkToInfinity())
        .apply(Window.into(FixedWindows.of(Duration.standardMinutes(10))))
        .apply(WriteProfiles.create().to(prefix()));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void windowedProfilesGoToFilesOfTheirWindow() throws IOException {
    String first = "profiles-20260101T000000.000Z-20260101T001000.000Z-00000-of-00001.csv";
    String second = "profiles-20260101T001000.000Z-20260101T002000.000Z-00000-of-00001.csv";
    writeWindows(List.of(AWKWARD, PLAIN, PLAIN));
    writeWindows(many(3));
    assertEquals(
        Set.of(first, second),
        files().stream().filter(f -> !f.startsWith(".")).collect(Collectors.toSet()));
    Set<String> ids =
        CsvRows.read(Files.readString(directory.resolve(first))).stream()
            .skip(1)
            .map(row -> row.get(0))
            .collect(Collectors.toSet());
    assertEquals(Set.of("g0", "g1"), ids);
    assertEquals(1 + 3, Files.readAllLines(directory.resolve(second)).size());

    // A bounded run with the same prefix is a new output, so no window file may remain.
    write(List.of(PLAIN), WriteProfiles.create().to(prefix()).withNumShards(1));
    assertEquals(
        Set.of("profiles-00000-of-00001.csv"),
        files().stream().filter(f -> !f.startsWith(".")).collect(Collectors.toSet()));
  }

  @Test
  void lateProfilesGoToFilesOfTheirPane() throws IOException {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(
            TestStream.create(SurfaceBrightnessProfileCoder.of())
                .addElements(TimestampedValue.of(PLAIN, start))
                .advanceWatermarkTo(start.plus(Duration.standardMinutes(12)))
                .addElements(TimestampedValue.of(AWKWARD, start.plus(Duration.standardMinutes(1))))
                .advanceWatermarkToInfinity())
        .apply(
            Window.<SurfaceBrightnessProfile>into(FixedWindows.of(Duration.standardMinutes(10)))
                .withAllowedLateness(Duration.standardDays(1))
                .discardingFiredPanes())
        .apply(WriteProfiles.create().to(prefix()));
    pipeline.run().waitUntilFinish();
    String window = "profiles-20260101T000000.000Z-20260101T001000.000Z-";
    String onTime = window + "0-00000-of-00001.csv";
    String late = window + "1-00000-of-00001.csv";
    assertEquals(
        Set.of(onTime, late),
        files().stream().filter(f -> !f.startsWith(".")).collect(Collectors.toSet()));
    assertTrue(Files.readString(directory.resolve(onTime)).contains("NGC1"));
    assertTrue(Files.readString(directory.resolve(late)).contains("c\",,"));
  }

  @Test
  void boundedProfilesMayHaveWindowsToo() throws IOException {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(
            Create.timestamped(
                    IntStream.range(0, 30)
                        .mapToObj(
                            i ->
                                TimestampedValue.of(
                                    many(30).get(i), start.plus(Duration.standardMinutes(i))))
                        .toList())
                .withCoder(SurfaceBrightnessProfileCoder.of()))
        .apply(Window.into(FixedWindows.of(Duration.standardMinutes(10))))
        .apply(WriteProfiles.create().to(prefix()).withNumShards(2));
    pipeline.run().waitUntilFinish();
    Set<String> ids = new TreeSet<>();
    for (String file : files()) {
      if (!file.startsWith(".")) {
        assertTrue(file.matches("profiles-\\S+Z-0000[01]-of-00002\\.csv"), file);
        List<String> lines = Files.readAllLines(directory.resolve(file));
        assertEquals(HEADER, lines.get(0));
        lines.stream().skip(1).forEach(line -> ids.add(line.split(",")[0]));
      }
    }
    assertEquals(30, ids.size());
  }

  /** Recomputes profiles in another order, as after the loss of a worker. */
  @ParameterizedTest
  @ValueSource(ints = {3, 31})
  void recomputedProfilesGoToTheSameFile(int shards) throws IOException {
    Map<String, String> before = filesOfObjects(many(200), shards);
    List<SurfaceBrightnessProfile> again = new ArrayList<>(many(200));
    Collections.shuffle(again, new Random(1));
    assertEquals(before, filesOfObjects(again, shards));
    assertEquals(200, before.size());
    assertEquals(shards, Set.copyOf(before.values()).size());
  }

  /** Writes profiles of one window; which file each object is in. */
  private Map<String, String> filesOfObjects(List<SurfaceBrightnessProfile> profiles, int shards)
      throws IOException {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(profiles).withCoder(SurfaceBrightnessProfileCoder.of()))
        .apply(Window.into(FixedWindows.of(Duration.standardMinutes(10))))
        .apply(WriteProfiles.create().to(prefix()).withNumShards(shards));
    pipeline.run().waitUntilFinish();
    Map<String, String> files = new TreeMap<>();
    for (String file : files()) {
      if (!file.startsWith(".")) {
        for (List<String> row : CsvRows.read(Files.readString(directory.resolve(file)))) {
          if (!row.get(0).equals("object_id")) {
            String other = files.put(row.get(0), file);
            assertTrue(other == null || other.equals(file), row.get(0));
          }
        }
      }
    }
    return files;
  }

  @Test
  void anUnboundedCollectionNeedsWindows() {
    Pipeline pipeline = Pipeline.create();
    PCollection<SurfaceBrightnessProfile> unbounded =
        pipeline.apply(
            TestStream.create(SurfaceBrightnessProfileCoder.of()).advanceWatermarkToInfinity());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> unbounded.apply(WriteProfiles.create().to(prefix())));
    assertTrue(e.getMessage().contains("must be windowed"), e.getMessage());
  }

  @Test
  void refusesInvalidSettings() {
    WriteProfiles write = WriteProfiles.create();
    assertThrows(IllegalArgumentException.class, () -> write.to(""));
    assertThrows(IllegalArgumentException.class, () -> write.to("out/"));
    assertThrows(IllegalArgumentException.class, () -> write.to("out/a*"));
    assertThrows(IllegalArgumentException.class, () -> write.withNumShards(-1));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Pipeline.create()
                    .apply(Create.of(ALL).withCoder(SurfaceBrightnessProfileCoder.of()))
                    .apply(write));
    assertTrue(e.getMessage().contains("to(prefix)"), e.getMessage());
  }

  @Test
  void displaysItsSettings() {
    DisplayData display =
        DisplayData.from(
            WriteProfiles.create().withNumShards(7).withFormat(Format.AVRO).to("out/p"));
    List<String> values =
        display.asMap().values().stream()
            .map(item -> item.getKey() + "=" + item.getValue())
            .toList();
    assertTrue(
        values.containsAll(List.of("prefix=out/p", "format=AVRO", "numShards=7")),
        values.toString());
  }
}
