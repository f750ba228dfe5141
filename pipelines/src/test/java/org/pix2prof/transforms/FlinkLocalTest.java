// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.PreparedGalaxyCoder;
import org.pix2prof.values.Provenance;

/** Tests CaptionProfiles, WriteProfiles and WriteBadRecords on Flink's local master. */
@Tag("slow")
class FlinkLocalTest {
  private static final int GALAXIES = 100;
  private static final int BAD = 37;
  private static final String HEADER =
      "object_id,band,radius_arcsec,mu,mu_err,source,hdu,model,ellipticity,pa_deg,"
          + "pa_sky_deg,intensity,intensity_err,mu_limit,masked_fraction,flags";

  @TempDir Path directory;

  private static Pipeline pipeline(boolean streaming, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--runner=FlinkRunner",
                "--flinkMaster=[local]",
                "--parallelism=2",
                "--fasterCopy=true",
                "--streaming=" + streaming));
    args.addAll(List.of(more));
    return Pipeline.create(PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).create());
  }

  @ParameterizedTest
  @CsvSource({"false,0", "true,3"})
  void writesEveryGalaxyOnceAndBadRecord(boolean streaming, int shards) throws Exception {
    Pipeline pipeline = pipeline(streaming);
    caption(
        pipeline.apply(
            Create.of(IntStream.range(0, GALAXIES).mapToObj(FlinkLocalTest::galaxy).toList())
                .withCoder(PreparedGalaxyCoder.of())),
        shards);
    pipeline.run().waitUntilFinish();

    Set<String> expected = new TreeSet<>();
    IntStream.range(0, GALAXIES).filter(i -> i != BAD).forEach(i -> expected.add(row(i)));
    List<String> rows = rows("profiles-");
    assertEquals(expected, new TreeSet<>(rows));
    assertEquals(GALAXIES - 1, rows.size());
    assertEquals(
        List.of(
            "{\"source\":\"/data/37.fits\",\"hdu\":0,\"reason\":\"empty_profile\","
                + "\"message\":\"the model gives no profile\"}"),
        Files.readAllLines(directory.resolve("bad-00000-of-00001.json")));
  }

  @Test
  void writesStreamToFilesPerWindow() throws Exception {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    TestStream.Builder<PreparedGalaxy> stream = TestStream.create(PreparedGalaxyCoder.of());
    for (int i = 0; i < 10; i++) {
      Instant time = start.plus(Duration.standardMinutes(i));
      stream =
          stream
              .addElements(TimestampedValue.of(galaxy(i), time))
              .advanceWatermarkTo(time.plus(Duration.standardSeconds(30)));
    }
    // Checkpoints publish the files of a stream; the rest are published at its end.
    Pipeline pipeline =
        pipeline(true, "--checkpointingInterval=500", "--enableStableInputDrain=true");
    caption(
        pipeline
            .apply(stream.advanceWatermarkToInfinity())
            .apply(Window.into(FixedWindows.of(Duration.standardMinutes(5)))),
        0);
    pipeline.run().waitUntilFinish();
    for (int window = 0; window < 2; window++) {
      int first = 5 * window;
      assertEquals(
          IntStream.range(first, first + 5).mapToObj(FlinkLocalTest::row).toList(),
          rows(
                  String.format(
                      "profiles-20260101T00%02d00.000Z-20260101T00%02d00.000Z-00000-of-00001.csv",
                      first, first + 5))
              .stream()
              .sorted()
              .toList());
    }
  }

  @Test
  void refusesStreamWithoutCheckpoints() {
    Pipeline pipeline = pipeline(true);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> {
              caption(
                  pipeline
                      .apply(
                          TestStream.create(PreparedGalaxyCoder.of()).advanceWatermarkToInfinity())
                      .apply(Window.into(FixedWindows.of(Duration.standardMinutes(5)))),
                  0);
              pipeline.run();
            });
    assertTrue(e.getMessage().contains("No checkpointing configured"), e.getMessage());
  }

  private void caption(PCollection<PreparedGalaxy> galaxies, int shards) throws Exception {
    try (var handler =
        galaxies
            .getPipeline()
            .registerBadRecordErrorHandler(
                WriteBadRecords.to(directory.resolve("bad").toString()))) {
      galaxies
          .apply(
              CaptionProfiles.of(new FakeSource())
                  .withMaxBatchSize(7)
                  .withBadRecordErrorHandler(handler))
          .apply(
              WriteProfiles.create()
                  .to(directory.resolve("profiles").toString())
                  .withNumShards(shards));
    }
  }

  private List<String> rows(String prefix) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
    List<String> rows = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      assertEquals(HEADER, lines.get(0));
      rows.addAll(lines.subList(1, lines.size()));
    }
    return rows;
  }

  private static PreparedGalaxy galaxy(int i) {
    return PreparedGalaxy.of(
        Provenance.of("g" + i, Optional.empty(), "/data/" + i + ".fits", 0),
        new PreparedImage(new float[] {i}, 1, 1, 0, 0, 0, 0, 0, Set.of()));
  }

  private static String row(int i) {
    // No sky is fainter than 35 mag/arcsec^2.
    String flags = i > 35 ? "calibration_doubtful" : "";
    String rest = ",,/data/" + i + ".fits,0,fake-1@0123456789ab,,,,,,,,";
    return "g" + i + ",,1.0," + (float) i + rest + flags;
  }

  /** Returns the pixel as the profile, and nothing for the bad image. */
  private record FakeSource() implements ModelSource {
    @Override
    public Lease acquire() {
      CaptionModel model = new FakeModel();
      return new Lease() {
        @Override
        public CaptionModel model() {
          return model;
        }

        @Override
        public void close() {}
      };
    }
  }

  private record FakeModel() implements CaptionModel {
    @Override
    public ModelManifest manifest() {
      return new ModelManifest(
          "fake",
          "1",
          ModelManifest.Format.TORCHSCRIPT,
          "model.pt",
          "0123456789ab" + "0".repeat(52),
          new ModelManifest.Input(
              1,
              1,
              1,
              22.5,
              List.of("r"),
              OptionalDouble.empty(),
              ModelManifest.Sky.NONE,
              ModelManifest.Centre.IMAGE,
              ModelManifest.Missing.ZERO,
              new ModelManifest.Normalisation.None()),
          null,
          new ModelManifest.Profile(
              new ModelManifest.Radius.Geometric(1, 2), 1, new ModelManifest.Stop.Predicted(0.5)),
          Map.of());
    }

    @Override
    public List<Caption> caption(List<PreparedImage> images) {
      return images.stream()
          .map(image -> image.pixels())
          .map(pixels -> new Caption(pixels[0] == BAD ? new float[0] : pixels, null))
          .toList();
    }

    @Override
    public void close() {}
  }
}
