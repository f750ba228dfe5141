package org.pix2prof.transforms;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.GalaxyStructure;

/**
 * Writes structures to files at any Beam file system, as {@code PREFIX-SSSSS-of-NNNNN.EXT}, one row
 * or record per profile in every format. See {@code docs/structure.md} for the columns.
 *
 * <pre>{@code
 * profiles
 *     .apply(DeriveStructure.create())
 *     .apply(WriteStructure.create().to("out/profiles_structure").withFormat(Format.PARQUET));
 * }</pre>
 *
 * <p>What an earlier run left is replaced, and windows are named, as by {@link WriteProfiles}. Give
 * it another prefix than the profiles: files are told apart by prefix and format alone.
 */
@AutoValue
public abstract class WriteStructure
    extends PTransform<PCollection<GalaxyStructure>, WriteProfilesResult> {

  abstract Optional<String> prefix();

  abstract Format format();

  abstract int numShards();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPrefix(String prefix);

    abstract Builder setFormat(Format format);

    abstract Builder setNumShards(int shards);

    abstract WriteStructure build();
  }

  /**
   * Writes CSV, in as many files as the runner likes.
   *
   * @return a transform that still needs {@link #to}
   */
  public static WriteStructure create() {
    return new AutoValue_WriteStructure.Builder().setFormat(Format.CSV).setNumShards(0).build();
  }

  /**
   * Sets where the files go.
   *
   * @param prefix folder and beginning of the file names, at any Beam file system
   * @return the transform with this prefix
   * @throws IllegalArgumentException if it names a folder or a pattern
   */
  public WriteStructure to(String prefix) {
    return toBuilder().setPrefix(OutputFiles.checkPrefix(prefix)).build();
  }

  /**
   * Sets what the files hold.
   *
   * @param format of the files
   * @return the transform with this format
   */
  public WriteStructure withFormat(Format format) {
    return toBuilder().setFormat(format).build();
  }

  /**
   * Sets how many files to write; each window and pane of a windowed or unbounded collection has
   * that many at most.
   *
   * @param shards number of files; 0 leaves it to the runner, or means 1 where there are windows
   * @return the transform with this number
   * @throws IllegalArgumentException if it is negative
   */
  public WriteStructure withNumShards(int shards) {
    if (shards < 0) {
      throw new IllegalArgumentException("number of shards must be 0 or more, not " + shards);
    }
    return toBuilder().setNumShards(shards).build();
  }

  @Override
  public WriteProfilesResult expand(PCollection<GalaxyStructure> input) {
    String prefix =
        prefix()
            .orElseThrow(
                () -> new IllegalArgumentException("WriteStructure needs to(prefix) to be set"));
    PCollection<String> filenames =
        input.apply(
            "Write",
            WriteShards.<GalaxyStructure>builder()
                .setPrefix(prefix)
                .setSuffix(format().suffix())
                .setNumShards(numShards())
                .setFileIfEmpty(true)
                .setSink(format().sink(StructureRecords.TABLE, StructureRecords.TABLE))
                .setIdentity(structure -> structure.provenance().toString())
                .build());
    return new WriteProfilesResult(filenames);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder
        .addIfNotNull(DisplayData.item("prefix", prefix().orElse(null)).withLabel("Output prefix"))
        .add(DisplayData.item("format", format().name()).withLabel("Format"))
        .add(
            DisplayData.item("numShards", numShards())
                .withLabel("Files, 0 for the runner's choice"));
  }
}
