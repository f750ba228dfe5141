package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * Spreads small elements, such as names of files, over the workers that do the work they stand for.
 *
 * <p>On a cluster each element may go anywhere. The direct runner pays for every bundle at every
 * step, so there the elements of a bundle are divided into a few bundles, as {@link Chunks} says,
 * in the order in which they came: the same elements always make the same bundles. Nothing waits
 * for elements that are still to come.
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
   * Spreads elements that stand for as much work as bytes.
   *
   * @param bytes that will be read for an element
   */
  static <T> SpreadElements<T> bySize(SerializableFunction<T, Long> bytes) {
    return new SpreadElements<>(bytes, Chunks.MOST_IMAGES);
  }

  /** Spreads elements that stand for little work each, such as rows of a catalogue. */
  static <T> SpreadElements<T> byCount() {
    return new SpreadElements<>(element -> 0L, MOST_SMALL);
  }

  /** Spreads elements that stand for much work each, such as files of many profiles. */
  static <T> SpreadElements<T> oneByOne() {
    return new SpreadElements<>(element -> Chunks.MOST_BYTES, 1);
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    OptionalInt threads = LocalRunner.directThreads(input.getPipeline().getOptions());
    if (threads.isEmpty()) {
      return input.apply("Anywhere", Reshuffle.viaRandomKey());
    }
    return input
        .apply("Chunk", ParDo.of(new ChunkFn<>(bytes, threads.getAsInt(), most)))
        .setCoder(KvCoder.of(VarIntCoder.of(), input.getCoder()))
        .apply("Bundle", Reshuffle.of())
        .apply("Elements", Values.create());
  }

  /** Numbers the elements of a bundle by the chunk that each is in. */
  private static final class ChunkFn<T> extends DoFn<T, KV<Integer, T>> {
    private final SerializableFunction<T, Long> bytes;
    private final int threads;
    private final int most;
    private transient List<Waiting<T>> bundle;

    private record Waiting<T>(T element, Instant timestamp, BoundedWindow window) {}

    ChunkFn(SerializableFunction<T, Long> bytes, int threads, int most) {
      this.bytes = bytes;
      this.threads = threads;
      this.most = most;
    }

    @StartBundle
    public void startBundle() {
      bundle = new ArrayList<>();
    }

    @ProcessElement
    public void process(@Element T element, @Timestamp Instant timestamp, BoundedWindow window) {
      bundle.add(new Waiting<>(element, timestamp, window));
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      Chunks chunks = new Chunks(bundle.size(), threads, most);
      for (Waiting<T> w : bundle) {
        context.output(
            KV.of(chunks.next(bytes.apply(w.element)), w.element), w.timestamp, w.window);
      }
    }
  }
}
