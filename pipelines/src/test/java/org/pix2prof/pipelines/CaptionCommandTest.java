// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.preprocess.Preprocessor;

@Tag("slow")
class CaptionCommandTest {
  @TempDir private static Path shared;
  @TempDir private Path directory;
  private static Path model;

  @BeforeAll
  static void writeModel() throws IOException {
    model = TestModel.write(shared.resolve("model"));
  }

  @BeforeEach
  void writeGalaxies() throws IOException {
    TestFits.writeGalaxies(directory.resolve("in"));
  }

  private Cli caption(String... more) {
    List<String> args = new ArrayList<>(List.of("caption"));
    if (Stream.of(more).noneMatch(arg -> arg.startsWith("--output="))) {
      args.add("--output=" + out());
    }
    if (Stream.of(more).noneMatch(arg -> arg.startsWith("--model="))) {
      args.add("--model=" + model);
    }
    if (Stream.of(more).noneMatch(arg -> arg.startsWith("--input="))) {
      args.add("--input=" + directory + "/in/*.fits");
    }
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private Path out() {
    return directory.resolve("new/dir/profiles");
  }

  /** Returns the rows of all CSV files, without headers, by object and row. */
  private TreeSet<String> rows() throws IOException {
    TreeSet<String> rows = new TreeSet<>();
    try (Stream<Path> files = Files.list(out().getParent())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        List<String> lines = Files.readAllLines(file);
        assertEquals(
            "object_id,band,radius_arcsec,mu,mu_err,source,hdu,model,ellipticity,pa_deg,"
                + "pa_sky_deg,intensity,intensity_err,mu_limit,masked_fraction,flags",
            lines.get(0));
        rows.addAll(lines.subList(1, lines.size()));
      }
    }
    return rows;
  }

  /** Returns the distinct values of a column. */
  private String column(int index) throws IOException {
    return rows().stream()
        .map(row -> row.split(",", -1)[index])
        .distinct()
        .collect(Collectors.joining(" "));
  }

  @Test
  void captionsEveryGalaxyAndPrintsSummary() throws IOException {
    Cli cli = caption("--format=csv");
    assertEquals("", cli.err());
    assertEquals(0, cli.status());
    assertTrue(
        cli.out()
            .matches(
                "2 profiles from 2 images in [0-9.]+ s \\([0-9.]+/s\\), 0 bad records -> \\Q"
                    + out()
                    + "\\E-\\*\\.csv\n"),
        cli.out());
    assertEquals("a b", column(0));
    assertEquals("r", column(1));
    assertTrue(column(7).startsWith("tiny-1@"), column(7));
  }

  @Test
  void writesWhatTheModelPredicts() throws Exception {
    caption("--format=csv");
    for (String name : List.of("a", "b")) {
      Caption expected = predict(name + ".fits");
      List<String[]> rows =
          rows().stream()
              .map(row -> row.split(",", -1))
              .filter(row -> row[0].equals(name))
              .sorted(Comparator.comparingDouble(row -> Double.parseDouble(row[2])))
              .toList();
      assertColumn(expected.mu(), rows, 3, 1e-4f);
      assertColumn(expected.muErr(), rows, 4, 1e-4f);
      assertColumn(expected.ellipticity(), rows, 8, 1e-5f);
      assertColumn(expected.paDeg(), rows, 9, 1e-2f);
    }
  }

  @Test
  void chosenRadiiExtendBeyondTheProfile() throws IOException {
    Cli cli = caption("--format=csv", "--radii=linear:1:edge");
    assertEquals(0, cli.status(), cli.err());
    List<String[]> rows =
        rows().stream()
            .map(row -> row.split(",", -1))
            .filter(row -> row[0].equals("a"))
            .sorted(Comparator.comparingDouble(row -> Double.parseDouble(row[2])))
            .toList();
    assertEquals(1, Float.parseFloat(rows.get(0)[2]));
    String[] last = rows.get(rows.size() - 1);
    assertEquals(rows.size(), Float.parseFloat(last[2]));
    for (String[] row : rows) {
      assertFalse(row[11].isEmpty(), "intensity at " + row[2]);
      assertEquals(row[3].isEmpty(), !row[13].isEmpty(), "mu or its limit at " + row[2]);
    }
  }

