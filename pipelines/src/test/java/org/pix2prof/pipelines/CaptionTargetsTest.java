// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

@Tag("slow")
class CaptionTargetsTest {
  private static final int SIZE = 120;
  private static final double DEGREES_PER_HOUR = 15;

  /** Image in r: 0.4 arcsec per pixel, north up. */
  private static final LocalWcs R = wcs(0.4, 0);

  /** Image in g: smaller pixels, turned by 40 degrees. */
  private static final LocalWcs G = wcs(0.3, 40);

  /** Position of the fainter galaxy, 10 arcsec to the north and 6 to the east of the brighter. */
  private static final SkyPoint FAINT = R.toSky(59.5 - 15, 59.5 + 25);

  private static final double FAINT_ELLIPTICITY = 0.4;
  private static final double FAINT_PA_SKY = 70;

  @TempDir private static Path data;
  @TempDir private Path directory;
  private static Path model;

  private static LocalWcs wcs(double scale, double turnDeg) {
    double pixel = scale / 3600;
    double cos = pixel * Math.cos(Math.toRadians(turnDeg));
    double sin = pixel * Math.sin(Math.toRadians(turnDeg));
    return new LocalWcs(59.5, 59.5, 150.1, 2.2, -cos, sin, sin, cos);
  }

  @BeforeAll
  static void writeImages() throws IOException {
    model = TestModel.writeDetecting(data.resolve("model"));
    Files.createDirectory(data.resolve("in"));
    write(data.resolve("in/a-r.fits"), R, "r", 1);
    write(data.resolve("in/a-g.fits"), G, "g", 0.5);
    write(data.resolve("in/b-r.fits"), R, "r", 1);
  }

