// SPDX-License-Identifier: Apache-2.0
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
 * Writes profiles to files on any Beam file system, {@code PREFIX-SSSSS-of-NNNNN.EXT}, or to one
 * file of any name.
 *
 * <pre>{@code
 * profiles.apply(WriteProfiles.create().to("out/profiles").withFormat(Format.PARQUET));
 * }</pre>
 *
 * <p>CSV and ECSV have one row per radial sample and a header in every file; the other formats have
 * one record per profile, which also has the magnitude within each isophote. All have the same
 * numbers, and {@link ReadProfiles} reads them. See {@code docs/write-profiles.md} for the columns.
 *
 * <p>A bounded collection in the global window replaces the output of an earlier run with the same
 * prefix and format. The files are first written to a hidden directory. When all are complete, the
 * old files are deleted and the new ones moved into place. A run that fails earlier leaves the old
 * output unchanged; one that is interrupted during the move leaves gaps in the shard numbers. An
 * empty collection gives one file.
 *
 * <p>A windowed or unbounded collection gives files for each window and pane, {@code
 * PREFIX-START-END-PANE-SSSSS-of-NNNNN.EXT}, which appear complete. Files of windows that this run
 * does not write are left alone. In a stream the move waits for stable input, so that a failure
 * does not duplicate profiles; on Flink this needs checkpoints.
 */
@AutoValue
public abstract class WriteProfiles extends WriteTable<SurfaceBrightnessProfile, WriteProfiles> {

  /** Formats of the files. The name in lower case is the extension. */
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
    FITS,
    /** A VOTable of the IVOA, one row per profile; the extension is {@code .vot}. */
    VOTABLE;

    /**
     * Returns a sink for {@code FileIO.write}.
     *
     * @return a sink of one file
     */
    public FileIO.Sink<SurfaceBrightnessProfile> sink() {
      return sink(ProfileRecords.TABLE, ProfileRecords.SAMPLES);
    }

    /** Returns a sink of one file, of records or of rows of text. */
    <T> FileIO.Sink<T> sink(Table<T> records, Table<T> rows) {
      return switch (this) {
        case CSV -> TableSinks.csv(rows);
        case ECSV -> TableSinks.ecsv(rows);
        case FITS -> TableSinks.fits(records);
        case VOTABLE -> TableSinks.votable(Ucds.of(records));
        case PARQUET -> TableSinks.parquet(records);
        case AVRO -> TableSinks.avro(records);
        case JSON -> TableSinks.json(records);
      };
    }

    /** Returns a reader for files of {@link #sink}. */
    TableReader reader(ReadableByteChannel file, String name) throws IOException {
      return switch (this) {
        case CSV -> TableReaders.csv(ProfileRecords.SAMPLES, file, name);
        case ECSV -> TableReaders.ecsv(ProfileRecords.SAMPLES, file, name);
        case FITS -> TableReaders.fits(ProfileRecords.TABLE, file, name);
        case VOTABLE -> TableReaders.votable(ProfileRecords.TABLE, file, name);
        case PARQUET -> TableReaders.parquet(ProfileRecords.TABLE, file, name);
        case AVRO -> TableReaders.avro(ProfileRecords.TABLE, file, name);
        case JSON -> TableReaders.json(ProfileRecords.TABLE, file, name);
      };
    }

    /** {@return extension of its files, with the dot} */
    public String suffix() {
      return this == VOTABLE ? ".vot" : "." + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds the format of a file name by its extension in any case: {@link #suffix}, or {@code
     * jsonl}.
     *
     * @param file file name, with or without a directory
     * @return the format; empty if the name has no such extension, or nothing before it
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
   * Returns the pattern of the file names of a prefix.
   *
   * @param name last part of the prefix
   * @param format format of the files
   * @return a pattern of all file names of this transform, including those of windows
   */
  public static Pattern names(String name, Format format) {
    return OutputFiles.names(name, Pattern.quote(format.suffix()));
  }

  /**
   * Returns the pattern of the names of hidden staging directories, {@code .NAME-RUN}.
   *
   * @param name beginning of the file names
   * @return a pattern of names without their directory
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