  @Test
  void radiiMayComeFromFile() throws IOException {
    Path file = directory.resolve("radii.txt");
    Files.writeString(file, "# arcsec\n1.5\n\n3\n");
    Cli cli = caption("--format=csv", "--radii=" + file);
    assertEquals(0, cli.status(), cli.err());
    assertEquals("1.5 3.0", column(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--radii=linear:0|the step of radii must be greater than 0",
        "--radii=model:x|radii need a number of arcsec, not 'x'",
        "--sky=ring|--sky must be border, plane, none or a number"
      })
  void refusesInvalidMeasurement(String option, String message) {
    Cli cli = caption("--format=csv", option);
    assertEquals(2, cli.status(), cli.err());
    assertTrue(cli.err().contains(message), cli.err());
  }

  @Test
  void chosenSkyChangesIntensities() throws IOException {
    caption("--format=json", "--sky=none", "--harmonics");
    String none = Files.readString(only(".json"));
    assertTrue(none.contains("\"sky\":0.0,\"sky_err\":0.0"), none);
    assertFalse(none.contains("\"b4\":null"), none);
    caption("--format=json", "--sky=plane");
    String plane = Files.readString(only(".json"));
    assertFalse(plane.contains("\"sky\":0.0,"), plane);
    assertTrue(plane.contains("\"b4\":null"), plane);
  }

  private Path only(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(out().getParent())) {
      return files.filter(f -> f.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static void assertColumn(
      float[] expected, List<String[]> rows, int column, float tolerance) {
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(rows.get(i)[column]);
    }
    assertArrayEquals(expected, values, tolerance);
  }

  private static Caption predict(String file) throws Exception {
    SkyImage image = new SkyImage(TestFits.pixels(file), TestFits.SIZE, TestFits.SIZE, 0.4, 22.5);
    try (CaptionModel loaded = ModelLoader.load(ModelBundle.open(model), Device.cpu())) {
      PreparedImage prepared = Preprocessor.of(loaded.manifest().input()).prepare(image);
      return loaded.caption(List.of(prepared)).get(0);
    }
  }

  @Test
  void writesModelImages() throws Exception {
    Path images = directory.resolve("images/model");
    Cli cli = caption("--format=csv", "--modelImages=" + images);
    assertEquals(0, cli.status(), cli.err());
    try (Stream<Path> files = Files.list(images.getParent())) {
      assertEquals(
          Set.of("model-a_r.fits", "model-b_r.fits"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
    assertTrue(caption("--modelImages=" + out()).err().contains("--modelImages must differ"));
    assertTrue(caption("--modelImages=out/").err().contains("--modelImages=out/: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "avro", "json"})
  void writesEveryFormatAndParquetByDefault(String format) throws IOException {
    Cli cli = format.isEmpty() ? caption() : caption("--format=" + format);
    assertEquals(0, cli.status(), cli.err());
    String suffix = "." + (format.isEmpty() ? "parquet" : format);
    try (Stream<Path> files = Files.list(out().getParent())) {
      assertTrue(
          files
              .map(Path::toString)
              .allMatch(f -> f.endsWith(suffix) || f.endsWith("/profiles.run")));
    }
    assertTrue(cli.out().endsWith("profiles-*" + suffix + "\n"), cli.out());
  }

  /** Returns the names of the files beside the profiles, including hidden ones. */
  private TreeSet<String> written() throws IOException {
    try (Stream<Path> files = Files.list(out().getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void localRunWritesOneFilePerTable(String runner) throws IOException {
    Cli cli = caption("--format=csv", "--structure", "--runner=" + runner);
    assertEquals(0, cli.status(), cli.err());
    assertEquals(
        Set.of(
            "profiles-00000-of-00001.csv", "profiles.run", "profiles_structure-00000-of-00001.csv"),
        written());
  }

  @Test
  void writesAtMostRequestedShards() throws IOException {
    Cli cli = caption("--format=csv", "--shards=9");
    assertEquals(0, cli.status(), cli.err());
    int files = written().size() - 1;
    assertTrue(files == 1 || files == 2, written().toString());
    assertEquals("a b", column(0));
  }

  @Test
  void writesSingleFileForKnownExtension() throws IOException {
    Files.writeString(directory.resolve("in/bad.fits"), "this is no FITS file");
    Path csv = out().resolveSibling("profiles.csv");
    Path bad = out().resolveSibling("bad.json");
    Cli cli = caption("--output=" + csv, "--structure", "--badRecords=" + bad);
    assertEquals(0, cli.status(), cli.err());
    assertTrue(
        cli.out()
            .endsWith(
                " -> " + csv + ", " + directory + "/new/dir/profiles_structure.csv, " + bad + "\n"),
        cli.out());
    assertEquals(
        Set.of("bad.json", "profiles.csv", "profiles.run", "profiles_structure.csv"), written());
    assertEquals(
        Set.of("object_id", "a", "b"),
        Files.readAllLines(csv).stream()
            .map(line -> line.split(",")[0])
            .collect(Collectors.toSet()));
    RunRecord record = RunRecord.read(csv.toString()).orElseThrow();
    assertEquals(
        List.of("profiles.csv", "profiles_structure.csv", "bad.json"),
        record.files().stream().map(RunFile::name).toList());

    Path page = directory.resolve("page");
    Cli report =
        Cli.run(
            "report",
            "--profiles=" + csv,
            "--input=" + directory + "/in/*.fits",
            "--output=" + page,
            "--model=" + model);
    assertEquals(0, report.status(), report.err());
    assertTrue(Files.readString(page.resolve("index.html")).contains("not_fits"));

    Files.writeString(bad, "{}\n");
    Cli mixed =
        Cli.run(
            "report",
            "--profiles=" + csv,
            "--input=" + directory + "/in/*.fits",
            "--output=" + page,
            "--model=" + model);
    assertEquals(1, mixed.status());
    assertTrue(mixed.err().contains(bad + " is not from the run"), mixed.err());
  }

  @ParameterizedTest
  @CsvSource({
    "profiles.csv,--format=fits,is a file of another format than --format=fits",
    "profiles.csv,--shards=2,is one file",
    "profiles.csv,--watch=1s,--watch writes a file for each window",
    "profiles,--badRecords=bad.csv,bad records are JSON lines",
    "profiles,--shards=0,--shards must be 1 or more",
    "p.json,--badRecords=p.json,--badRecords must differ from --output"
  })
  void refusesContradictoryOutputOptions(String output, String option, String expected) {
    Path path = out().resolveSibling(output);
    Cli cli =
        caption(
            "--output=" + path, option.replace("Records=", "Records=" + out().getParent() + "/"));
    assertEquals(2, cli.status(), cli.err());
    assertTrue(cli.err().contains(expected), cli.err());
    assertFalse(Files.exists(out().getParent()));
  }

  @Test
  void refusesDirectoryAsOutputFile() throws IOException {
    Path csv = Files.createDirectories(out().resolveSibling("profiles.csv"));
    Cli cli = caption("--output=" + csv);
    assertEquals(2, cli.status(), cli.err());
    assertTrue(cli.err().contains(csv + " cannot be written: it is a directory"), cli.err());
  }

  @Test
  void deletesOtherTablesOfEarlierRun() throws IOException {
    Path bad = Files.createDirectories(directory.resolve("lists")).resolve("bad");
    Files.writeString(directory.resolve("in/bad.fits"), "this is no FITS file");
    assertEquals(0, caption("--format=csv", "--structure", "--badRecords=" + bad).status());
    assertEquals(3, written().size(), written().toString());
    Files.delete(directory.resolve("in/bad.fits"));
    Cli cli = caption("--format=csv");
    assertEquals("", cli.err());
    assertEquals(Set.of("profiles-00000-of-00001.csv", "profiles.run"), written());
    assertFalse(Files.exists(directory.resolve("lists/bad-00000-of-00001.json")));
  }

  @Test
  void deletesStagedWindowsOfKilledWatch() throws IOException {
    Path windows = Files.createDirectories(out().resolveSibling(".profiles-windows"));
    Files.writeString(windows.resolve("profiles-x.csv"), "half");
    assertEquals(0, caption("--format=csv").status());
    assertFalse(Files.exists(windows));
  }

  @Test
  void keepsAndReportsOtherFormats() throws IOException {
    assertEquals(0, caption("--format=csv").status());
    Cli cli = caption("--format=json");
    assertEquals(0, cli.status(), cli.err());
    assertTrue(
        cli.err()
            .contains("warning: files from other runs, left unchanged: " + out() + "-00000-of-"),
        cli.err());
    assertTrue(written().contains("profiles-00000-of-00001.csv"), written().toString());
  }

  @Test
  void readsSeveralPatterns() throws IOException {
    TestFits.write(directory.resolve("in/c.fit"), TestFits.CALIBRATED);
    TestFits.write(directory.resolve("in/d.fits"), TestFits.CALIBRATED);
    Cli cli =
        caption(
            "--format=csv",
            "--input=" + directory + "/in/a.fits," + directory + "/in/[c-d].{fit,fits}");
    assertEquals(0, cli.status(), cli.err());
    assertEquals("a c d", column(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void failsIfPatternMatchesNothing(String runner) {
    String pattern = directory + "/in/*.fitz";
    Cli cli = caption("--input=" + directory + "/in/a.fits," + pattern, "--runner=" + runner);
    assertEquals(1, cli.status());
    assertTrue(cli.err().startsWith("pix2prof caption: "), cli.err());
    assertTrue(cli.err().contains(pattern), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertFalse(Files.exists(out().getParent().resolve("profiles-00000-of-00001.parquet")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"output", "badRecords"})
  void reportsUnwritableOutputBeforeRun(String option) {
    Cli cli = caption("--" + option + "=" + directory + "/in/a.fits/more/p");
    assertEquals(2, cli.status());
    String expected = "--" + option + "=" + directory + "/in/a.fits/more/p cannot be written: ";
    assertTrue(
        cli.err().contains(expected + directory + "/in/a.fits is not a directory"), cli.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void refusesDirectoryAsInput(String runner) {
    Cli cli = caption("--input=" + directory + "/in", "--runner=" + runner);
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains(directory + "/in"), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertTrue(runner.equals("FlinkRunner") || cli.err().contains("'" + directory + "/in/*'"));
    assertFalse(Files.exists(out().getParent().resolve("profiles-00000-of-00001.parquet")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void badRecordFailsRun(String runner) throws IOException {
    Files.writeString(directory.resolve("in/bad.fits"), "this is no FITS file");
    Cli cli = caption("--runner=" + runner);
    assertEquals(1, cli.status());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertTrue(
        cli.err().startsWith("pix2prof caption: " + directory + "/in/bad.fits: "), cli.err());
    assertTrue(
        cli.err().endsWith("(--badRecords=PREFIX skips and records such images and continues)\n"));
    assertEquals("", cli.out());
  }

  @Test
  void recordsAndCountsBadRecordsOnEachRunner() throws IOException {
    Files.writeString(directory.resolve("in/bad.fits"), "this is no FITS file");
    Path bad = directory.resolve("bad");
    Path list = directory.resolve("bad-00000-of-00001.json");
    TreeSet<String> first = null;
    for (String runner : List.of("--runner=DirectRunner", "--runner=FlinkRunner")) {
      Cli cli = caption("--format=csv", "--badRecords=" + bad, runner, "--flinkMaster=[local]");
      assertEquals("", cli.err());
      assertEquals(0, cli.status());
      assertTrue(
          cli.out()
              .matches(
                  "2 profiles from 3 images in .*, 1 bad record \\(not_fits 1\\)"
                      + " -> .*profiles-\\*\\.csv, .*bad-\\*\\.json\n"),
          cli.out());
      String line = Files.readString(list);
      assertTrue(line.contains("bad.fits"), line);
      RunRecord run = RunRecord.read(out().toString()).orElseThrow();
      assertEquals(3, run.images());
      assertEquals(2, run.profiles());
      assertEquals(Map.of("not_fits", 1L), run.badRecords());
      assertEquals(bad.toString(), run.badRecordsPrefix());
      assertEquals(runner, "--runner=" + run.runner());
      Files.delete(list);
      assertEquals("a b", column(0));
      first = first == null ? rows() : first;
      ProfileRows.assertSame(List.copyOf(first), List.copyOf(rows()));
    }
  }

  @Test
  void optionsReplaceMissingHeaderValues() throws IOException {
    assertEquals(0, caption("--format=csv", "--input=" + directory + "/in/a.fits").status());
    String complete = mu();
    Files.createDirectory(directory.resolve("bare"));
    Path bare = TestFits.write(directory.resolve("bare/a.fits"));
    String input = "--input=" + bare;
    assertEquals(
        0,
        caption("--format=csv", input, "--band=z", "--pixelScale=0.4", "--zeroPoint=22.5")
            .status());
    assertEquals("z", column(1));
    assertEquals(complete, mu());
    assertEquals(0, caption("--format=csv", input, "--pixelScale=0.4", "--zeroPoint=25").status());
    String other = mu();
    assertNotEquals(complete, other, "the zero point");
    assertEquals(0, caption("--format=csv", input, "--pixelScale=0.3", "--zeroPoint=25").status());
    assertNotEquals(other, mu(), "the pixel scale");
    Cli assuming = caption("--format=csv", input);
    String assumed =
        ", 1 profile with an assumed pixel scale, 1 profile with an assumed zero point -> ";
    assertTrue(assuming.out().contains(assumed), assuming.out());
    assertEquals(
        Map.of("pixel_scale", 1L, "zero_point", 1L),
        RunRecord.read(out().toString()).orElseThrow().profilesAssumed());
  }

  @Test
  void surveySetsBandAndZeroPoint() throws IOException {
    Path stack =
        TestFits.write(
            directory.resolve("a.fits"),
            "HIERARCH FPA.FILTERID = 'r.00000'",
            "EXPTIME =                 10.0",
            "CDELT1  =  -0.0001111111111111",
            "CDELT2  =   0.0001111111111111");
    String input = "--input=" + stack;
    assertEquals(0, caption("--format=csv", input, "--zeroPoint=27.5").status());
    assertEquals("", column(1));
    String expected = mu();

    Cli cli = caption("--format=csv", input, "--survey=panstarrs");

    assertEquals(0, cli.status(), cli.err());
    assertTrue(cli.out().contains("0 bad records, 1 mask missing -> "), cli.out());
    assertEquals("r", column(1));
    assertEquals(expected, mu());
  }

  /** Returns the profile of object a. */
  private String mu() throws IOException {
    return rows().stream()
        .filter(row -> row.startsWith("a,"))
        .map(row -> row.split(",", -1)[2] + ":" + row.split(",", -1)[3])
        .collect(Collectors.joining(" "));
  }

  @Test
  void namesObjectsByOptions() throws IOException {
    TestFits.write(directory.resolve("x7-r.fits"), "OBJECT  = 'UGC 12'");
    String input = "--input=" + directory + "/x7-r.fits";
    assertEquals(0, caption("--format=csv", input, "--idKeyword=OBJECT").status());
    assertEquals("UGC 12", column(0));
    assertEquals(0, caption("--format=csv", input, "--idFromFileName=(x\\d)-.*").status());
    assertEquals("x7", column(0));
  }

  @Test
  void captionsAlongReferenceBandOnFlink() throws IOException {
    String[] r = TestFits.CALIBRATED.clone();
    String[] g = TestFits.CALIBRATED.clone();
    g[0] = "FILTER  = 'g       '";
    TestFits.write(directory.resolve("a-r.fits"), r);
    TestFits.write(directory.resolve("a-g.fits"), g);
    TestFits.write(directory.resolve("b-g.fits"), g);
    Cli cli =
        caption(
            "--format=csv",
            "--input=" + directory + "/?-?.fits",
            "--idFromFileName=^(.)-",
            "--referenceBand=r",
            "--badRecords=" + directory + "/bad",
            "--runner=FlinkRunner",
            "--model=" + TestModel.writeDetecting(directory.resolve("detecting")));
    assertEquals(0, cli.status(), cli.err());
    assertTrue(cli.out().startsWith("2 profiles from 3 images"), cli.out());
    assertTrue(cli.out().contains("(no_reference_band 1)"), cli.out());
    assertEquals(ellipses(rowsOf("a,r")), ellipses(rowsOf("a,g")));
  }

  private List<String> rowsOf(String objectAndBand) throws IOException {
    List<String> found =
        rows().stream().filter(row -> row.startsWith(objectAndBand + ",")).toList();
    assertFalse(found.isEmpty());
    return found;
  }

  /** Returns ellipticity and position angle by radius. */
  private static List<String> ellipses(List<String> rows) {
    return rows.stream()
        .map(row -> row.split(",", -1))
        .map(row -> row[2] + " " + row[8] + " " + row[9])
        .toList();
  }

  @Test
  void referenceBandNeedsModelWithIsophotes() {
    Cli cli = caption("--referenceBand=r");
    assertEquals(2, cli.status());
    assertEquals(
        "pix2prof caption: --referenceBand needs a model that finds ellipses, which --model="
            + model
            + " does not\n",
        cli.err());
  }

  @Test
  void readsOnlyRequestedHdu() throws IOException {
    assertEquals(0, caption("--format=csv", "--hdu=0").status());
    assertEquals("a b", column(0));
    assertEquals(1, caption("--format=csv", "--hdu=3").status(), "there is no HDU 3");
  }

  @Test
  void tooManyPixelsMakeBadRecord() {
    Cli cli = caption("--maxPixels=100");
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains("100"), cli.err());
    assertTrue(cli.err().contains("fits, HDU 0: "), cli.err());
    assertEquals(0, caption("--maxPixels=2304").status());
  }

  @Test
  void batchSizeDoesNotChangeResult() throws IOException {
    assertEquals(0, caption("--format=csv").status());
    TreeSet<String> rows = rows();
    assertEquals(0, caption("--format=csv", "--batchSize=1").status());
    ProfileRows.assertSame(List.copyOf(rows), List.copyOf(rows()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format=xml | --format must be csv, parquet, avro, json, ecsv, fits, votable, bigquery, not 'xml'",
        "--survey=sloan | --survey must be auto, generic, sdss, legacy, panstarrs, hsc, des, hst,"
            + " jwst, euclid, lsst, ztf, skymapper, vista, cfht, unwise, galex, kids, not"
            + " 'sloan'",
        "--fromat=csv | unknown option --fromat; did you mean --format?",
        "--batchSize=0 | batch size must be 1 or more, not 0",
        "--device=tpu | device must be auto, cpu, gpu or gpu:N, not 'tpu'",
        "--pixelScale=-1 | -1",
        "--maxPixels=0 | 0",
        "--idFromFileName=( | (",
        "--input=a.fits,,b.fits | --input has an empty pattern",
        "--output=/tmp/ | /tmp/",
        "--badRecords=/tmp/ | /tmp/",
      })
  void refusesInvalidOptions(String option, String message) {
    Cli cli =
        option.startsWith("--output") ? Cli.run("caption", "--input=a", option) : caption(option);
    assertTrue(cli.err().contains(message), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertEquals(2, cli.status());
  }

  @Test
  void bigQueryNeedsTableNameAndTempLocation() {
    Cli cli = Cli.run("caption", "--input=a", "--output=out/p", "--format=bigquery");
    assertEquals(2, cli.status());
    assertEquals(
        "pix2prof caption: --output with --format=bigquery: a table of BigQuery is named"
            + " PROJECT:DATASET.TABLE, in letters, digits and _, and - in PROJECT and TABLE, not"
            + " 'out/p'",
        cli.err().strip());
    cli = Cli.run("caption", "--input=a", "--output=my-project:d.t", "--format=bigquery");
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--format=bigquery needs --tempLocation"), cli.err());
  }

  @Test
  void badRecordsNeedOtherPrefixThanJsonProfiles() {
    Cli cli = Cli.run("caption", "--input=a", "--output=o/p", "--badRecords=o/p", "--format=json");
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--badRecords must differ from --output"), cli.err());
  }

  @Test
  void requiresInputAndOutput() {
    assertTrue(Cli.run("caption", "--output=x").err().contains("--input is missing"));
    assertTrue(Cli.run("caption", "--input=x").err().contains("--output is missing"));
  }

  @Test
  void failsIfModelIsMissing() {
    Cli cli =
        Cli.run(
            "caption",
            "--input=" + directory + "/in/*.fits",
            "--output=" + out(),
            "--model=" + directory + "/nowhere");
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains(directory + "/nowhere"), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
  }

  @Test
  void showsProgressInLinesOnRequest() {
    Cli cli = caption("--progress=1ms");
    assertEquals(0, cli.status(), cli.err());
    List<String> lines = cli.err().lines().toList();
    assertTrue(
        lines.stream().allMatch(line -> line.matches("[0-2]/2 images  [0-9.]+/s  0 bad.*")),
        cli.err());
    assertTrue(lines.get(lines.size() - 1).startsWith("2/2 images  "), cli.err());
  }

  @Test
  void showsNoProgressOfRunShorterThanInterval() {
    Cli cli = caption("--progress=1h");
    assertEquals(0, cli.status(), cli.err());
    assertEquals("", cli.err());
  }

  @Test
  void showsNoProgressWithoutATerminal() {
    Cli cli = caption();
    assertEquals(0, cli.status(), cli.err());
    assertEquals("", cli.err());
  }

  @Test
  void progressCountsPlanesOfCubes() throws Exception {
    TestFits.writeCube(directory.resolve("in/cube.fits"), 3, TestFits.CALIBRATED);
    Cli cli = caption("--progress=1ms");
    assertEquals(0, cli.status(), cli.err());
    assertTrue(cli.out().contains("5 profiles from 5 images"), cli.out());
    List<String> lines = cli.err().lines().toList();
    assertTrue(
        lines.stream().allMatch(line -> line.matches("([0-5]/[35]|[0-5]) images  .*")), cli.err());
    assertTrue(lines.get(lines.size() - 1).startsWith("5/5 images  "), cli.err());
  }

  @Test
  void progressCountsUnreadableImages() throws Exception {
    Files.writeString(directory.resolve("in/no.fits"), "no FITS");
    Cli cli = caption("--progress=1ms", "--badRecords=" + directory + "/bad");
    assertEquals(0, cli.status(), cli.err());
    List<String> lines = cli.err().lines().toList();
    assertTrue(lines.get(lines.size() - 1).matches("3/3 images  [0-9.]+/s  1 bad.*"), cli.err());
  }

  @Test
  void summaryCountsSkippedHdus() throws Exception {
    CaptionOptions options =
        Arguments.parse(
                new CaptionCommand(),
                List.of("--input=i", "--output=o/p", "--badRecords=o/bad", "--format=avro"))
            .as(CaptionOptions.class);
    RunCounts counts =
        new RunCounts(
            2,
            Map.of("truncated", 2L),
            Map.of("mask", 1L, "table", 3L),
            2,
            1,
            4,
            Map.of("zero_point", 1L),
            2,
            1);
    assertTrue(
        CaptionCommand.summary(counts, 1.5, CaptionOutput.of(options))
            .matches(
                "2 profiles from 4 images in 1.5 s \\(2.7/s\\), 2 bad records \\(truncated 2\\),"
                    + " 1 profile with an assumed zero point,"
                    + " 2 profiles with a doubtful calibration,"
                    + " 4 HDUs skipped \\((mask 1, table 3|table 3, mask 1)\\),"
                    + " 4 positions outside the frames, 2 masks missing, 1 output file missing"
                    + " -> o/p-\\*.avro, o/bad-\\*.json"));
  }

  /** Tests in a separate JVM that nothing but the summary line is printed, by any library. */
  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void printsOnlySummary(String runner) throws Exception {
    Path stderr = directory.resolve("stderr");
    Path stdout = directory.resolve("stdout");
    List<String> command = new ArrayList<>(List.of(JarRun.java()));
    command.addAll(JarRun.SHORT);
    command.addAll(
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.pix2prof.pipelines.Pix2Prof",
            "caption",
            "--input=" + directory + "/in/*.fits",
            "--output=" + out(),
            "--model=" + model,
            "--runner=" + runner));
    Process process =
        new ProcessBuilder(command)
            .redirectError(stderr.toFile())
            .redirectOutput(stdout.toFile())
            .start();
    assertEquals(0, process.waitFor());
    assertEquals("", Files.readString(stderr));
    assertEquals(1, Files.readAllLines(stdout).size(), Files.readString(stdout));
  }
}
