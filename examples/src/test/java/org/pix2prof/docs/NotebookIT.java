// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.examples.OtherPrograms;
import org.pix2prof.transforms.DeriveStructure;
import org.pix2prof.transforms.ReadProfiles;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.transforms.WriteStructure;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Runs the commands and then the code of {@code docs/notebook.ipynb}, and compares what it prints
 * with numbers that are computed here from the same profiles as CSV.
 */
class NotebookIT {
  private static final Path NOTEBOOK = Page.ROOT.resolve("docs/notebook.ipynb");
  private static final String NEXT = "---- next ----";
  private static final String GALAXY = "sim-5005-000000";

  /** Executes the code cells in order, in one namespace, as Jupyter does. */
  private static final String RUN_CELLS =
      """
      import json, os, sys

      os.environ["MPLBACKEND"] = "agg"
      with open(sys.argv[1], encoding="utf-8") as file:
          cells = json.load(file)["cells"]
      names = {}
      for cell in cells:
          if cell["cell_type"] == "code":
              exec("".join(cell["source"]), names)
              print("%s")
      """
          .replace("%s", NEXT);

  @TempDir static Path directory;

  /** Lines printed by each code cell. */
  private static List<List<String>> printed;

  @BeforeAll
  static void runNotebook() throws Exception {
    String python = OtherPrograms.python("astropy", "scipy");
    Sandbox sandbox = Sandbox.withExamples(directory);
    for (String line : commands()) {
      for (List<String> command : sandbox.commands(line)) {
        sandbox.run(command.subList(1, command.size()).toArray(String[]::new));
      }
    }
    Path docs = Files.createDirectory(directory.resolve("docs"));
    Path script = Files.writeString(docs.resolve("cells.py"), RUN_CELLS);
    String output =
        OtherPrograms.run(docs, python, "-W", "error", script.toString(), NOTEBOOK.toString());
    printed = Arrays.stream(output.split(NEXT + "\n")).map(text -> text.lines().toList()).toList();
    writeCsv("samples");
    writeCsv("profiles");
  }

  private static JsonNode cells() throws IOException {
    return new ObjectMapper().readTree(NOTEBOOK.toFile()).get("cells");
  }

  /** Returns the lines of the shell blocks in the text of the notebook. */
  private static List<String> commands() throws IOException {
    List<String> lines = new ArrayList<>();
    for (JsonNode cell : cells()) {
      if (cell.get("cell_type").asText().equals("markdown")) {
        StringBuilder text = new StringBuilder();
        cell.get("source").forEach(line -> text.append(line.asText()));
        Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(text)
            .results()
            .forEach(block -> block.group(1).lines().forEach(lines::add));
      }
    }
    assertEquals(3, lines.size());
    return lines;
  }

  /** Writes profiles and their structure as CSV. */
  private static void writeCsv(String prefix) {
    Pipeline pipeline = Pipeline.create();
    PCollection<SurfaceBrightnessProfile> profiles =
        pipeline.apply(ReadProfiles.create().from(directory.resolve("out/" + prefix).toString()));
    Path csv = directory.resolve("csv");
    profiles.apply(WriteProfiles.create().toFile(csv.resolve(prefix + ".csv").toString()));
    profiles
        .apply(DeriveStructure.create())
        .apply(WriteStructure.create().toFile(csv.resolve(prefix + "_structure.csv").toString()));
    pipeline.run().waitUntilFinish();
  }

