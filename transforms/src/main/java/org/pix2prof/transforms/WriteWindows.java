// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Writes files for each window and pane.
 *
 * <p>A file is written to the staging directory, with a name unique to the attempt, and then moved
 * to its final name. In a stream the move waits for stable input, on Flink for a checkpoint.
 * Otherwise the runner could forget a published file after a failure, and put the same profiles
 * into other windows.
 */
final class WriteWindows<T> extends PTransform<PCollection<T>, PCollection<String>> {
  private final OutputFiles files;
  private final FileIO.Sink<T> sink;
  private final int shards;
  private final SerializableFunction<T, String> identity;

  /**
   * Creates a transform.
   *
   * @param identity function that names an element, the same whenever it is computed again
   */
  WriteWindows(
      OutputFiles files,
      FileIO.Sink<T> sink,
      int shards,
      SerializableFunction<T, String> identity) {
    this.files = files;
    this.sink = sink;
    this.shards = shards;
    this.identity = identity;
  }

  @Override
  public PCollection<String> expand(PCollection<T> input) {
    PCollection<KV<String, String>> staged =
        input
            .apply("Shard", ParDo.of(new ShardFn<>(shards, identity)))
            .setCoder(KvCoder.of(VarIntCoder.of(), input.getCoder()))
            .apply("Group", GroupByKey.create())
            .apply("Stage", ParDo.of(new StageFn<>(files, sink, shards, null)))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
    PCollection<String> published =
        input.isBounded() == IsBounded.BOUNDED
            ? staged.apply("Publish", ParDo.of(new PublishFn(files)))
            // Dataflow ignores @RequiresStableInput, but its shuffled elements are stable.
            : staged
                .apply("Stable", Reshuffle.viaRandomKey())
                .apply("Publish", ParDo.of(new PublishStableFn(files)));
    return published.setCoder(StringUtf8Coder.of());
  }

  /**
   * Assigns elements to files. If a runner repeats work, each element must go to the same file as
   * before, which may have been published.
   */
  static final class ShardFn<T> extends DoFn<T, KV<Integer, T>> {
    private final int shards;
    private final SerializableFunction<T, String> identity;

    ShardFn(int shards, SerializableFunction<T, String> identity) {
      this.shards = shards;
      this.identity = identity;
    }

    @ProcessElement
    public void process(@Element T element, OutputReceiver<KV<Integer, T>> out) {
      out.output(KV.of(shards == 1 ? 0 : shard(identity.apply(element)), element));
    }

    private int shard(String identity) {
      // String.hashCode is the same in every JVM, but modulo 31 depends only on the last character.
      int hash = identity.hashCode() * 0x9E3779B9;
      return Math.floorMod(hash ^ (hash >>> 16), shards);
    }
  }

  /** Writes a file to the staging directory; outputs its staged name and its final name. */
  static final class StageFn<T> extends DoFn<KV<Integer, Iterable<T>>, KV<String, String>> {
    private final OutputFiles files;
    private final FileIO.Sink<T> sink;
    private final int shards;
    private final @Nullable SerializableFunction<T, String> order;

    /**
     * Creates a step.
     *
     * @param order sort key of the elements of a shard, which must fit in memory; null for any
     *     order
     */
    StageFn(
        OutputFiles files,
        FileIO.Sink<T> sink,
        int shards,
        @Nullable SerializableFunction<T, String> order) {
      this.files = files;
      this.sink = sink;
      this.shards = shards;
      this.order = order;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<T>> shard,
        BoundedWindow window,
        PaneInfo pane,
        OutputReceiver<KV<String, String>> out)
        throws IOException {
      String name = files.fileName(window, pane, shards, shard.getKey());
      out.output(KV.of(files.stage(name, sink, inOrder(shard.getValue())), name));
    }

    private Iterable<T> inOrder(Iterable<T> elements) {
      if (order == null) {
        return elements;
      }
      List<T> sorted = new ArrayList<>();
      elements.forEach(sorted::add);
      sorted.sort(Comparator.comparing(order::apply));
      return sorted;
    }
  }

  /** Moves staged files to their final names. */
  private static class PublishFn extends DoFn<KV<String, String>, String> {
    private final OutputFiles files;
    private final Counter missing = Metrics.counter("pix2prof", "output_files_missing");

    PublishFn(OutputFiles files) {
      this.files = files;
    }

    @ProcessElement
    public void process(@Element KV<String, String> file, OutputReceiver<String> out)
        throws IOException {
      out.output(files.publish(file.getKey(), file.getValue(), missing));
    }
  }

  /** Moves the staged files of a stream. */
  private static final class PublishStableFn extends PublishFn {
    PublishStableFn(OutputFiles files) {
      super(files);
    }

    @RequiresStableInput
    @ProcessElement
    @Override
    public void process(@Element KV<String, String> file, OutputReceiver<String> out)
        throws IOException {
      super.process(file, out);
    }
  }
}
