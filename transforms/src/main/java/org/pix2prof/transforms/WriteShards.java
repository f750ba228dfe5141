package org.pix2prof.transforms;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.WriteFilesResult;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Writes a collection as the files of one output, and gives their names.
 *
 * <p>A bounded collection in the global window becomes one set of files that replaces the set of an
 * earlier run as {@link OutputFiles} says. Any other collection becomes files for each window and
 * pane as they come, as {@link WriteWindows} says.
 */
@AutoValue
abstract class WriteShards<T> extends PTransform<PCollection<T>, PCollection<String>> {
  abstract String prefix();

  abstract String suffix();

  /** Files to write, for each window and pane if there are such; 0 leaves it to the runner. */
  abstract int numShards();

  /** Whether an empty collection gives a file. */
  abstract boolean fileIfEmpty();

  abstract FileIO.Sink<T> sink();

  /** Names an element, the same whenever it is computed again. */
  abstract SerializableFunction<T, String> identity();

  static <T> Builder<T> builder() {
    return new AutoValue_WriteShards.Builder<>();
  }

  @AutoValue.Builder
  abstract static class Builder<T> {
    abstract Builder<T> setPrefix(String prefix);

    abstract Builder<T> setSuffix(String suffix);

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
    if (global && input.getWindowingStrategy().getTrigger() instanceof DefaultTrigger) {
      throw new IllegalArgumentException(
          "an unbounded collection must be windowed or triggered before it is written to "
              + prefix());
    }
    OutputFiles files = OutputFiles.ofWindows(prefix(), suffix());
    return input.apply(
        "WriteWindows", new WriteWindows<>(files, sink(), Math.max(1, numShards()), identity()));
  }

  @SuppressWarnings("deprecation") // There is no other way to have a file for no elements.
  private PCollection<String> replace(PCollection<T> input) {
    OutputFiles files = OutputFiles.of(prefix(), suffix());
    FileIO.Write<Void, T> write =
        FileIO.<T>write()
            .via(sink())
            .withNaming(
                (window, pane, shards, shard, compression) ->
                    files.fileName(window, pane, shards, shard));
    FileIO.Write<Void, T> stage =
        fileIfEmpty()
            ? write.withNumShards(numShards()).withIgnoreWindowing()
            : write.withNumShards(Math.max(1, numShards()));
    PCollectionView<Iterable<String>> staged =
        names(input.apply("Stage", stage.to(files.staging()))).apply(View.asIterable());
    return input
        .getPipeline()
        .apply("Once", Impulse.create())
        .apply("Replace", ParDo.of(new ReplaceFn(files, staged)).withSideInputs(staged))
        .setCoder(StringUtf8Coder.of());
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
        .add(DisplayData.item("prefix", prefix()).withLabel("Output prefix"))
        .add(DisplayData.item("suffix", suffix()).withLabel("Output suffix"))
        .add(
            DisplayData.item("numShards", numShards())
                .withLabel("Files, 0 for the runner's choice"));
  }

  private static final class ReplaceFn extends DoFn<byte[], String> {
    private final OutputFiles files;
    private final PCollectionView<Iterable<String>> staged;

    ReplaceFn(OutputFiles files, PCollectionView<Iterable<String>> staged) {
      this.files = files;
      this.staged = staged;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      files.replace(context.sideInput(staged)).forEach(context::output);
    }
  }
}