  /** Returns the rows of a CSV file, each as cells by column. */
  private static List<Map<String, String>> rows(String name) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("csv/" + name + ".csv"));
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<Map<String, String>> samples(String name, String band) throws IOException {
    return rows("profiles").stream()
        .filter(row -> row.get("object_id").equals(name) && row.get("band").equals(band))
        .toList();
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  /** Returns the numbers of a line that stand between words. */
  private static double[] numbers(String line) {
    Matcher number =
        Pattern.compile("(?<![\\w.-])-?\\d+(\\.\\d+)?(e-?\\d+)?(?![\\w-])").matcher(line);
    return number.results().mapToDouble(found -> Double.parseDouble(found.group())).toArray();
  }

  @Test
  void hasNoStoredOutputs() throws IOException {
    for (JsonNode cell : cells()) {
      if (cell.get("cell_type").asText().equals("code")) {
        assertTrue(cell.get("outputs").isEmpty() && cell.get("execution_count").isNull());
      }
    }
  }

  @Test
  void readsSamplesAndUnits() throws IOException {
    List<String> lines = printed.get(1);
    assertEquals(7, lines.size());
    assertEquals("mu in mag / arcsec2", lines.get(6));
    for (String line : lines.subList(0, 6)) {
      String name = line.split(" ")[0];
      List<Map<String, String>> samples =
          rows("samples").stream().filter(row -> row.get("object_id").equals(name)).toList();
      assertEquals(samples.size(), numbers(line)[0], line);
      assertEquals(
          number(samples.get(samples.size() - 1), "radius_arcsec"), numbers(line)[1], 0.006, line);
    }
  }

  @Test
  void readsStructure() throws IOException {
    List<Map<String, String>> structures = rows("samples_structure");
    assertEquals(6, printed.get(2).size());
    for (String line : printed.get(2)) {
      Map<String, String> structure =
          structures.stream()
              .filter(row -> row.get("object_id").equals(line.split(" ")[0]))
              .findFirst()
              .orElseThrow();
      assertEquals(number(structure, "r_50"), numbers(line)[0], 1e-5, line);
      assertEquals(number(structure, "r_50_err"), numbers(line)[1], 1e-5, line);
      assertTrue(line.endsWith(" arcsec"), line);
    }
  }

  @Test
  void printsColours() throws IOException {
    List<Map<String, String>> g = samples(GALAXY, "g");
    List<Map<String, String>> r = samples(GALAXY, "r");
    List<String> lines = printed.get(3);
    assertEquals((r.size() + 5) / 6, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      double[] found = numbers(lines.get(i));
      Map<String, String> blue = g.get(6 * i);
      Map<String, String> red = r.get(6 * i);
      assertEquals(number(red, "radius_arcsec"), found[0], 0.006);
      assertEquals(number(blue, "mu") - number(red, "mu"), found[1], 0.0006);
      assertEquals(Math.hypot(number(blue, "mu_err"), number(red, "mu_err")), found[2], 0.0006);
    }
  }

  @Test
  void stacksIntensities() throws IOException {
    List<Map<String, String>> galaxies =
        rows("profiles_structure").stream().filter(row -> row.get("band").equals("r")).toList();
    assertEquals(4, galaxies.size());
    List<String> lines = printed.get(4);
    assertTrue(lines.size() >= 10, lines.toString());
    for (String line : lines) {
      double[] found = numbers(line);
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (Map<String, String> galaxy : galaxies) {
        // The zero point of simulated images is 22.5.
        double mean = Math.pow(10, -0.4 * (number(galaxy, "mu_mean_50") - 22.5));
        List<Map<String, String>> samples = samples(galaxy.get("object_id"), "r");
        double radius = exactGrid(found[0]) * number(galaxy, "r_50");
        double value = interpolate(samples, radius, "intensity") / mean;
        if (Double.isFinite(value)) {
          sum += value;
          squares += Math.pow(interpolate(samples, radius, "intensity_err") / mean, 2);
          count++;
        }
      }
      assertEquals(count, found[3], line);
      assertEquals(sum / count, found[1], 2e-5, line);
      assertEquals(Math.sqrt(squares) / count, found[2], 2e-5, line);
    }
  }

  /** Returns the radius of the notebook's grid that is printed with three decimals. */
  private static double exactGrid(double printed) {
    double step = Math.pow(8 / 0.5, 1 / 12.0);
    return 0.5 * Math.pow(step, Math.round(Math.log(printed / 0.5) / Math.log(step)));
  }

  private static double interpolate(
      List<Map<String, String>> samples, double radius, String column) {
    List<Map<String, String>> known =
        samples.stream().filter(row -> !row.get("intensity").isEmpty()).toList();
    for (int i = 1; i < known.size(); i++) {
      double inner = number(known.get(i - 1), "radius_arcsec");
      double outer = number(known.get(i), "radius_arcsec");
      if (radius >= inner && radius <= outer) {
        double part = (radius - inner) / (outer - inner);
        return (1 - part) * number(known.get(i - 1), column) + part * number(known.get(i), column);
      }
    }
    return Double.NaN;
  }

  @Test
  void correctsForExtinction() throws IOException {
    assertEquals("A_g = 0.165, A_r = 0.114", printed.get(5).get(0));
    double g = number(samples(GALAXY, "g").get(0), "mu");
    double r = number(samples(GALAXY, "r").get(0), "mu");
    double[] found = numbers(printed.get(5).get(1));
    assertEquals(r - 0.114, found[1], 0.001);
    assertEquals(g - r - 0.051, found[2], 0.001);
  }

  @Test
  void convertsToKiloparsecs() throws IOException {
    double scale = kpcPerArcsec(0.03);
    List<String> lines = printed.get(6);
    assertEquals(scale, numbers(lines.get(0))[0], 0.001 * scale);
    List<Map<String, String>> r = samples(GALAXY, "r");
    double last = number(r.get(r.size() - 1), "radius_arcsec");
    assertEquals(last, numbers(lines.get(1))[0], 0.006);
    assertEquals(last * scale, numbers(lines.get(1))[1], 0.001 * last * scale);
    double dimmed = number(r.get(0), "mu") - 0.114 - 10 * Math.log10(1.03);
    assertEquals(dimmed, numbers(lines.get(2))[1], 0.001);
    assertTrue(lines.get(2).endsWith(" mag / arcsec2"), lines.get(2));
  }

  /** Integrates the distance for H0 and the matter density of Planck 2018, without radiation. */
  private static double kpcPerArcsec(double redshift) {
    int steps = 1000;
    double integral = 0;
    for (int i = 0; i < steps; i++) {
      double z = (i + 0.5) / steps * redshift;
      integral += redshift / steps / Math.sqrt(0.30966 * Math.pow(1 + z, 3) + 1 - 0.30966);
    }
    double megaparsecs = 299792.458 / 67.66 * integral / (1 + redshift);
    return 1000 * megaparsecs * Math.toRadians(1 / 3600.0);
  }
}
