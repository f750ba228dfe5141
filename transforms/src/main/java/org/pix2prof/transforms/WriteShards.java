// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.WriteFilesResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.Keys;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionView;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * Writes a collection to the files of one output, and returns their names.
 *
 * <p>A bounded collection in the global window becomes one set of files, which replaces the set of
 * an earlier run, see {@link OutputFiles}. Any other collection becomes files for each window and
 * pane, see {@link WriteWindows}.
 */
@AutoValue
abstract class WriteShards<T> extends PTransform<PCollection<T>, PCollection<String>> {
  abstract OutputFiles files();

  /**
   * Maximum number of files, per window and pane if windowed; 0 means one on a local runner, and
   * the runner's choice on others.
   */
  abstract int numShards();

  /** True if an empty collection gives a file. */
  abstract boolean fileIfEmpty();

  abstract FileIO.Sink<T> sink();

  /** Returns the function that names an element, the same whenever it is computed again. */
  abstract SerializableFunction<T, String> identity();

  static <T> Builder<T> builder() {
    return new AutoValue_WriteShards.Builder<>();
  }

  @AutoValue.Builder
  abstract static class Builder<T> {
    abstract Builder<T> setFiles(OutputFiles files);

    abstract Builder<T> setNumShards(int shards);

    abstract Builder<T> setFileIfEmpty(boolean fileIfEmpty);

    abstract Builder<T> setSink(FileIO.Sink<T> sink);

    abstract Builder<T> setIdentity(SerializableFunction<T, String> identity);

    abstract WriteShards<T> build();
  }

  @Override
  public PCollection<String> expand(PCollection<T> input) {
    boolean global = input.getWindowingStrategy().getWindowFn() instanceof GlobalWindows;
    if (global && input.isBounded() == IsBounded.BOUNDED) {
      return replace(input);
    }
    if (files().single()) {
      throw new IllegalArgumentException(
          files().place()
              + " is one file, but windows and streams need a file each: give a prefix");
    }
    if (global && input.getWindowingStrategy().getTrigger() instanceof DefaultTrigger) {
      throw new IllegalArgumentException(
          "an unbounded collection must be windowed or triggered before it is written to "
              + files().place());
    }
    return input.apply(
        "WriteWindows",
        new WriteWindows<>(files().forWindows(), sink(), Math.max(1, numShards()), identity()));
  }

  private PCollection<String> replace(PCollection<T> input) {
    OutputFiles files = files();
    int shards = files.single() ? 1 : shards(input.getPipeline().getOptions());
    PCollectionView<Iterable<String>> staged =
        (shards > 0 ? stage(input, files, shards) : stageBundles(input, files))
            .apply(View.asIterable());
    return input
        .getPipeline()
        .apply("Impulse", Impulse.create())
        .apply(
            "Replace",
            ParDo.of(new ReplaceFn<>(files, fileIfEmpty() ? sink() : null, shards > 0, staged))
                .withSideInputs(staged))
        .setCoder(StringUtf8Coder.of());
  }

  private int shards(PipelineOptions options) {
    return numShards() == 0 && LocalRunner.isChosenBy(options) ? 1 : numShards();
  }

  /** Stages a file for each shard that has elements. */
  private PCollection<String> stage(PCollection<T> input, OutputFiles files, int shards) {
    // Sorts on the Direct runner, which has all elements in memory, so that equal runs give equal
    // files.
    boolean direct = LocalRunner.isDirect(input.getPipeline().getOptions());
    SerializableFunction<T, String> order = direct ? identity() : null;
    return input
        .apply(
            "Global",
            Window.<T>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply("Shard", ParDo.of(new WriteWindows.ShardFn<>(shards, identity())))
        .setCoder(KvCoder.of(VarIntCoder.of(), input.getCoder()))
        .apply("Group", GroupByKey.create())
        .apply("Stage", ParDo.of(new WriteWindows.StageFn<>(files, sink(), shards, order)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply("Staged", Keys.create());
  }

  /** Stages a file for each bundle, which needs no shuffle on a cluster. */
  @SuppressWarnings("deprecation") // There is no other way to get a file without elements.
  private PCollection<String> stageBundles(PCollection<T> input, OutputFiles files) {
    return names(
        input.apply(
            "Stage",
            FileIO.<T>write()
                .via(sink())
                .withNaming(
                    (window, pane, shards, shard, compression) ->
                        files.fileName(window, pane, shards, shard))
                .withNumShards(0)
                .withIgnoreWindowing()
                .to(files.staging())));
  }

  private static PCollection<String> names(WriteFilesResult<Void> result) {
    return result
        .getPerDestinationOutputFilenames()
        .apply("Names", Values.create())
        .setCoder(StringUtf8Coder.of());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder
        .add(DisplayData.item("prefix", files().place()).withLabel("Output prefix"))
        .add(DisplayData.item("suffix", files().suffix()).withLabel("Output suffix"))
        .add(
            DisplayData.item("numShards", numShards())
                .withLabel("Maximum number of files, 0 for the runner's choice"));
  }

  private static final class ReplaceFn<T> extends DoFn<byte[], String> {
    private final OutputFiles files;
    private final FileIO.@Nullable Sink<T> empty;
    private final boolean numbered;
    private final PCollectionView<Iterable<String>> staged;

    /**
     * Creates a step.
     *
     * @param empty sink of the file for an empty collection; null for no file
     * @param numbered true if this step numbers the files
     */
    ReplaceFn(
        OutputFiles files,
        FileIO.@Nullable Sink<T> empty,
        boolean numbered,
        PCollectionView<Iterable<String>> staged) {
      this.files = files;
      this.empty = empty;
      this.numbered = numbered;
      this.staged = staged;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      Iterable<String> written = context.sideInput(staged);
      if (!numbered) {
        files.replace(written).forEach(context::output);
        return;
      }
      boolean none = !written.iterator().hasNext();
      files
          .replaceNumbered(
              none && empty != null ? List.of(files.stage("empty", empty, List.of())) : written)
          .forEach(context::output);
    }
  }
}
