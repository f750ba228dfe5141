// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.gzip;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Watch.Growth.TerminationCondition;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchFilesTest {
  private static final Duration SETTLING = Duration.standardSeconds(10);
  private static final Duration PATIENCE = Duration.standardSeconds(100);
  private static final byte[] FITS = file(ramp(16, 40, 40));

  @TempDir Path directory;
  private CompleteFilesPollFn poll;
  private long now;

  @BeforeEach
  void setUp() {
    poll = new CompleteFilesPollFn(SETTLING, PATIENCE);
    now = System.currentTimeMillis();
  }

  /** Writes a file with a modification time in the past. */
  private Path write(String name, byte[] bytes, int secondsAgo) throws IOException {
    Path path = Files.write(directory.resolve(name), bytes);
    Files.setLastModifiedTime(path, FileTime.fromMillis(now - 1000L * secondsAgo));
    return path;
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private Set<String> given() throws IOException {
    return givenAt(System.currentTimeMillis());
  }

  private Set<String> givenAt(long time) throws IOException {
    return poll.wholeFiles(directory + "/*.fits*", time).stream()
        .map(file -> file.resourceId().getFilename())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void outputsCompleteFiles() throws IOException {
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
  void givesAFileWhenItIsComplete() throws IOException {
    Path file = write("a.fits", half(FITS), 90);
    assertEquals(Set.of(), given());
    Files.write(file, FITS);
    assertEquals(Set.of(), given());
    Files.setLastModifiedTime(file, FileTime.fromMillis(now - 15_000));
    assertEquals(Set.of("a.fits"), given());
  }

  @Test
  void incompleteFilesTimeOut() throws IOException {
    write("half.fits", half(FITS), 101);
    write("nothing.fits", new byte[0], 101);
    assertEquals(Set.of("half.fits", "nothing.fits"), given());
  }

  @Test
  void acceptsFilesFromTheFuture() throws Exception {
    write("a.fits", FITS, -3600);
    assertEquals(Set.of(), givenAt(now));
    assertEquals(Set.of(), givenAt(now + SETTLING.getMillis() - 1));
    assertEquals(Set.of("a.fits"), givenAt(now + SETTLING.getMillis()));
  }

  @Test
  void filesOfUnknownTimeSettleWhileWatched() throws Exception {
    Path whole = write("whole.fits", FITS, 0);
    Path half = write("half.fits", half(FITS), 0);
    for (Path file : List.of(whole, half)) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0)); // Beam's value for unknown.
    }
    assertEquals(Set.of(), givenAt(now));
    assertEquals(Set.of(), givenAt(now + SETTLING.getMillis() - 1));
    assertEquals(Set.of("whole.fits"), givenAt(now + SETTLING.getMillis()));
  }

  @Test
  void doesNotReadACompleteFileAgain() throws IOException {
    Path file = write("a.fits", FITS, 20);
    assertEquals(Set.of("a.fits"), given());
    FileTime modified = Files.getLastModifiedTime(file);
    Files.write(file, new byte[FITS.length - 5]);
    Files.write(file, new byte[5], java.nio.file.StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file, modified);
    assertEquals(Set.of("a.fits"), given());
    assertEquals(Set.of("a.fits"), given());
  }

  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

  private static String seen(MatchResult.Metadata file) {
    String name = file.resourceId().getFilename();
    SEEN.add(name);
    return name;
  }

  /** Completed polls by hash of the pattern. */
  private static final Map<Integer, Integer> POLLS = new ConcurrentHashMap<>();

  private static void awaitSeen(String name) throws InterruptedException {
    await(() -> SEEN.contains(name), name + " is not given");
  }

  /** Waits until a poll of a pattern that began after this call has ended, and one more. */
  private static void awaitPoll(String pattern) throws InterruptedException {
    int key = pattern.hashCode();
    int end = POLLS.getOrDefault(key, 0) + 3;
    await(() -> POLLS.getOrDefault(key, 0) >= end, pattern + " is not polled");
  }

  private static void await(BooleanSupplier condition, String failure) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, failure + ": " + SEEN);
      Thread.sleep(20);
    }
  }

  /** Counts polls, and ends a watch when a file exists. */
  private record OnceThereIs(String file) implements TerminationCondition<String, Integer> {
    @Override
    public Coder<Integer> getStateCoder() {
      return VarIntCoder.of();
    }

    @Override
    public Integer forNewInput(Instant now, String pattern) {
      return pattern.hashCode();
    }

    @Override
    public Integer onSeenNewOutput(Instant now, Integer state) {
      return state;
    }

    @Override
    public Integer onPollComplete(Integer state) {
      POLLS.merge(state, 1, Integer::sum);
      return state;
    }

    @Override
    public boolean canStopPolling(Instant now, Integer state) {
      return Files.exists(Path.of(file));
    }

    @Override
    public String toString(Integer state) {
      return toString();
    }
  }

  @Test
  void givesEachFileOnceIncludingLateOnes() throws Exception {
    SEEN.clear();
    Path end = directory.resolve("end");
    write("first.fits", FITS, 3600);
    write("second.fits.gz", gzip(FITS), 3600);
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--blockOnRun=false").create());
    PCollection<MatchResult.Metadata> files =
        pipeline.apply(
            WatchFiles.create()
                .from(
                    List.of(directory + "/*.fits", directory + "/*.gz", directory + "/none/*.fits"))
                .every(Duration.millis(200))
                .until(new OnceThereIs(end.toString())));
    assertEquals(IsBounded.UNBOUNDED, files.isBounded());
    PAssert.that(files.apply(MapElements.into(TypeDescriptors.strings()).via(WatchFilesTest::seen)))
        .satisfies(
            names -> {
              assertEquals(
                  List.of("first.fits", "late.fits", "second.fits.gz"),
                  StreamSupport.stream(names.spliterator(), false).sorted().toList());
              return null;
            });
    PipelineResult result = pipeline.run();
    awaitSeen("first.fits");
    awaitSeen("second.fits.gz");
    Path hidden = write(".late", half(FITS), 0);
    Files.move(hidden, directory.resolve("late.fits"));
    awaitPoll(directory + "/*.fits");
    assertFalse(SEEN.contains("late.fits"), "an incomplete file was given");
    Files.write(directory.resolve("late.fits"), FITS);
    awaitSeen("late.fits");
    awaitPoll(directory + "/*.fits"); // It must find nothing new.
    awaitPoll(directory + "/*.gz");
    Files.createFile(end);
    assertEquals(PipelineResult.State.DONE, result.waitUntilFinish());
  }

  @Test
  void rejectsInvalidSettings() {
    WatchFiles watch = WatchFiles.create();
    assertThrows(IllegalArgumentException.class, () -> watch.from(" "));
    assertThrows(IllegalArgumentException.class, () -> watch.every(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> watch.withIncompleteFileTimeout(Duration.millis(-1)));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.create().apply(watch.from("a")));
    assertThrows(
        IllegalArgumentException.class, () -> Pipeline.create().apply(watch.every(SETTLING)));
    WatchFiles hasty = watch.from("a").withIncompleteFileTimeout(SETTLING).every(PATIENCE);
    assertThrows(IllegalArgumentException.class, () -> Pipeline.create().apply(hasty));
  }

  @Test
  void displaysItsSettings() {
    String display =
        DisplayData.from(
                WatchFiles.create()
                    .from(List.of("a", "b"))
                    .every(SETTLING)
                    .withIncompleteFileTimeout(PATIENCE))
            .asMap()
            .values()
            .toString();
    assertTrue(display.contains("a,b") && display.contains("10000"), display);
    assertTrue(display.contains("100000"), display);
  }
}
