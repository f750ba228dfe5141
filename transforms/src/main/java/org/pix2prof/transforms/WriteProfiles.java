package org.pix2prof.transforms;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.tables.Table;
import org.pix2prof.tables.TableReader;
import org.pix2prof.tables.TableReaders;
import org.pix2prof.tables.TableSinks;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Writes profiles to files at any Beam file system, as {@code PREFIX-SSSSS-of-NNNNN.EXT}, or to one
 * file of any name.
 *
 * <pre>{@code
 * profiles.apply(WriteProfiles.create().to("out/profiles").withFormat(Format.PARQUET));
 * }</pre>
 *
 * <p>CSV and ECSV have one row per radial sample and a header in every file; the other formats have
 * one record per profile, which also holds the magnitude within each isophote. All carry the same
 * numbers, and {@link ReadProfiles} reads them back; see {@code docs/write-profiles.md} for the
 * columns.
 *
 * <p>A bounded collection in the global window replaces the output that an earlier run left under
 * the same prefix and format. The files are written to a hidden folder first; once all are there
 * the old ones are deleted, and then the new ones moved in. A run that fails before that leaves the
 * old output as it was; one that is interrupted in the midst of it leaves an output whose names
 * tell that files are missing. No profiles at all still give one file.
 *
 * <p>A windowed or unbounded collection gives files for each window and pane, whose names tell
 * them: {@code PREFIX-START-END-PANE-SSSSS-of-NNNNN.EXT}, each of them moved in whole. Files of
 * windows that this run does not write are left alone. In a stream the move waits until the runner
 * keeps its input stable, so that no failure gives profiles twice; Flink needs checkpoints for it.
 */
@AutoValue
public abstract class WriteProfiles
    extends PTransform<PCollection<SurfaceBrightnessProfile>, WriteProfilesResult> {

  /** What the files hold; the name in lower case is their extension. */
  public enum Format {
    /** RFC 4180 text with a header line, one row per radial sample. */
    CSV,
    /** Apache Parquet, one record per profile. */
    PARQUET,
    /** Apache Avro object container, one record per profile. */
    AVRO,
    /** JSON lines, one object per profile. */
    JSON,
    /** CSV with types, units and descriptions in its header (Astropy's ECSV 1.0). */
    ECSV,
    /** A FITS binary table, one row per profile. */
    FITS;

    /**
     * The format by itself, for {@code FileIO.write} and the like.
     *
     * @return a sink of one file
     */
    public FileIO.Sink<SurfaceBrightnessProfile> sink() {
      return sink(ProfileRecords.TABLE, ProfileRecords.SAMPLES);
    }

    /** A sink of one file, of one record each or of rows of text. */
    <T> FileIO.Sink<T> sink(Table<T> records, Table<T> rows) {
      return switch (this) {
        case CSV -> TableSinks.csv(rows);
        case ECSV -> TableSinks.ecsv(rows);
        case FITS -> TableSinks.fits(records);
        case PARQUET -> TableSinks.parquet(records);
        case AVRO -> TableSinks.avro(records);
        case JSON -> TableSinks.json(records);
      };
    }

    /** Reads what {@link #sink} writes. */
    TableReader reader(ReadableByteChannel file, String name) throws IOException {
      return switch (this) {
        case CSV -> TableReaders.csv(ProfileRecords.SAMPLES, file, name);
        case ECSV -> TableReaders.ecsv(ProfileRecords.SAMPLES, file, name);
        case FITS -> TableReaders.fits(ProfileRecords.TABLE, file, name);
        case PARQUET -> TableReaders.parquet(ProfileRecords.TABLE, file, name);
        case AVRO -> TableReaders.avro(ProfileRecords.TABLE, file, name);
        case JSON -> TableReaders.json(ProfileRecords.TABLE, file, name);
      };
    }

    String suffix() {
      return "." + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds the format that the extension of a file name stands for: the format's name in any case,
     * or {@code jsonl}.
     *
     * @param file name, with or without a folder
     * @return empty if the name has no such extension, or nothing before it
     */
    public static Optional<Format> ofFile(String file) {
      String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
      int dot = name.lastIndexOf('.');
      String extension = dot < 1 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
      return extension.equals(".jsonl")
          ? Optional.of(JSON)
          : Arrays.stream(values()).filter(format -> format.suffix().equals(extension)).findFirst();
    }
  }

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

    abstract WriteProfiles build();
  }

  /**
   * Describes the names of the files of a prefix.
   *
   * @param name last part of the prefix
   * @param format of the files
   * @return a pattern of all names, also of windows, that this transform could give such files
   */
  public static Pattern names(String name, Format format) {
    return OutputFiles.names(name, Pattern.quote(format.suffix()));
  }

  /**
   * Names of the hidden directories {@code .NAME-RUN} in which runs stage the files of a name.
   *
   * @param name what the names of the files begin with
   * @return matches names without their directory
   */
  public static Pattern stagingNames(String name) {
    return OutputFiles.stagingNames(name);
  }

  /**
   * Writes CSV, in one file where the runner is local and as many as it likes elsewhere.
   *
   * @return a transform that still needs {@link #to} or {@link #toFile}
   */
  public static WriteProfiles create() {
    return new AutoValue_WriteProfiles.Builder().setFormat(Format.CSV).setNumShards(0).build();
  }

  /**
   * Sets where the files go.
   *
   * @param prefix folder and beginning of the file names, at any Beam file system
   * @return the transform with this prefix
   * @throws IllegalArgumentException if it names a folder or a pattern
   */
  public WriteProfiles to(String prefix) {
    return toBuilder()
        .setPrefix(Optional.of(OutputFiles.checkPrefix(prefix)))
        .setFile(Optional.empty())
        .build();
  }

  /**
   * Writes one file of exactly this name, in the format of its extension. A windowed or unbounded
   * collection cannot be written so.
   *
   * @param file such as {@code out/profiles.csv}, at any Beam file system
   * @return the transform with this file and its format
   * @throws IllegalArgumentException if it has not the extension of a {@link Format}, or is a
   *     pattern
   */
  public WriteProfiles toFile(String file) {
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
  public WriteProfiles withFormat(Format format) {
    return toBuilder().setFormat(format).build();
  }

  /**
   * Sets how many files to write at most; a file without profiles is not written. Each window and
   * pane of a windowed or unbounded collection has that many at most.
   *
   * @param shards number of files; 0 means 1 where the runner is local or there are windows, and
   *     leaves it to the runner elsewhere
   * @return the transform with this number
   * @throws IllegalArgumentException if it is negative
   */
  public WriteProfiles withNumShards(int shards) {
    if (shards < 0) {
      throw new IllegalArgumentException("number of shards must be 0 or more, not " + shards);
    }
    return toBuilder().setNumShards(shards).build();
  }

  @Override
  public WriteProfilesResult expand(PCollection<SurfaceBrightnessProfile> input) {
    OutputFiles files =
        OutputFiles.chosen(prefix(), file(), format(), numShards())
            .orElseThrow(
                () -> new IllegalArgumentException("WriteProfiles needs to(prefix) to be set"));
    PCollection<String> filenames =
        input.apply(
            "Write",
            WriteShards.<SurfaceBrightnessProfile>builder()
                .setFiles(files)
                .setNumShards(numShards())
                .setFileIfEmpty(true)
                .setSink(format().sink())
                .setIdentity(profile -> profile.provenance().toString())
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