  /** Writes an image of two galaxies whose shapes are the same on the sky in every image. */
  private static void write(Path file, LocalWcs wcs, String band, double flux) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    float[] pixels = new float[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (flux * light(wcs, i % SIZE, i / SIZE) + 0.02 * random.nextGaussian());
    }
    String[] cards = TestFits.withWcs(wcs, "FILTER  = '" + band + "'", "MAGZERO = 22.5");
    Files.write(file, TestFits.bytes(SIZE, SIZE, 1, pixels, cards));
  }

  private static double light(LocalWcs wcs, int x, int y) {
    double east = 3600 * (wcs.cd11() * (x - wcs.x()) + wcs.cd12() * (y - wcs.y()));
    double north = 3600 * (wcs.cd21() * (x - wcs.x()) + wcs.cd22() * (y - wcs.y()));
    double pa = Math.toRadians(FAINT_PA_SKY);
    double along = (east - 6) * Math.sin(pa) + (north - 10) * Math.cos(pa);
    double across = (east - 6) * Math.cos(pa) - (north - 10) * Math.sin(pa);
    return 10 * Math.exp(-Math.hypot(east, north) / 1.5)
        + 2 * Math.exp(-Math.hypot(along, across / (1 - FAINT_ELLIPTICITY)) / 1.5);
  }

  private Cli run(String output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "caption",
                "--output=" + directory.resolve(output),
                "--model=" + model,
                "--batchSize=1"));
    if (Stream.of(more).noneMatch(arg -> arg.startsWith("--format="))) {
      args.add("--format=json");
    }
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** Captions files named {@code ID-BAND.fits}; returns the profiles by {@code ID-BAND}. */
  private Map<String, JsonNode> caption(String output, String files, String... more)
      throws IOException {
    List<String> args =
        new ArrayList<>(List.of("--input=" + in(files), "--idFromFileName=(.*)-[rg]"));
    args.addAll(List.of(more));
    Cli cli = run(output, args.toArray(String[]::new));
    assertEquals(0, cli.status(), cli.err());
    return profiles(output);
  }

  private static String in(String files) {
    return data + "/in/" + files + ".fits";
  }

  private Map<String, JsonNode> profiles(String output) throws IOException {
    Map<String, JsonNode> profiles = new TreeMap<>();
    for (JsonNode profile : lines(output)) {
      profiles.put(
          profile.get("object_id").textValue() + "-" + profile.get("band").textValue(), profile);
    }
    return profiles;
  }

  private List<JsonNode> lines(String output) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    Path file = directory.resolve(output + "-00000-of-00001.json");
    for (String line : Files.readAllLines(file)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static void assertCentre(PixelPoint expected, JsonNode profile, double tolerance) {
    assertEquals(expected.x(), profile.get("centre_x").doubleValue(), tolerance);
    assertEquals(expected.y(), profile.get("centre_y").doubleValue(), tolerance);
  }

  private static void assertAll(double expected, JsonNode values) {
    assertTrue(values.size() > 0);
    values.forEach(value -> assertEquals(expected, value.doubleValue(), 1e-3));
  }

  private static PixelPoint pixel(LocalWcs wcs) {
    return wcs.toPixel(FAINT.raDeg(), FAINT.decDeg()).orElseThrow();
  }

  private static String sexagesimal() {
    double ra = FAINT.raDeg() / DEGREES_PER_HOUR;
    return parts(ra, "%02d:%02d:%09.6f") + "," + parts(FAINT.decDeg(), "+%02d:%02d:%08.5f");
  }

  private static String parts(double value, String format) {
    int whole = (int) value;
    double minutes = (value - whole) * 60;
    return String.format(Locale.ROOT, format, whole, (int) minutes, (minutes - (int) minutes) * 60);
  }

  @Test
  void measuresTheGalaxyAtAGivenCentre() throws IOException {
    JsonNode found = caption("found", "a-r").get("a-r");
    assertCentre(new PixelPoint(59.5, 59.5), found, 1);

    String pixels = (pixel(R).x() + 1) + "," + (pixel(R).y() - 1);
    JsonNode given = caption("given", "a-r", "--centre=" + pixels).get("a-r");
    assertCentre(pixel(R), given, 1);
    assertEquals(given, caption("alias", "a-r", "--center=" + pixels).get("a-r"));

    Map<String, JsonNode> sky = caption("sky", "a-*", "--centre=" + sexagesimal());
    assertCentre(pixel(R), sky.get("a-r"), 1);
    assertCentre(pixel(G), sky.get("a-g"), 1);
    String degrees = FAINT.raDeg() + "d," + FAINT.decDeg() + "d";
    JsonNode inDegrees = caption("degrees", "a-r", "--centre=" + degrees).get("a-r");
    assertCentre(pixel(R), inDegrees, 1);

    JsonNode middle = caption("middle", "a-r", "--centre=middle").get("a-r");
    assertCentre(new PixelPoint(59.5, 59.5), middle, 1);
  }

  @Test
  void measuresAlongEllipsesOfOneShape() throws IOException {
    String pixels = pixel(R).x() + "," + pixel(R).y();
    JsonNode image =
        caption("pa", "a-r", "--centre=" + pixels, "--ellipticity=0.4", "--pa=160").get("a-r");
    assertCentre(pixel(R), image, 1e-6);
    assertAll(0.4, image.get("ellipticity"));
    assertAll(160, image.get("pa_deg"));
    assertAll(70, image.get("pa_sky_deg"));

    Map<String, JsonNode> sky =
        caption("paSky", "a-*", "--ellipticity=0.4", "--paSky=70", "--centre=" + sexagesimal());
    assertAll(160, sky.get("a-r").get("pa_deg"));
    assertAll(70, sky.get("a-g").get("pa_sky_deg"));

    JsonNode found = caption("found", "a-r", "--ellipticity=0").get("a-r");
    assertCentre(new PixelPoint(59.5, 59.5), found, 1);
    assertAll(0, found.get("ellipticity"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void joinsTargetsToFiles(String runner) throws IOException {
    Path targets = directory.resolve("targets.csv");
    Files.write(
        targets,
        List.of(
            "name,ra,dec,ellipticity,pa_sky_deg",
            "a," + FAINT.raDeg() + "," + FAINT.decDeg() + ",0.4,70",
            "c,1,2,,"));
    Map<String, JsonNode> profiles =
        caption(
            "joined",
            "*",
            "--targets=" + targets,
            "--idColumn=name",
            "--runner=" + runner,
            "--badRecords=" + directory.resolve("bad"));
    assertEquals(List.of("a-g", "a-r"), List.copyOf(profiles.keySet()));
    assertCentre(pixel(R), profiles.get("a-r"), 1e-6);
    assertCentre(pixel(G), profiles.get("a-g"), 1e-6);
    assertAll(160, profiles.get("a-r").get("pa_deg"));
    JsonNode bad = lines("bad").get(0);
    assertTrue(bad.get("source").textValue().endsWith("b-r.fits"), bad.toString());
    assertEquals("no_target", bad.get("reason").textValue());
    assertEquals("object b has no row in " + targets, bad.get("message").textValue());
  }

  @Test
  void targetsApplyToEveryBandOfAReferenceBand() throws IOException {
    Path targets = directory.resolve("targets.csv");
    Files.write(targets, List.of("id,ra,dec", "a," + FAINT.raDeg() + "," + FAINT.decDeg()));
    Map<String, JsonNode> profiles =
        caption("bands", "a-*", "--targets=" + targets, "--referenceBand=r");
    assertCentre(pixel(R), profiles.get("a-r"), 1);
    assertSameEllipses(profiles.get("a-r"), profiles.get("a-g"));
  }

  private static void assertSameEllipses(JsonNode one, JsonNode other) {
    assertEquals(one.get("ra_deg").doubleValue(), other.get("ra_deg").doubleValue(), 1e-7);
    assertEquals(one.get("dec_deg").doubleValue(), other.get("dec_deg").doubleValue(), 1e-7);
    int both = Math.min(one.get("mu").size(), other.get("mu").size());
    assertTrue(both > 2, "samples: " + both);
    for (int i = 0; i < both; i++) {
      for (String column : List.of("radius_arcsec", "ellipticity", "pa_sky_deg")) {
        assertEquals(
            one.get(column).get(i).doubleValue(),
            other.get(column).get(i).doubleValue(),
            1e-3,
            column);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "parquet", "fits", "avro"})
  void measuresAlongEarlierIsophotes(String format) throws IOException {
    Map<String, JsonNode> r = caption("r", "a-r", "--centre=" + sexagesimal());
    caption("earlier", "a-r", "--centre=" + sexagesimal(), "--format=json");
    if (!format.equals("json")) {
      Cli cli =
          run(
              "other",
              "--input=" + in("a-r"),
              "--idFromFileName=(.*)-[rg]",
              "--centre=" + sexagesimal(),
              "--format=" + format);
      assertEquals(0, cli.status(), cli.err());
    }
    String earlier = directory.resolve(format.equals("json") ? "earlier" : "other").toString();
    Map<String, JsonNode> g = caption("g", "a-g", "--isophotes=" + earlier);
    assertSameEllipses(r.get("a-r"), g.get("a-g"));
    assertCentre(pixel(G), g.get("a-g"), 2);
  }

  @Test
  void choosesTheBandOfEarlierIsophotes() throws IOException {
    Map<String, JsonNode> both = caption("both", "a-*", "--centre=" + sexagesimal());
    String earlier = "--isophotes=" + directory.resolve("both");
    Map<String, JsonNode> own = caption("own", "a-*", earlier);
    assertSameEllipses(both.get("a-r"), own.get("a-r"));
    assertSameEllipses(both.get("a-g"), own.get("a-g"));
    Map<String, JsonNode> alongR = caption("alongR", "a-*", earlier, "--isophotesBand=r");
    assertSameEllipses(both.get("a-r"), alongR.get("a-r"));
    assertSameEllipses(both.get("a-r"), alongR.get("a-g"));
  }

  @Test
  void saysThatCsvHasNoCentre() throws IOException {
    Cli csv = run("csv", "--input=" + in("a-r"), "--format=csv");
    assertEquals(0, csv.status(), csv.err());
    Cli cli = run("along", "--input=" + in("a-r"), "--isophotes=" + directory.resolve("csv"));
    assertEquals(1, cli.status());
    assertTrue(
        cli.err().contains("has no centre: CSV and ECSV do not contain it; write the earlier"),
        cli.err());
  }

  @Test
  void measuresCutoutsAtTheirPositions() throws IOException {
    Path catalog = directory.resolve("catalog.csv");
    Files.write(catalog, List.of("id,ra,dec", "a," + FAINT.raDeg() + "," + FAINT.decDeg()));
    String[] cutouts = {
      "--catalog=" + catalog, "--frames=" + in("a-r"), "--cutoutSize=40", "--centre=catalog"
    };
    Cli cli = run("cutouts", cutouts);
    assertEquals(0, cli.status(), cli.err());
    JsonNode profile = profiles("cutouts").get("a-r");
    assertEquals(FAINT.raDeg(), profile.get("ra_deg").doubleValue(), 0.4 / 3600);
    assertEquals(FAINT.decDeg(), profile.get("dec_deg").doubleValue(), 0.4 / 3600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --targets=t --centre=1,2              | --centre cannot be used with --targets
          --targets=t --ellipticity=0.1 --pa=1  | --ellipticity cannot be used with --targets
          --isophotes=p --centre=1,2            | --centre cannot be used with --isophotes
          --isophotes=p --ellipticity=0         | --ellipticity cannot be used with --isophotes
          --isophotes=p --targets=t             | --targets cannot be used with --isophotes
          --isophotes=p --referenceBand=r       | --referenceBand cannot be used with --isophotes
          --isophotesBand=r                     | --isophotesBand needs --isophotes=PREFIX
          --pa=1                                | --pa needs --ellipticity=E
          --paSky=1                             | --paSky needs --ellipticity=E
          --ellipticity=0.1 --pa=1 --paSky=1    | --pa cannot be used with --paSky
          --ellipticity=0.1                     | --ellipticity needs --pa=DEG or --paSky=DEG
          --ellipticity=1 --pa=1                | --ellipticity must be 1 - b/a, at least 0 and less
          --ellipticity=0.1 --pa=361            | --pa must be -360 to 360 degrees, not 361.0
          --centre=1                            | --centre must be X,Y in pixels, a position such as
          --centre=1d,2                         | --centre must be X,Y in pixels, a position such as
          --centre=12:00:00,91:00:00            | --centre must be X,Y in pixels, a position such as
          --centre=catalog                      | --centre=catalog needs --catalog=FILE
          --decColumn=y                         | --decColumn needs --catalog=FILE or --targets=FILE
          --isophotes=OUTPUT                    | --output must differ from --isophotes
          """)
  void refusesContradictions(String options, String message) {
    List<String> args = new ArrayList<>(List.of("--input=" + in("a-r")));
    args.addAll(List.of(options.replace("OUTPUT", directory + "/o").split(" ")));
    refuses(message, args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --targets=t                               | --targets cannot be used with --catalog
          --centre=1,2                              | --centre=1,2 cannot be used with --catalog
          --centre=middle                           | --centre=middle cannot be used with --catalog
          --ellipticity=0 --referenceBand=r         | --ellipticity cannot be used with --catalog and
          """)
  void refusesContradictionsWithCatalog(String options, String message) {
    List<String> args = new ArrayList<>(List.of("--catalog=c.csv", "--frames=" + in("a-r")));
    args.addAll(List.of(options.split(" ")));
    refuses(message, args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centre=1,2", "ellipticity=0", "targets=t.csv", "isophotes=p"})
  void refusesModelWithoutEllipses(String option) throws IOException {
    Path middle = TestModel.write(directory.resolve("middle"));
    refuses(
        "--"
            + option.replaceFirst("=.*", "")
            + " needs a model that finds ellipses, which --model=",
        List.of("--input=" + in("a-r"), "--" + option, "--model=" + middle));
  }

  private void refuses(String message, List<String> options) {
    List<String> args = new ArrayList<>(List.of("caption", "--output=" + directory.resolve("o")));
    args.addAll(options);
    if (options.stream().noneMatch(option -> option.startsWith("--model="))) {
      args.add("--model=" + model);
    }
    Cli cli = Cli.run(args.toArray(String[]::new));
    assertEquals(2, cli.status(), cli.err());
    assertTrue(cli.err().contains(message), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertFalse(Files.exists(directory.resolve("o-00000-of-00001.parquet")));
  }
}
