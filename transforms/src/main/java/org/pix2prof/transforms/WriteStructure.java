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

  abstract Optional<String> file();

  abstract Format format();

  abstract int numShards();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPrefix(Optional<String> prefix);

    abstract Builder setFile(Optional<String> file);

    abstract Builder setFormat(Format format);

    abstract Builder setNumShards(int shards);

    abstract WriteStructure build();
  }

  /**
   * Writes CSV, in one file where the runner is local and as many as it likes elsewhere.
   *
   * @return a transform that still needs {@link #to} or {@link #toFile}
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
    return toBuilder()
        .setPrefix(Optional.of(OutputFiles.checkPrefix(prefix)))
        .setFile(Optional.empty())
        .build();
  }

  /**
   * Writes one file of exactly this name, as {@link WriteProfiles#toFile} does.
   *
   * @param file such as {@code out/profiles_structure.csv}, at any Beam file system
   * @return the transform with this file and its format
   * @throws IllegalArgumentException if it has not the extension of a {@link Format}, or is a
   *     pattern
   */
  public WriteStructure toFile(String file) {
    return toBuilder()
        .setFile(Optional.of(OutputFiles.checkPrefix(file)))
        .setPrefix(Optional.empty())
        .setFormat(OutputFiles.format(file))
        .build();
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
   * Sets how many files to write at most; a file without structures is not written. Each window and
   * pane of a windowed or unbounded collection has that many at most.
   *
   * @param shards number of files; 0 means 1 where the runner is local or there are windows, and
   *     leaves it to the runner elsewhere
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
    OutputFiles files =
        OutputFiles.chosen(prefix(), file(), format(), numShards())
            .orElseThrow(
                () -> new IllegalArgumentException("WriteStructure needs to(prefix) to be set"));
    PCollection<String> filenames =
        input.apply(
            "Write",
            WriteShards.<GalaxyStructure>builder()
                .setFiles(files)
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
        .addIfNotNull(DisplayData.item("file", file().orElse(null)).withLabel("Output file"))
        .add(DisplayData.item("format", format().name()).withLabel("Format"))
        .add(
            DisplayData.item("numShards", numShards())
                .withLabel("Most files, 0 for the runner's choice"));
  }
}
