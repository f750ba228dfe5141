// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.wcs.SkyPoint;

class CaptionCatalogTest {
  /**
   * Positions in the first frame, in both, across the edge between them, in the second, and at its
   * far edge.
   */
  private static final List<double[]> GALAXIES =
      List.of(
          new double[] {60, 90},
          new double[] {280, 40},
          new double[] {291, 150},
          new double[] {400, 100},
          new double[] {565, 60});

  @TempDir private static Path data;
  @TempDir private Path directory;
  private static Path model;

  @BeforeAll
  static void writeSurvey() throws IOException {
    model = TestModel.writeDetecting(data.resolve("model"));
    TestFrames.write(data.resolve("frame-r-1.fits.bz2"), 0, "r", 1, GALAXIES);
    TestFrames.write(data.resolve("frame-r-2.fits.bz2"), 270, "r", 1, GALAXIES);
    TestFrames.write(data.resolve("frame-g-1.fits.bz2"), 0, "g", 0.4, GALAXIES);
    TestFrames.write(data.resolve("frame-g-2.fits.bz2"), 270, "g", 0.4, GALAXIES);
    List<String> rows = new ArrayList<>(List.of("objID,RA,Dec,side"));
    for (int i = 0; i < GALAXIES.size(); i++) {
      SkyPoint at = TestFrames.sky(GALAXIES.get(i)[0], GALAXIES.get(i)[1]);
      rows.add(
          String.format(
              Locale.ROOT, "12376487201424016%02d,%.8f,%.8f,%d", i, at.raDeg(), at.decDeg(), 16));
    }
    rows.add("far,10,10,16");
    rows.add("bad,10,100,16");
    Files.write(data.resolve("catalog.csv"), rows);
  }

