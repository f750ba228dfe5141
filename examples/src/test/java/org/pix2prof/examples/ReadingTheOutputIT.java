// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.examples;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.pipelines.Pix2Prof;
import org.pix2prof.transforms.DeriveStructure;
import org.pix2prof.transforms.ReadProfiles;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.transforms.WriteStructure;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/** Runs the code of {@code docs/reading-the-output.md} on the output of a caption run. */
class ReadingTheOutputIT {
  private static final Path PAGE = Path.of("../docs/reading-the-output.md");
  private static final String NEXT = "---- next ----";

  /** Prints the names of the objects written by {@link #writeObjectsOfOneFrame}. */
  private static final String ODD_NAMES =
      """
      files = sorted(glob("frame/out/profiles-*.ecsv"))
      # The type of an empty file's columns is another one, which vstack warns of.
      names = {name for file in files for name in Table.read(file)["object_id"]}
      print(sorted(name.strip() for name in names))  # astropy 5.2 strips them
      files = sorted(glob("frame/out/profiles-*.csv"))
      names = pd.concat([pd.read_csv(file, dtype={"object_id": str}) for file in files])
      print(sorted(set(names["object_id"])))
      """;

  /** Prints what a strict reader finds in the VOTables: one line per column, then per sample. */
  private static final String VOTABLES =
      """
      for table in ("profiles", "profiles_structure"):
          file = sorted(glob(f"out/{table}-*.vot"))[0]
          for field in parse(file, verify="exception").get_first_table().fields:
              print(table, field.name, field.unit, field.ucd)
      for galaxy in sorted(profiles, key=lambda galaxy: galaxy["object_id"]):
          for radius, mu, error in zip(galaxy["radius_arcsec"], galaxy["mu"], galaxy["mu_err"]):
              print(galaxy["object_id"], galaxy["band"], radius, mu, error)
      """;

  @TempDir static Path directory;

  /** CSV rows by object; the first four cells are name, band, radius and mu. */
  private static Map<String, List<String[]>> samples;

  @BeforeAll
  static void captionAndWriteInEveryFormat() throws Exception {
    String prefix = directory.resolve("out/profiles").toString();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
    int status =
        Pix2Prof.run(
            print,
            print,
            "caption",
            "--input=" + Path.of("data").toRealPath() + "/*.fits.gz",
            "--output=" + prefix,
            "--format=fits",
            "--structure=true");
    assertEquals(0, status, () -> said.toString(StandardCharsets.UTF_8));
    Pipeline pipeline = Pipeline.create();
    PCollection<SurfaceBrightnessProfile> profiles =
        pipeline.apply(ReadProfiles.create().from(prefix));
    for (Format format : List.of(Format.CSV, Format.ECSV, Format.VOTABLE, Format.PARQUET)) {
      profiles.apply(
          "Write" + format, WriteProfiles.create().to(prefix).withFormat(format).withNumShards(2));
    }
    PCollection<GalaxyStructure> structures = profiles.apply(DeriveStructure.create());
    for (Format format : List.of(Format.VOTABLE, Format.PARQUET)) {
      structures.apply(
          "WriteStructure" + format,
          WriteStructure.create().to(prefix + "_structure").withFormat(format));
    }
    writeObjectsOfOneFrame(pipeline);
    pipeline.run().waitUntilFinish();
    samples = samples();
    assertEquals(6, samples.size());
  }

  /** Writes objects with unusual names and, as in a run with --catalog, a common source. */
  private static void writeObjectsOfOneFrame(Pipeline pipeline) {
    String prefix = directory.resolve("frame/out/profiles").toString();
    PCollection<SurfaceBrightnessProfile> profiles =
        pipeline.apply(
            Create.of(ofFrame("#12", 20, 30), ofFrame(" b ", 21))
                .withCoder(SurfaceBrightnessProfileCoder.of()));
    for (Format format : List.of(Format.CSV, Format.ECSV, Format.PARQUET)) {
      profiles.apply("Frame" + format, WriteProfiles.create().to(prefix).withFormat(format));
    }
    profiles
        .apply("FrameStructures", DeriveStructure.create())
        .apply(
            "WriteFrameStructures",
            WriteStructure.create().to(prefix + "_structure").withFormat(Format.PARQUET));
  }

  private static SurfaceBrightnessProfile ofFrame(String id, float... mu) {
    float[] radius = new float[mu.length];
    for (int i = 0; i < mu.length; i++) {
      radius[i] = i + 1;
    }
    return SurfaceBrightnessProfile.builder()
        .setProvenance(Provenance.of(id, Optional.of("r"), "frame.fits", 0))
        .setModel("m")
        .setRadiusArcsec(radius)
        .setMu(mu)
        .setFlags(Set.of())
        .build();
  }

