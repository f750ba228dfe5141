package org.pix2prof.transforms;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.SerializableFunction;
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
public abstract class WriteProfiles extends WriteTable<SurfaceBrightnessProfile, WriteProfiles> {

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

  @Override
  abstract TableOutput output();

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
   * Writes profiles.
   *
   * @return a transform that needs {@link #to} or {@link #toFile}
   */
  public static WriteProfiles create() {
    return new AutoValue_WriteProfiles(TableOutput.DEFAULT);
  }

  @Override
  WriteProfiles withOutput(TableOutput output) {
    return new AutoValue_WriteProfiles(output);
  }

  @Override
  FileIO.Sink<SurfaceBrightnessProfile> sink() {
    return output().format().sink();
  }

  @Override
  SerializableFunction<SurfaceBrightnessProfile, String> identity() {
    return profile -> profile.provenance().toString();
  }
}