  private Cli caption(String output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "caption",
                "--catalog=" + data + "/catalog.csv",
                "--frames=" + data + "/frame-*.fits.bz2",
                "--survey=sdss",
                "--idColumn=objID",
                "--raColumn=ra",
                "--decColumn=dec",
                "--model=" + model,
                "--format=csv",
                "--batchSize=1",
                "--output=" + directory.resolve(output)));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** Returns identifier and band of each profile. */
  private TreeSet<String> profiles(String output) throws IOException {
    TreeSet<String> profiles = new TreeSet<>();
    for (String row : ProfileRows.of(directory.resolve(output))) {
      String[] fields = row.split(",", -1);
      profiles.add(fields[0] + " " + fields[1]);
    }
    return profiles;
  }

  @Test
  void everyRowGivesProfilesOrBadRecord() throws IOException {
    Cli direct = caption("direct", "--badRecords=" + directory.resolve("bad"));
    assertEquals("", direct.err());
    assertEquals(0, direct.status());
    assertTrue(
        direct.out().contains("10 profiles from 10 images")
            && direct.out().contains("2 bad records (bad_position 1, outside_frames 1)"),
        direct.out());
    TreeSet<String> expected = new TreeSet<>();
    for (int i = 0; i < GALAXIES.size(); i++) {
      expected.add("123764872014240160" + i + " g");
      expected.add("123764872014240160" + i + " r");
    }
    assertEquals(expected, profiles("direct"));
    List<String> bad;
    try (Stream<Path> files = Files.list(directory)) {
      bad = Files.readAllLines(files.filter(f -> f.toString().endsWith(".json")).findFirst().get());
    }
    assertTrue(bad.stream().anyMatch(line -> line.contains("row 6, id far")), bad.toString());
    assertTrue(bad.stream().allMatch(line -> line.contains("catalog.csv")), bad.toString());

    Cli flink =
        caption(
            "flink",
            "--badRecords=" + directory.resolve("flink-bad"),
            "--runner=flink",
            "--parallelism=2");
    assertEquals(0, flink.status(), flink.err());
    assertEquals(
        ProfileRows.of(directory.resolve("direct")), ProfileRows.of(directory.resolve("flink")));
  }

  /** Returns the values of a column of one object, by band and radius. */
  private List<String> column(String output, String object, String band, int column)
      throws IOException {
    List<String> values = new ArrayList<>();
    for (String row : ProfileRows.of(directory.resolve(output))) {
      String[] fields = row.split(",", -1);
      if (fields[0].equals(object) && fields[1].equals(band)) {
        values.add(fields[2] + " " + fields[column]);
      }
    }
    return values;
  }

  @Test
  void measuresAllBandsAlongReferenceBand() throws IOException {
    String object = "1237648720142401603";
    Cli own = caption("own", "--badRecords=" + directory.resolve("bad"));
    assertEquals(0, own.status(), own.err());
    Cli cli = caption("r", "--badRecords=" + directory.resolve("bad"), "--referenceBand=r");
    assertEquals(0, cli.status(), cli.err());
    assertTrue(cli.out().contains("10 profiles from 10 images"), cli.out());

    assertEquals(profiles("own"), profiles("r"));
    assertEquals(column("own", object, "r", 3), column("r", object, "r", 3));
    List<String> ellipses = column("r", object, "r", 8);
    List<String> ofG = column("r", object, "g", 8);
    int both = Math.min(ellipses.size(), ofG.size());
    assertTrue(both > 3);
    for (int i = 0; i < both; i++) {
      assertEquals(
          Double.parseDouble(ellipses.get(i).split(" ")[1]),
          Double.parseDouble(ofG.get(i).split(" ")[1]),
          1e-5);
    }
    assertNotEquals(column("own", object, "g", 8), ofG);
  }

  @Test
  void reportMakesTheCutoutsAgain() throws IOException {
    Cli captioned = caption("shown", "--badRecords=" + directory.resolve("bad"));
    assertEquals(0, captioned.status(), captioned.err());
    Cli cli =
        Cli.run(
            "report",
            "--profiles=" + directory.resolve("shown"),
            "--catalog=" + data + "/catalog.csv",
            "--frames=" + data + "/frame-*.fits.bz2",
            "--survey=sdss",
            "--idColumn=objID",
            "--raColumn=ra",
            "--decColumn=dec",
            "--model=" + model,
            "--output=" + directory.resolve("report"));
    assertEquals(0, cli.status(), cli.err());
    assertEquals(
        "report of 10 profiles -> " + directory.resolve("report") + "/index.html\n", cli.out());

    Cli both =
        Cli.run(
            "report",
            "--profiles=" + directory.resolve("shown"),
            "--catalog=" + data + "/catalog.csv",
            "--frames=" + data + "/frame-*.fits.bz2",
            "--input=a.fits",
            "--output=" + directory.resolve("report"));
    assertEquals(2, both.status());
    assertTrue(both.err().contains("--input cannot be used with --catalog"), both.err());
  }

  @Test
  void cutoutsHaveRequestedSize() throws IOException {
    Cli small = caption("small", "--badRecords=" + directory.resolve("bad"), "--cutoutSize=5");
    assertEquals(0, small.status(), small.err());
    Cli sized = caption("sized", "--badRecords=" + directory.resolve("bad"), "--sizeColumn=side");
    assertEquals(0, sized.status(), sized.err());
    assertTrue(sized.out().contains("10 profiles"), sized.out());
    assertNotEquals(
        column("small", "1237648720142401603", "r", 3),
        column("sized", "1237648720142401603", "r", 3));
    Cli large =
        caption(
            "large",
            "--badRecords=" + directory.resolve("bad"),
            "--sizeColumn=side",
            "--cutoutSize=5",
            "--maxCutoutSize=10");
    assertTrue(large.out().contains("0 profiles from 0 images"), large.out());
    assertTrue(large.out().contains("bad_size 6"), large.out());
  }

  @Test
  void countsOutsidePositionsAndStopsAtBadRow() throws IOException {
    Cli bad = caption("stopped");
    assertEquals(1, bad.status());
    assertTrue(bad.err().contains("row 7"), bad.err());
    assertTrue(bad.err().contains("--badRecords=PREFIX"), bad.err());

    List<String> rows = Files.readAllLines(data.resolve("catalog.csv"));
    Path good = directory.resolve("good.csv");
    Files.write(good, rows.subList(0, 7));
    Cli cli =
        Cli.run(
            "caption",
            "--catalog=" + good,
            "--idColumn=objID",
            "--frames=" + data + "/frame-r-*.fits.bz2",
            "--model=" + model,
            "--output=" + directory.resolve("counted"));
    assertEquals("", cli.err());
    assertTrue(
        cli.out().contains("5 profiles from 5 images")
            && cli.out().contains(", 1 position outside the frames"),
        cli.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --catalog=c.csv                                   | --catalog needs --frames=GLOB
          --catalog=c.csv --frames=f --input=i              | --input cannot be used with --catalog
          --catalog=c.csv --frames=f --watch=10s            | --watch cannot be used with --catalog
          --catalog=c.csv --frames=f --idKeyword=OBJECT     | --idKeyword cannot be used with --catalog
          --catalog=c.csv --frames=f --idFromFileName=(.*)  | --idFromFileName cannot be used with
          --catalog=c.csv --frames=f --pixelScale=1         | --pixelScale cannot be used with --catalog
          --catalog=c.csv --frames=f --maxPixels=9          | --maxPixels cannot be used with --catalog
          --catalog=c.csv --frames=f --collapse=sum         | --collapse cannot be used with --catalog
          --catalog=c.csv --frames=f --mask=DQ              | --mask cannot be used with --catalog
          --catalog=c.csv --frames=f --maskBits=1           | --maskBits cannot be used with --catalog
          --catalog=c.csv --frames=f --segmentation=SEG     | --segmentation cannot be used with
          --catalog=c.csv --frames=f --weight=WHT           | --weight cannot be used with --catalog
          --catalog=c.csv --frames=f --weightType=rms       | --weightType cannot be used with --catalog
          --catalog=c.csv --frames=f --maxCutoutSize=9       | --maxCutoutSize needs --sizeColumn
          --catalog=c.csv --frames=f --cutoutSize=-1         | cutoutSize must be arcsec, greater than 0
          --input=i --frames=f                              | --frames needs --catalog=FILE
          --input=i --idColumn=f                            | --idColumn needs --catalog=FILE
          --input=i --cutoutSize=9                           | --cutoutSize needs --catalog=FILE
          --format=csv                                      | --input is missing, or --catalog
          """)
  void reportsInvalidUsageInOneLine(String options, String message) {
    List<String> args = new ArrayList<>(List.of("caption", "--output=" + directory.resolve("o")));
    args.addAll(List.of(options.split(" ")));
    args.add("--model=" + model);
    Cli cli = Cli.run(args.toArray(String[]::new));
    assertEquals(2, cli.status(), cli.err());
    assertTrue(cli.err().contains(message), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
  }

  @Test
  void reportsMissingFiles() {
    Cli cli =
        Cli.run(
            "caption",
            "--catalog=" + data + "/catalog.csv",
            "--frames=" + data + "/none*",
            "--model=" + model,
            "--output=" + directory.resolve("o"));
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains("no file matches --frames=" + data + "/none*"), cli.err());
  }

  @Test
  void progressCountsCutouts() {
    Cli cli = caption("cutouts", "--progress=1ms", "--badRecords=" + directory + "/bad");
    assertEquals(0, cli.status(), cli.err());
    List<String> lines = cli.err().lines().toList();
    assertTrue(
        lines.stream().allMatch(line -> line.matches("([0-9]|10)(/10)? images  .*")), cli.err());
    assertTrue(lines.get(lines.size() - 1).startsWith("10/10 images  "), cli.err());
  }

  @Test
  void progressHasNoTotalWithReferenceBand() {
    Cli cli =
        caption(
            "bands", "--progress=1ms", "--badRecords=" + directory + "/bad", "--referenceBand=r");
    assertEquals(0, cli.status(), cli.err());
    List<String> lines = cli.err().lines().toList();
    assertTrue(lines.stream().allMatch(line -> line.matches("\\d+ images  .*")), cli.err());
    assertTrue(lines.get(lines.size() - 1).startsWith("10 images  "), cli.err());
  }
}