  private static Map<String, List<String[]>> samples() throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*/profiles-.*\\.csv")).toList()) {
        Files.readAllLines(file).stream().skip(1).map(row -> row.split(",", -1)).forEach(rows::add);
      }
    }
    return rows.stream().collect(groupingBy(row -> row[0], TreeMap::new, Collectors.toList()));
  }

  /** Returns the blocks of one language, in the order of the page. */
  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /** Formats one line per object. */
  private static List<String> byObject(Function<List<String[]>, String> line) {
    return samples.values().stream().map(line).toList();
  }

  private static float largest(List<String[]> rows, int column) {
    return rows.stream().map(row -> Float.valueOf(row[column])).max(Float::compare).orElseThrow();
  }

  @Test
  void python() throws Exception {
    String python = OtherPrograms.python("astropy", "pandas");
    // One process for all blocks: starting Python and importing astropy dominates the time.
    Path script = directory.resolve("all.py");
    List<String> blocks = new ArrayList<>(blocks("python"));
    assertEquals(5, blocks.size());
    blocks.add(4, VOTABLES);
    blocks.add(ODD_NAMES);
    Files.writeString(script, String.join("\nprint('" + NEXT + "')\n", blocks));
    List<List<String>> said =
        Stream.of(
                OtherPrograms.run(directory, python, "-W", "error", "all.py")
                    .split(NEXT + "\n", -1))
            .map(text -> text.lines().toList())
            .toList();
    assertEquals(7, said.size());
    assertFits(said.get(0));
    assertEcsv(said.get(1));
    assertStructures(said.get(2));
    assertVoTable(said.get(3));
    assertVoTableCells(said.get(4));
    assertPandas(said.get(5));
    assertEquals(List.of("['#12', 'b']", "[' b ', '#12']"), said.get(6));
  }

  private static void assertFits(List<String> said) {
    List<String> expected = new ArrayList<>();
    for (String[] row : samples.get("sim-2010-000004")) {
      expected.add(
          String.format(
              Locale.ROOT,
              "%.2f %.3f mag / arcsec2",
              Float.parseFloat(row[2]),
              Float.parseFloat(row[3])));
    }
    expected.add("Semi-major axis of each sample");
    assertEquals(expected.size(), said.size());
    for (int i = 0; i < expected.size() - 1; i++) {
      assertNumbers(expected.get(i), said.get(i), 0.011);
    }
    assertEquals(expected.get(expected.size() - 1), said.get(said.size() - 1));
  }

  private static void assertEcsv(List<String> said) {
    List<String> expected =
        byObject(
            rows -> rows.get(0)[0] + " " + rows.get(0)[1] + " " + largest(rows, 2) + " arcsec");
    assertEquals(expected.size() + 1, said.size());
    for (int i = 0; i < expected.size(); i++) {
      assertNumbers(expected.get(i), said.get(i), 1e-5);
    }
    assertEquals("Surface brightness of each sample", said.get(6));
  }

  private static void assertStructures(List<String> said) throws SQLException {
    Map<String, Object> radii = new TreeMap<>();
    for (List<Object> row :
        query("SELECT object_id, r_25 FROM 'out/profiles_structure-*.parquet'")) {
      radii.put((String) row.get(0), row.get(1));
    }
    assertEquals(6, said.size());
    for (String line : said) {
      String[] words = line.split(" ");
      Object radius = radii.remove(words[0]);
      assertEquals("arcsec", words[3]);
      if (radius == null) {
        assertEquals("--", words[1]);
      } else {
        assertEquals((Float) radius, Float.parseFloat(words[1]), 1e-4f);
      }
    }
    assertTrue(radii.isEmpty(), radii.toString());
  }

  private static void assertVoTable(List<String> said) {
    List<String> expected =
        byObject(
            rows ->
                rows.get(0)[0]
                    + " "
                    + largest(rows, 2)
                    + " "
                    + rows.stream()
                        .map(row -> Float.valueOf(row[3]))
                        .min(Float::compare)
                        .orElseThrow());
    List<String> rows = said.stream().filter(line -> line.startsWith("sim-")).sorted().toList();
    assertEquals(expected.size(), rows.size());
    for (int i = 0; i < expected.size(); i++) {
      assertNumbers(expected.get(i), rows.get(i), 1e-5);
    }
    assertTrue(said.contains("mu mag / arcsec2 phot.mag.sb"), said.toString());
  }

  private static void assertVoTableCells(List<String> said) {
    for (String column :
        List.of(
            "profiles object_id None meta.id;meta.main",
            "profiles radius_arcsec arcsec phys.angSize.smajAxis",
            "profiles mu mag / arcsec2 phot.mag.sb",
            "profiles mu_err mag / arcsec2 stat.error;phot.mag.sb",
            "profiles pa_deg deg pos.posAng",
            "profiles intensity 1 / arcsec2 phot.flux.sb",
            "profiles mag_within mag phot.mag",
            "profiles centre_x pix pos.cartesian.x",
            "profiles ra_deg deg pos.eq.ra;meta.main",
            "profiles_structure r_25 arcsec phys.angSize.smajAxis",
            "profiles_structure r_25_err arcsec stat.error;phys.angSize.smajAxis",
            "profiles_structure mag_total mag phot.mag",
            "profiles_structure disc_mu_0 mag / arcsec2 phot.mag.sb")) {
      assertTrue(said.contains(column), () -> column + " is not in " + said);
    }
    List<String> expected = new ArrayList<>();
    samples
        .values()
        .forEach(
            rows ->
                rows.forEach(row -> expected.add(String.join(" ", List.of(row).subList(0, 5)))));
    List<String> rows = said.stream().filter(line -> line.startsWith("sim-")).toList();
    assertEquals(expected.size(), rows.size());
    for (int i = 0; i < expected.size(); i++) {
      assertNumbers(expected.get(i), rows.get(i), 1e-5);
    }
  }

  private static void assertPandas(List<String> said) {
    List<String> expected =
        byObject(
            rows -> {
              List<String[]> bright =
                  rows.stream().filter(row -> Float.parseFloat(row[3]) < 25).toList();
              return rows.get(0)[0] + " " + rows.get(0)[1] + " " + largest(bright, 2);
            });
    List<String> rows = said.stream().filter(line -> line.startsWith("sim-")).toList();
    assertEquals(expected.size(), rows.size());
    for (int i = 0; i < expected.size(); i++) {
      assertNumbers(expected.get(i), rows.get(i), 1e-5);
    }
  }

  /** Compares word by word, and numbers within a tolerance. */
  private static void assertNumbers(String expected, String said, double tolerance) {
    String[] words = expected.trim().split(" +");
    String[] others = said.trim().split(" +");
    assertEquals(words.length, others.length, said);
    for (int i = 0; i < words.length; i++) {
      if (words[i].matches("[0-9.]+")) {
        assertEquals(Double.parseDouble(words[i]), Double.parseDouble(others[i]), tolerance, said);
      } else {
        assertEquals(words[i], others[i], said);
      }
    }
  }

  @Test
  void sql() throws Exception {
    List<String> blocks = blocks("sql");
    assertEquals(4, blocks.size());
    assertEquals(
        List.of(List.of(" b ", 1L), List.of("#12", 2L)),
        query(directory.resolve("frame"), blocks.get(2)).stream()
            .map(row -> List.of(row.get(0), row.get(2)))
            .toList());
    List<List<Object>> magnitudes = query(blocks.get(0));
    assertEquals(6, magnitudes.size());
    for (int i = 1; i < 6; i++) {
      assertTrue((Float) magnitudes.get(i - 1).get(2) <= (Float) magnitudes.get(i).get(2));
    }
    List<List<Object>> rows = query(blocks.get(1));
    List<List<Object>> expected = new ArrayList<>();
    samples
        .values()
        .forEach(
            object ->
                object.forEach(
                    row ->
                        expected.add(
                            List.of(row[0], Float.valueOf(row[2]), Float.valueOf(row[3])))));
    assertEquals(expected, rows);
    List<List<Object>> joined = query(blocks.get(2));
    assertEquals(
        byObject(object -> object.get(0)[0] + " " + object.size()),
        joined.stream().map(row -> row.get(0) + " " + row.get(2)).toList());
    Map<String, String> units = new TreeMap<>();
    query(blocks.get(3)).forEach(row -> units.put((String) row.get(0), (String) row.get(1)));
    assertEquals("mag/arcsec**2", units.get("mu"));
    assertEquals("arcsec", units.get("radius_arcsec"));
    assertEquals(16, units.size());
  }

  private static List<List<Object>> query(String sql) throws SQLException {
    return query(directory, sql);
  }

  private static List<List<Object>> query(Path directory, String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("SET file_search_path = '" + directory + "'");
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          List<Object> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getObject(i));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  @Test
  void stilts() throws Exception {
    OtherPrograms.needStilts();
    List<String> blocks = blocks("sh");
    assertEquals(2, blocks.size(), "caption, and this");
    List<String> said =
        OtherPrograms.run(directory, "sh", "-e", "-c", blocks.get(1)).lines().toList();
    assertEquals("object_id,band,mu_min", said.get(0));
    List<String> rows =
        said.stream()
            .skip(1)
            .map(row -> row.split(","))
            .map(cells -> cells[0] + " " + cells[1] + " " + Float.parseFloat(cells[2]))
            .toList();
    assertEquals(
        byObject(
            object ->
                object.get(0)[0]
                    + " "
                    + object.get(0)[1]
                    + " "
                    + object.stream()
                        .map(row -> Float.valueOf(row[3]))
                        .min(Float::compare)
                        .orElseThrow()),
        rows);
    assertStiltsKeptAll();
  }

  private static void assertStiltsKeptAll() {
    Pipeline pipeline = Pipeline.create();
    PCollection<Long> times =
        PCollectionList.of(
                List.of(
                    pipeline.apply("Ours", read("out/profiles").withFormat(Format.FITS)),
                    pipeline.apply("Stilts", read("profiles.fits"))))
            .apply(Flatten.pCollections())
            .apply(Count.perElement())
            .apply(Values.create());
    PAssert.that(times).containsInAnyOrder(Collections.nCopies(6, 2L));
    pipeline.run().waitUntilFinish();
  }

  private static ReadProfiles read(String prefix) {
    return ReadProfiles.create().from(directory.resolve(prefix).toString());
  }
}
