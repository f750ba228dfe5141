package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.fits.FitsFixtures.file;
import static org.pix2prof.fits.FitsFixtures.gzip;
import static org.pix2prof.fits.FitsFixtures.ramp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Watch;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchFilesTest {
  private static final Duration SETTLING = Duration.standardSeconds(10);
  private static final Duration PATIENCE = Duration.standardSeconds(100);
  private static final byte[] FITS = file(ramp(16, 40, 40));

  @TempDir Path folder;
  private WholeFilesPollFn poll;
  private long now;

  @BeforeEach
  void setUp() {
    poll = new WholeFilesPollFn(SETTLING, PATIENCE);
    now = System.currentTimeMillis();
  }

  /** Writes a file that was last changed so many seconds ago. */
  private Path write(String name, byte[] bytes, int secondsAgo) throws IOException {
    Path path = Files.write(folder.resolve(name), bytes);
    Files.setLastModifiedTime(path, FileTime.fromMillis(now - 1000L * secondsAgo));
    return path;
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private Set<String> given() throws IOException {
    return poll.wholeFiles(folder + "/*.fits*", System.currentTimeMillis()).stream()
        .map(file -> file.resourceId().getFilename())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void givesWhatIsSettledAndWhole() throws IOException {
    write("whole.fits", FITS, 20);
    write("whole.fits.gz", gzip(FITS), 20);
    write("justwritten.fits", FITS, 5);
    write("half.fits", half(FITS), 20);
    write("half.fits.gz", half(gzip(FITS)), 20);
    write(".whole.fits", FITS, 20);
    write("other.txt", FITS, 20);
    assertEquals(Set.of("whole.fits", "whole.fits.gz"), given());
  }

  @Test
  void aFileIsGivenOnceTheRestHasCome() throws IOException {
    Path file = write("a.fits", half(FITS), 90);
    assertEquals(Set.of(), given());
    Files.write(file, FITS);
    assertEquals(Set.of(), given());
    Files.setLastModifiedTime(file, FileTime.fromMillis(now - 15_000));
    assertEquals(Set.of("a.fits"), given());
  }

  @Test
  void patienceEnds() throws IOException {
    write("half.fits", half(FITS), 101);
    write("nothing.fits", new byte[0], 101);
    assertEquals(Set.of("half.fits", "nothing.fits"), given());
  }

  @Test
  void aClockThatIsAheadDoesNotHoldAFileBack() throws Exception {
    poll = new WholeFilesPollFn(Duration.millis(50), PATIENCE);
    write("a.fits", FITS, -3600);
    assertEquals(Set.of(), given());
    Thread.sleep(60);
    assertEquals(Set.of("a.fits"), given());
  }

  @Test
  void aFileFoundWholeIsNotReadAgain() throws IOException {
    Path file = write("a.fits", FITS, 20);
    assertEquals(Set.of("a.fits"), given());
    FileTime modified = Files.getLastModifiedTime(file);
    Files.write(file, new byte[FITS.length - 5]);
    Files.write(file, new byte[5], java.nio.file.StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file, modified);
    assertEquals(Set.of("a.fits"), given());
    assertEquals(Set.of("a.fits"), given());
  }

  @Test
  void eachFileComesOnceAndLateOnesToo() throws Exception {
    write("first.fits", FITS, 3600);
    write("second.fits.gz", gzip(FITS), 3600);
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--blockOnRun=false").create());
    PCollection<MatchResult.Metadata> files =
        pipeline.apply(
            WatchFiles.create()
                .from(List.of(folder + "/*.fits", folder + "/*.gz", folder + "/none/*.fits"))
                .every(Duration.millis(200))
                .until(Watch.Growth.afterIterations(15)));
    assertEquals(IsBounded.UNBOUNDED, files.isBounded());
    PAssert.that(
            files.apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(file -> file.resourceId().getFilename())))
        .satisfies(
            names -> {
              assertEquals(
                  List.of("first.fits", "late.fits", "second.fits.gz"),
                  StreamSupport.stream(names.spliterator(), false).sorted().toList());
              return null;
            });
    PipelineResult result = pipeline.run();
    Thread.sleep(1000);
    Path hidden = write(".late", half(FITS), 0);
    Files.move(hidden, folder.resolve("late.fits"));
    Thread.sleep(500);
    Files.write(folder.resolve("late.fits"), FITS);
    assertEquals(PipelineResult.State.DONE, result.waitUntilFinish());
  }

  @Test
  void refusesWhatCannotBe() {
    WatchFiles watch = WatchFiles.create();
    assertThrows(IllegalArgumentException.class, () -> watch.from(" "));
    assertThrows(IllegalArgumentException.class, () -> watch.every(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> watch.withPatience(Duration.millis(-1)));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.create().apply(watch.from("a")));
    assertThrows(
        IllegalArgumentException.class, () -> Pipeline.create().apply(watch.every(SETTLING)));
    WatchFiles hasty = watch.from("a").withPatience(SETTLING).every(PATIENCE);
    assertThrows(IllegalArgumentException.class, () -> Pipeline.create().apply(hasty));
  }

  @Test
  void showsItsSettings() {
    String display =
        DisplayData.from(
                WatchFiles.create().from(List.of("a", "b")).every(SETTLING).withPatience(PATIENCE))
            .asMap()
            .values()
            .toString();
    assertTrue(display.contains("a,b") && display.contains("10000"), display);
    assertTrue(display.contains("100000"), display);
  }
}
