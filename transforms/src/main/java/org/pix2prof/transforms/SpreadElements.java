// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * Distributes small elements, such as file names, over the workers that process what they refer to.
 *
 * <p>On a cluster this is a reshuffle. The Direct runner has a cost per bundle and step, so there
 * the elements of a bundle are divided into a few bundles by {@link Chunks}, in their order: the
 * same elements always make the same bundles. No element waits for later ones.
 *
 * <p>The Direct runner also processes every existing bundle in one step before the next step, so
 * all images of a run would be in memory at once. Bounded elements are therefore released in
 * {@linkplain ReleaseFn waves}.
 */
final class SpreadElements<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final int MOST_SMALL = 4096;

  private final transient SerializableFunction<T, Long> bytes;
  private final transient int most;

  private SpreadElements(SerializableFunction<T, Long> bytes, int most) {
    this.bytes = bytes;
    this.most = most;
  }

  /**
   * Distributes elements by the bytes to read.
   *
   * @param bytes bytes to read for an element
   */
  static <T> SpreadElements<T> bySize(SerializableFunction<T, Long> bytes) {
    return new SpreadElements<>(bytes, Chunks.MOST_IMAGES);
  }

  /** Distributes elements with little work each, such as rows of a catalogue. */
  static <T> SpreadElements<T> byCount() {
    return new SpreadElements<>(element -> 0L, MOST_SMALL);
  }

  /** Distributes elements with much work each, such as files of many profiles. */
  static <T> SpreadElements<T> oneByOne() {
    return new SpreadElements<>(element -> Chunks.MOST_BYTES, 1);
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    OptionalInt threads = LocalRunner.directThreads(input.getPipeline().getOptions());
    if (threads.isEmpty()) {
      return input.apply("ViaRandomKey", Reshuffle.viaRandomKey());
    }
    boolean bounded = input.isBounded() == PCollection.IsBounded.BOUNDED;
    int released = bounded ? threads.getAsInt() : Integer.MAX_VALUE;
    Coder<List<T>> chunk = ListCoder.of(input.getCoder());
    return input
        .apply("Chunk", ParDo.of(new ChunkFn<>(bytes, threads.getAsInt(), most)))
        .setCoder(ListCoder.of(chunk))
        .apply("Release", ParDo.of(new ReleaseFn<>(released)))
        .setCoder(KvCoder.of(VarLongCoder.of(), chunk))
        .apply("Bundle", Reshuffle.of())
        .apply("Chunks", Values.create())
        .apply("Elements", Flatten.iterables());
  }

  /** Divides the elements of a bundle into chunks by timestamp and window. */
  private static final class ChunkFn<T> extends DoFn<T, List<List<T>>> {
    private final SerializableFunction<T, Long> bytes;
    private final int threads;
    private final int most;
    private transient Map<TimeAndWindow, List<T>> bundle;

    private record TimeAndWindow(Instant time, BoundedWindow window) {}

    ChunkFn(SerializableFunction<T, Long> bytes, int threads, int most) {
      this.bytes = bytes;
      this.threads = threads;
      this.most = most;
    }

    @StartBundle
    public void startBundle() {
      bundle = new LinkedHashMap<>();
    }

    @ProcessElement
    public void process(@Element T element, @Timestamp Instant time, BoundedWindow window) {
      bundle
          .computeIfAbsent(new TimeAndWindow(time, window), key -> new ArrayList<>())
          .add(element);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      bundle.forEach((key, elements) -> context.output(chunks(elements), key.time, key.window));
    }

    private List<List<T>> chunks(List<T> elements) {
      Chunks chunks = new Chunks(elements.size(), threads, most);
      List<List<T>> divided = new ArrayList<>();
      for (T element : elements) {
        if (chunks.next(bytes.apply(element)) == divided.size()) {
          divided.add(new ArrayList<>());
        }
        divided.get(divided.size() - 1).add(element);
      }
      return divided;
    }
  }

  /**
   * Releases some chunks at a time. The Direct runner queues their next step before the remaining
   * chunks and processes its queue in order, so a few waves are active at any time, each one step
   * behind the previous one.
   */
  @DoFn.BoundedPerElement
  private static final class ReleaseFn<T> extends DoFn<List<List<T>>, KV<Long, List<T>>> {
    private final int chunks;

    ReleaseFn(int chunks) {
      this.chunks = chunks;
    }

    @GetInitialRestriction
    public OffsetRange chunks(@Element List<List<T>> divided) {
      return new OffsetRange(0, divided.size());
    }

    @ProcessElement
    public ProcessContinuation process(
        @Element List<List<T>> divided,
        RestrictionTracker<OffsetRange, Long> tracker,
        OutputReceiver<KV<Long, List<T>>> out) {
      long chunk = tracker.currentRestriction().getFrom();
      for (int released = 0; released < chunks; released++) {
        if (!tracker.tryClaim(chunk)) {
          return ProcessContinuation.stop();
        }
        out.output(KV.of(chunk, divided.get((int) chunk)));
        chunk++;
      }
      return ProcessContinuation.resume();
    }
  }
}
