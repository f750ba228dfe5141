// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks, segmentation maps and weight maps on the command line. */
@Tag("slow")
class CaptionMasksTest {
  private static final int PIXELS = TestFits.SIZE * TestFits.SIZE;

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
                "--output=" + directory + "/out.csv",
                "--model=" + model));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** Returns the values of a column of the output. */
  private List<String> column(String name) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("out.csv"));
    int index = List.of(lines.get(0).split(",")).indexOf(name);
    return lines.stream().skip(1).map(line -> line.split(",", -1)[index]).toList();
  }

  private String distinct(String name) throws IOException {
    return column(name).stream().distinct().sorted().collect(Collectors.joining(" "));
  }

  private double mostMasked() throws IOException {
    return column("masked_fraction").stream().mapToDouble(Double::parseDouble).max().orElseThrow();
  }

  /** Writes maps with one value in the left half of the image and another in the right one. */
  private void writeMaps(String suffix, float left, float right) throws IOException {
    float[] map = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      map[i] = i % TestFits.SIZE > TestFits.SIZE / 2 + 3 ? right : left;
    }
    TestFits.write(directory.resolve("in/a" + suffix), map);
    TestFits.write(directory.resolve("in/b" + suffix), map);
  }

  @Test
  void masksByPatternOfFileNames() throws IOException {
    assertEquals(0, caption().status());
    assertEquals(0, mostMasked());
    writeMaps("_mask.fits", 0, 4);
    Cli cli = caption("--mask={dir}/{id}_mask.fits");
    assertEquals(0, cli.status(), cli.err());
    assertTrue(cli.out().startsWith("2 profiles from 2 images"), cli.out());
    assertTrue(cli.out().contains("2 HDUs skipped (mask 2)"), cli.out());
    assertEquals("a b", distinct("object_id"));
    assertTrue(distinct("flags").contains("partly_missing"), distinct("flags"));
    assertTrue(mostMasked() > 0.1 && mostMasked() < 0.6, "masked " + mostMasked());
  }

  @Test
  void bitsNeedMaskOfIntegers() throws IOException {
    writeMaps("_mask.fits", 0, 4);
    Cli floats = caption("--mask=" + directory + "/in/*_mask.fits", "--maskBits=0x3");
    assertEquals(1, floats.status());
    assertTrue(floats.err().contains("expected integers, since it is a mask"), floats.err());
  }

  @Test
  void missingMaskIsBadRecord() throws IOException {
    writeMaps("_mask.fits", 0, 4);
    Files.delete(directory.resolve("in/b_mask.fits"));
    Cli failed = caption("--mask={dir}/{id}_mask.fits");
    assertEquals(1, failed.status());
    assertTrue(failed.err().contains("/in/b_mask.fits does not exist"), failed.err());
    Cli cli = caption("--mask={dir}/{id}_mask.fits", "--badRecords=" + directory + "/bad");
    assertEquals(0, cli.status(), cli.err());
    assertTrue(cli.out().contains("1 bad record (no_mask 1)"), cli.out());
    assertEquals("a", distinct("object_id"));
  }

  @Test
  void segmentationMasksNeighbours() throws IOException {
    writeMaps(".seg.fits", 1, 2);
    TestFits.write(directory.resolve("in/b.seg.fits"), new float[PIXELS]);
    Cli cli = caption("--segmentation={dir}/{id}.seg.fits", "--badRecords=" + directory + "/bad");
    assertEquals(0, cli.status(), cli.err());
    assertTrue(cli.out().contains("1 bad record (no_segment 1)"), cli.out());
    assertEquals("a", distinct("object_id"));
    assertTrue(mostMasked() > 0.1, "masked " + mostMasked());
  }

  @Test
  void errorsFollowWeightMap() throws IOException {
    assertEquals(0, caption().status());
    List<String> plain = column("intensity_err");
    // The noise of the images is 0.02; the weights are relative.
    writeMaps(".weight.fits", 1, 1);
    Cli cli = caption("--weight={dir}/{id}.weight.fits");
    assertEquals(0, cli.status(), cli.err());
    assertTrue(distinct("flags").contains("weight_scaled"), distinct("flags"));
    writeMaps(".weight.fits", 2500, 2500);
    assertEquals(0, caption("--weight={dir}/{id}.weight.fits").status());
    assertFalse(distinct("flags").contains("weight_scaled"), distinct("flags"));
    assertEquals(plain.size(), column("intensity_err").size());
  }

  @Test
  void weightMapOfUnknownTypeNeedsOption() throws IOException {
    writeMaps(".map.fits", 0.02f, 0.02f);
    Cli cli = caption("--weight={dir}/{id}.map.fits");
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains("give weightType=ivar, variance or rms"), cli.err());
    cli = caption("--weight={dir}/{id}.map.fits", "--weightType=rms");
    assertEquals(0, cli.status(), cli.err());
    assertFalse(distinct("flags").contains("weight_scaled"), distinct("flags"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--maskBits=1 | --zeroPoint=22 | maskBits needs mask",
        "--maskBits=1 | --segmentation=SEG | maskBits needs mask",
        "--maskBits=x | --mask=DQ | maskBits must be a sum of bits, such as 33 or 0x21, not x",
        "--weightType=rms | --mask=DQ | weightType needs weight",
        "--weightType=sigma | --weight=DQ | --weightType must be ivar, variance, rms, not 'sigma'",
        "--mask=**/x.fits | --zeroPoint=22 | mask must be a pattern with one *",
        "--mask={object}.fits | --zeroPoint=22 | placeholders are {dir}, {name}, {id} or {band}",
        "--mask=DQ | --hdu=DQ | hdu and mask are the same HDU, DQ",
        "--mask=DQ | --weight=DQ | mask and weight are the same map",
      })
  void refusesContradictoryMaps(String option, String other, String message) {
    Cli cli = caption(option, other);
    assertTrue(cli.err().contains(message), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertEquals(2, cli.status());
  }
}
