// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code caption --structure}. */
class CaptionStructureTest {
  private static final String COLUMNS =
      "object_id,band,source,hdu,model,r_23_5,r_23_5_err,r_25,r_25_err,r_26,r_26_err,"
          + "mag_23_5,mag_23_5_err,mag_25,mag_25_err,mag_26,mag_26_err,mag_total,"
          + "mag_total_err,r_20,r_20_err,r_50,r_50_err,r_80,r_80_err,r_90,r_90_err,"
          + "mu_mean_50,mu_mean_50_err,c_28,c_28_err,c_9050,c_9050_err,disc_mu_0,"
          + "disc_mu_0_err,disc_h,disc_h_err,disc_r_in,disc_r_out,flags,profile_flags,"
          + "ellipticity_25,ellipticity_25_err,pa_25,pa_25_err,pa_sky_25,pa_sky_25_err,"
          + "ellipticity_50,ellipticity_50_err,pa_50,pa_50_err,pa_sky_50,pa_sky_50_err,"
          + "r_25_circ,r_25_circ_err,r_20_circ,r_20_circ_err,r_50_circ,r_50_circ_err,"
          + "r_80_circ,r_80_circ_err,r_90_circ,r_90_circ_err,r_petro,r_petro_err,"
          + "r_petro_circ,r_petro_circ_err,mag_petro,mag_petro_err,sersic_n,sersic_n_err,"
          + "sersic_r_e,sersic_r_e_err,sersic_mu_e,sersic_mu_e_err,sersic_r_in,"
          + "sersic_r_out,sersic_rms,ra_deg,dec_deg";

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
    List<String> args =
        new ArrayList<>(
            List.of(
                "caption",
                "--input=" + directory + "/in/*.fits",
                "--model=" + model,
                "--output=" + directory.resolve("out/p")));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** Returns the prefixes of the written files. */
  private Set<String> outputs() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("-.*", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void writesOneStructureRowPerProfile() throws IOException {
    Cli cli = caption("--structure", "--format=csv");
    assertEquals("", cli.err());
    assertEquals(0, cli.status());
    String out = directory.resolve("out/p").toString();
    assertTrue(
        cli.out().endsWith(" -> " + out + "-*.csv, " + out + "_structure-*.csv\n"), cli.out());
    assertEquals(Set.of("p", "p.run", "p_structure"), outputs());
    TreeSet<String> objects = new TreeSet<>();
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("p_structure")).toList()) {
        List<String> lines = Files.readAllLines(file);
        assertEquals(COLUMNS, lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
          String[] cells = line.split(",", -1);
          assertEquals(COLUMNS.split(",").length, cells.length, line);
          objects.add(cells[0] + " " + cells[1] + " " + cells[4].replaceAll("@.*", ""));
          // With random weights, every missing value must have a flag.
          assertEquals(cells[17].isEmpty(), cells[39].contains("mag_total:"), line);
        }
      }
    }
    assertEquals(Set.of("a r tiny-1", "b r tiny-1"), objects);
    assertEquals(24, ProfileRows.of(directory.resolve("out/p")).size(), "profiles are unchanged");
  }

  @Test
  void writesBothTablesInSameFormat() throws IOException {
    Cli cli = caption("--structure=true");
    assertEquals(0, cli.status(), cli.err());
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      assertTrue(
          files
              .map(Path::toString)
              .filter(file -> file.contains("p_structure-"))
              .allMatch(file -> file.endsWith(".parquet")));
    }
    assertEquals(Set.of("p", "p.run", "p_structure"), outputs());
  }

  @Test
  void writesNoStructureByDefault() throws IOException {
    assertEquals(0, caption("--structure=false").status());
    assertEquals(Set.of("p", "p.run"), outputs());
  }

  @Test
  void badRecordsNeedOtherNamesThanStructures() {
    String prefix = directory.resolve("out/p_structure").toString();
    Cli cli = caption("--structure", "--format=json", "--badRecords=" + prefix);
    assertEquals(Pix2Prof.USAGE, cli.status());
    assertEquals(
        "pix2prof caption: --badRecords must differ from "
            + prefix
            + " with --format=json and --structure: both are PREFIX-*.json\n",
        cli.err());
    assertEquals(0, caption("--format=json", "--badRecords=" + prefix).status());
  }
}
