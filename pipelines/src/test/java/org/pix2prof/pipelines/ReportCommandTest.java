// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
  @TempDir private Path directory;

  @BeforeEach
  void writeGalaxies() throws IOException {
    Files.createDirectory(directory.resolve("in"));
    TestFits.write(directory.resolve("in/a.fits"));
    TestFits.write(directory.resolve("in/b.fits"));
    Files.writeString(directory.resolve("in/bad.fits"), "this is no FITS file");
    Files.writeString(
        directory.resolve("profiles-00000-of-00001.csv"),
        """
        object_id,band,radius_arcsec,mu,mu_err,source,hdu,model,ellipticity,pa_deg
        a,r,1,20,0.1,/elsewhere/a.fits,0,fake-1.0.0@0123456789ab,0.2,30
        a,r,4,22,0.2,/elsewhere/a.fits,0,fake-1.0.0@0123456789ab,0.3,30
        """);
  }

  private Cli report(String... more) {
    List<String> args = new ArrayList<>(List.of("report"));
    for (String option :
        List.of(
            "--profiles=" + directory + "/profiles",
            "--input=" + directory + "/in/*.fits",
            "--output=" + directory + "/report/")) {
      if (Stream.of(more).noneMatch(m -> m.startsWith(option.replaceFirst("=.*", "=")))) {
        args.add(option);
      }
    }
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private JsonNode data() throws IOException {
    String html = Files.readString(directory.resolve("report/index.html"));
    String start = "id=\"data\">";
    int from = html.indexOf(start) + start.length();
    return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  @Test
  void showsRunAndBadRecords() throws IOException {
    Files.writeString(
        directory.resolve("profiles.run"),
        """
        {"started": "2026-11-23T11:00:00Z", "seconds": 2.5, "runner": "DirectRunner", "images": 5,
         "profiles": 1, "bad_records": {"not_fits": 1, "truncated": 3},
         "bad_records_prefix": "%s/bad", "hdus_skipped": {}, "positions_outside": 0,
         "masks_missing": 0}
        """
            .formatted(directory));
    Files.writeString(
        directory.resolve("bad-00000-of-00001.json"),
        """
        {"source": "/gone/t.fits", "hdu": 0, "reason": "truncated", "message": "too short"}
        """);

    Cli cli = report("--band=r");

    assertEquals(0, cli.status(), cli.err());
    assertEquals(
        "report of 1 profile, 1 image without a profile -> " + directory + "/report/index.html\n",
        cli.out());
    assertEquals("", cli.err());
    assertEquals("[\"a\",\"b\"]", data().at("/table/object").toString());
    assertEquals("[\"no_profile\"]", data().at("/table/flagNames").toString());
    assertEquals(5, data().at("/run/images").intValue());
    assertEquals("{\"not_fits\":1,\"truncated\":3}", data().at("/bad/byReason").toString());
    assertEquals("/gone/t.fits", data().at("/bad/list/1/source").textValue());
    assertTrue(data().at("/bad/list/0/source").textValue().endsWith("in/bad.fits"));
  }

  @Test
  void warnsOfInputsWithoutMatch() throws IOException {
    Files.writeString(
        directory.resolve("profiles.run"),
        """
        {"started": "2026-11-23T11:00:00Z", "seconds": 2.5, "runner": "DirectRunner", "images": 1,
         "profiles": 1, "bad_records": {}, "bad_records_prefix": null, "hdus_skipped": {},
         "positions_outside": 0, "masks_missing": 0}
        """);
    Files.writeString(
        directory.resolve("truth.csv"), "object_id,band,radius_arcsec,mu\na,i,1,20\n");

    Cli cli =
        report(
            "--profiles=" + directory + "/profiles-*.csv",
            "--input=" + directory + "/in/b.fits",
            "--reference=" + directory + "/truth.csv",
            "--band=r");

    assertEquals(0, cli.status(), cli.err());
    assertEquals(
        "report of 1 profile, 1 without an image, 0 with a reference, 1 image without a profile"
            + " -> "
            + directory
            + "/report/index.html\n",
        cli.out());
    List<String> warnings = cli.err().lines().toList();
    assertEquals(2, warnings.size(), cli.err());
    assertTrue(warnings.get(0).contains("the 1 image of --input=" + directory + "/in/b.fits"));
    assertTrue(warnings.get(1).contains("--reference=" + directory + "/truth.csv has none"));
    assertEquals(1, data().at("/run/images").intValue());

    Files.writeString(
        directory.resolve("truth.csv"), "object_id,band,radius_arcsec,mu\na,r,1,20\n");
    cli = report("--reference=" + directory + "/truth.csv", "--band=r");
    assertEquals("", cli.err());
    assertTrue(
        cli.out().startsWith("report of 1 profile, 1 with a reference, 1 image without a profile"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input=a,,b | 2 | --input has an empty pattern",
        "--output=out/* | 2 | plain path, not a pattern",
        "--input=/nowhere/*.fits | 1 | no file matches --input=/nowhere/*.fits",
        "--profiles=/nowhere/profiles | 1 | /nowhere/profiles",
        "--reference=/nowhere/truth.csv | 1 | /nowhere/truth.csv",
        "--model=/nowhere | 1 | /nowhere",
      })
  void reportsInvalidAndMissingInputs(String option, int status, String message) {
    Cli cli = report(option);

    assertTrue(cli.err().contains(message), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertEquals(status, cli.status());
  }

  @Test
  void refusesToReplaceOtherPageBeforeRun() throws IOException {
    Files.createDirectory(directory.resolve("report"));
    Files.writeString(directory.resolve("report/index.html"), "mine");

    Cli cli = report("--profiles=/nowhere/profiles");

    assertEquals(1, cli.status());
    assertTrue(cli.err().contains("index.html was not written by pix2prof report"), cli.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"this is no JSON", "[1]", "{\"source\": 1e", "{\"source\": \"a\"}\n\u0000"})
  void namesDamagedListOfBadRecords(String text) throws IOException {
    Path list = directory.resolve("bad-00000-of-00001.json");
    Files.writeString(list, text);
    Cli cli = report("--badRecords=" + directory + "/bad", "--band=r");
    assertEquals(1, cli.status(), cli.out());
    String line = "pix2prof report: " + list + ", line " + text.lines().count() + ": ";
    assertTrue(cli.err().startsWith(line), cli.err());
    assertTrue(
        cli.err().endsWith("; expected a bad record of caption, a JSON object\n"), cli.err());
  }

  /** Each of two runs would delete the other's chunks. */
  @Test
  void refusesDirectoryOfRunningReport() throws IOException {
    try (OutputLock held = OutputLock.ofDirectory(directory.resolve("report"))) {
      Cli cli = report("--band=r");
      assertEquals(1, cli.status(), cli.out());
      assertEquals(
          "pix2prof report: another run is writing to "
              + directory.resolve("report")
              + ": wait until it has ended, or choose another directory\n",
          cli.err());
    }
    assertEquals(0, report("--band=r").status());
  }
}
