// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.internal.fits.FitsFixtures;

class MatchFilesTest {
  @TempDir Path directory;
  private final Pipeline pipeline =
      Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=1").create());

  private void files(int count) throws Exception {
    byte[] fits = FitsFixtures.file(FitsFixtures.ramp(-32, 4, 3));
    // Written in reverse order, for directories that list files in the order of creation.
    for (int i = count - 1; i >= 0; i--) {
      Files.write(directory.resolve(name(i)), fits);
    }
  }

  private static String name(int i) {
    return String.format("%02d.fits", i);
  }

  private static String names(int start, int end) {
    return IntStream.range(start, end)
        .mapToObj(MatchFilesTest::name)
        .collect(Collectors.joining(" "));
  }

  @Test
  void listsSortedFilesInFewBundles() throws Exception {
    files(20);
    PAssert.that(
            pipeline
                .apply(MatchFiles.of(List.of(directory + "/*.fits")))
                .apply(new Bundles<>(file -> file.resourceId().getFilename())))
        .containsInAnyOrder(names(0, 8), names(8, 16), names(16, 20));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void imagesComeInTheBundlesOfTheirFiles() throws Exception {
    files(20);
    PAssert.that(
            pipeline
                .apply(ReadFits.create().from(directory + "/*.fits"))
                .apply(new Bundles<>(image -> image.provenance().objectId() + ".fits")))
        .containsInAnyOrder(names(0, 8), names(8, 16), names(16, 20));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void filesOfSeveralPatternsShareBundles() throws Exception {
    files(3);
    PAssert.that(
            pipeline
                .apply(MatchFiles.of(List.of(directory + "/02.fits", directory + "/0[01].fits")))
                .apply(new Bundles<>(file -> file.resourceId().getFilename())))
        .containsInAnyOrder("02.fits 00.fits 01.fits");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aPatternThatMatchesNothingFails() throws Exception {
    files(1);
    pipeline.apply(MatchFiles.of(List.of(directory + "/*.fits", directory + "/*.fz")));
    PipelineExecutionException e =
        assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
    assertTrue(e.getCause() instanceof IOException, () -> "not an I/O failure: " + e.getCause());
    assertTrue(e.getMessage().contains(directory + "/*.fz"), e::getMessage);
  }

  @Test
  void allowsPatternsWithoutMatches() throws Exception {
    PAssert.that(
            pipeline.apply(
                MatchFiles.of(List.of(directory + "/*.fz"))
                    .withEmptyMatchTreatment(EmptyMatchTreatment.ALLOW)))
        .empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void refusesNoPatterns() {
    assertThrows(IllegalArgumentException.class, () -> MatchFiles.of(List.of()));
  }

  @Test
  void displaysItsPatterns() {
    assertEquals(
        List.of("a/*,b/*"),
        DisplayData.from(MatchFiles.of(List.of("a/*", "b/*"))).items().stream()
            .map(DisplayData.Item::getValue)
            .toList());
  }

  @Test
  void clustersListInParallelAndReshuffleFiles() {
    Pipeline cluster = SpreadElementsTest.onACluster();
    cluster.apply("Match", MatchFiles.of(List.of("a/*.fits", "b/*.fits")));
    assertEquals(
        List.of("Match/Reshuffle", "Match/Match/ParMultiDo(Match)", "Match/Spread"),
        SpreadElementsTest.steps(cluster).stream()
            .filter(
                step ->
                    step.startsWith("Match/Reshuffle")
                        || step.startsWith("Match/Match")
                        || step.startsWith("Match/Spread"))
            .toList());
  }

  private List<String> listed(String pattern) throws IOException {
    return MatchFiles.list(directory + pattern, EmptyMatchTreatment.ALLOW).stream()
        .map(file -> directory.relativize(Path.of(file.resourceId().toString())).toString())
        .sorted()
        .toList();
  }

  @Test
  void listsEachFileOnceDespiteLinks() throws Exception {
    Path deep = Files.createDirectories(directory.resolve("a/b"));
    Files.writeString(deep.resolve("x.fits"), "x");
    Files.writeString(directory.resolve("y.fits"), "yy");
    Files.createSymbolicLink(deep.resolve("loop"), directory);
    Files.createSymbolicLink(directory.resolve("a/second"), deep);
    Files.createSymbolicLink(directory.resolve("a.fits"), directory.resolve("y.fits"));
    Files.createSymbolicLink(directory.resolve("gone.fits"), directory.resolve("nothing"));
    assertEquals(List.of("a/b/x.fits", "y.fits"), listed("/**.fits"));
    assertEquals(List.of("a/b/x.fits"), listed("/**/*.fits"));
    assertEquals(List.of("a/b/loop/y.fits", "a/b/x.fits"), listed("/a/**.fits"));
    assertEquals(
        List.of(directory + "/gone.fits"), MatchFiles.danglingLinks(directory + "/**.fits"));
    assertEquals(List.of(), listed("/none/**.fits"));
    assertEquals(
        2,
        MatchFiles.list("file://" + directory + "/**.fits", EmptyMatchTreatment.DISALLOW).size());
    assertThrows(
        FileNotFoundException.class,
        () -> MatchFiles.list(directory + "/**.fz", EmptyMatchTreatment.DISALLOW));
  }

  @Test
  void followsLinksOutOfTheDirectory() throws Exception {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("x.fits"), "x");
    Files.createDirectories(directory.resolve("in"));
    Files.createSymbolicLink(directory.resolve("in/link"), elsewhere);
    assertEquals(List.of("in/link/x.fits"), listed("/in/**.fits"));
  }
}
