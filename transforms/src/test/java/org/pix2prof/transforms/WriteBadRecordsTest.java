// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.transforms.FakeModels.galaxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.transforms.FakeModels.Kind;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.PreparedGalaxyCoder;

class WriteBadRecordsTest {
  @TempDir Path directory;

  private void caption(PreparedGalaxy... galaxies) throws Exception {
    Pipeline pipeline = Pipeline.create();
    try (var handler = pipeline.registerBadRecordErrorHandler(WriteBadRecords.to(prefix()))) {
      pipeline
          .apply(Create.of(List.of(galaxies)).withCoder(PreparedGalaxyCoder.of()))
          .apply(CaptionProfiles.of(new FakeModels(Kind.OK)).withBadRecordErrorHandler(handler));
    }
    pipeline.run().waitUntilFinish();
  }

  private String prefix() {
    return directory.resolve("bad").toString();
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void writesALineForEachBadRecord() throws Exception {
    PreparedGalaxy overflowing = galaxy("n", FakeModels.NAN_MU);
    overflowing.image().pixels()[3] = 1e30f;
    caption(galaxy("a", 20), overflowing, galaxy("e", FakeModels.EMPTY));
    assertEquals(Set.of("bad-00000-of-00001.json"), files());
    assertEquals(
        Set.of(
            "{\"source\":\"/data/n.fits\",\"hdu\":1,\"reason\":\"not_finite\","
                + "\"message\":\"the model gives mu = NaN at step 1\"}",
            "{\"source\":\"/data/e.fits\",\"hdu\":1,\"reason\":\"empty_profile\","
                + "\"message\":\"the model gives no profile\"}"),
        Set.copyOf(Files.readAllLines(directory.resolve("bad-00000-of-00001.json"))));

    caption(galaxy("m", FakeModels.EMPTY));
    List<String> lines = Files.readAllLines(directory.resolve("bad-00000-of-00001.json"));
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains("/data/m.fits"), lines.get(0));

    caption(galaxy("a", 20));
    assertEquals(Set.of(), files());
  }

  @Test
  void keepsTheRecordOfAnotherTransform() throws IOException {
    BadRecord other =
        BadRecord.builder()
            .setRecord(BadRecord.Record.builder().setHumanReadableJsonRecord("not json").build())
            .setFailure(
                BadRecord.Failure.builder()
                    .setException("java.io.IOException: gone")
                    .setDescription("reading")
                    .build())
            .build();
    Pipeline pipeline = Pipeline.create();
    PCollection<String> names =
        pipeline
            .apply(Create.of(other).withCoder(BadRecord.getCoder(pipeline)))
            .apply(WriteBadRecords.to(prefix()));
    PAssert.that(names).containsInAnyOrder(prefix() + "-00000-of-00001.json");
    pipeline.run().waitUntilFinish();
    assertEquals(
        List.of(
            "{\"source\":null,\"hdu\":null,\"record\":\"not json\",\"reason\":\"reading\","
                + "\"message\":\"java.io.IOException: gone\"}"),
        Files.readAllLines(directory.resolve("bad-00000-of-00001.json")));
  }

  @Test
  void displaysItsPrefix() {
    assertEquals(
        List.of("out/bad"),
        DisplayData.from(WriteBadRecords.to("out/bad")).items().stream()
            .filter(item -> item.getKey().equals("prefix"))
            .map(DisplayData.Item::getValue)
            .toList());
  }

  @Test
  void refusesADirectory() {
    assertThrows(IllegalArgumentException.class, () -> WriteBadRecords.to("out/"));
  }
}
