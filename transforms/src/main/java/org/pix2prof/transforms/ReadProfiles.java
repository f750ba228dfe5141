// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.tables.TableReader;
import org.pix2prof.tables.TableRecord;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/**
 * Reads the files of {@link WriteProfiles}, in all of its formats.
 *
 * <pre>{@code
 * PCollection<SurfaceBrightnessProfile> profiles =
 *     pipeline.apply(ReadProfiles.create().from("out/profiles"));
 * }</pre>
 *
 * <p>A profile is as complete as the format allows. No format has the WCS of the image, so {@link
 * SurfaceBrightnessProfile#wcs} is empty; the {@link SurfaceBrightnessProfile#skyPosition} of the
 * centre and the {@link SurfaceBrightnessProfile#isophotesOnSky} are set. CSV and ECSV lack the
 * centre, its position, the isophotes on the sky, and profiles without samples. Numbers are exact,
 * except that JSON has null for NaN and infinity.
 *
 * <p>A missing file, a file of another table and a truncated file fail the pipeline with an {@link
 * IOException} that names the file, and the line or record. So do an incomplete set of files, as
 * after a run that was interrupted while it replaced them, and files that have changed since the
 * run in {@code PREFIX.run}.
 */
@AutoValue
public abstract class ReadProfiles
    extends PTransform<PBegin, PCollection<SurfaceBrightnessProfile>> {
  /**
   * Name of the file in a hidden directory {@code .NAME-RUN} that marks the files of a name while a
   * run replaces them. If it remains and there is no {@code NAME.run}, the files may be of two runs
   * and are refused.
   */
  public static final String REPLACING = "replacing";

  abstract @Nullable String prefixOrPattern();

  abstract @Nullable Format format();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPrefixOrPattern(String prefixOrPattern);

    abstract Builder setFormat(Format format);

    abstract ReadProfiles build();
  }

  /**
   * Reads profiles.
   *
   * @return a transform that needs {@link #from}
   */
  public static ReadProfiles create() {
    return new AutoValue_ReadProfiles.Builder().build();
  }

  /**
   * Sets the files to read.
   *
   * @param prefixOrPattern prefix as for {@link WriteProfiles#to}, file name or glob, on any Beam
   *     file system
   * @return this transform with the files
   * @throws IllegalArgumentException if it is empty or a directory
   */
  public ReadProfiles from(String prefixOrPattern) {
    if (prefixOrPattern.isEmpty()) {
      throw new IllegalArgumentException("the prefix of the profiles to read is empty");
    }
    if (prefixOrPattern.endsWith("/") || prefixOrPattern.endsWith("\\")) {
      throw new IllegalArgumentException(
          "profiles to read are a prefix such as out/profiles, a file or a glob, not the directory"
              + " '"
              + prefixOrPattern
              + "'");
    }
    return toBuilder().setPrefixOrPattern(prefixOrPattern).build();
  }

  /**
   * Sets the format. By default, the extensions of the files determine it. A prefix with files of
   * several formats needs it.
   *
   * @param format format of all files
   * @return this transform with the format
   */
  public ReadProfiles withFormat(Format format) {
    return toBuilder().setFormat(requireNonNull(format, "format")).build();
  }

  @Override
  public PCollection<SurfaceBrightnessProfile> expand(PBegin input) {
    String from = prefixOrPattern();
    if (from == null) {
      throw new IllegalArgumentException("ReadProfiles needs from(prefix) to be set");
    }
    return input
        .apply("Prefix", Create.of(from).withCoder(StringUtf8Coder.of()))
        .apply("Find", ParDo.of(new FindFn(format())))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply("Reshuffle", SpreadElements.oneByOne())
        .apply("Read", ParDo.of(new ReadFn()))
        .setCoder(SurfaceBrightnessProfileCoder.of());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    Format format = format();
    builder
        .addIfNotNull(DisplayData.item("from", prefixOrPattern()).withLabel("Files"))
        .addIfNotNull(
            DisplayData.item("format", format == null ? null : format.name()).withLabel("Format"));
  }

  /** Outputs the files, each with the name of its format and its checksum, if recorded. */
  private static final class FindFn extends DoFn<String, KV<String, String>> {
    private final @Nullable Format format;

    FindFn(@Nullable Format format) {
      this.format = format;
    }

    @ProcessElement
    public void process(@Element String from, OutputReceiver<KV<String, String>> out)
        throws IOException {
      for (ProfileFiles.Found found : ProfileFiles.find(from, Optional.ofNullable(format))) {
        out.output(
            KV.of(
                found.file(), found.format().name() + found.sha256().map(" "::concat).orElse("")));
      }
    }
  }

  private static final class ReadFn extends DoFn<KV<String, String>, SurfaceBrightnessProfile> {
    @ProcessElement
    public void process(
        @Element KV<String, String> file, OutputReceiver<SurfaceBrightnessProfile> out)
        throws IOException {
      String name = file.getKey();
      String[] formatAndChecksum = file.getValue().split(" ", 2);
      if (formatAndChecksum.length > 1) {
        ProfileFiles.checkSum(name, formatAndChecksum[1]);
      }
      long record = 0;
      try (TableReader reader =
          Format.valueOf(formatAndChecksum[0])
              .reader(BeamFiles.openChannel(FileSystems.matchNewResource(name, false)), name)) {
        for (Optional<TableRecord> row = reader.next(); row.isPresent(); row = reader.next()) {
          record++;
          out.output(profile(row.get(), name, record));
        }
      }
    }
  }

  /**
   * Returns the profile of a record.
   *
   * @throws IOException if the record is not a valid profile; names the file
   */
  static SurfaceBrightnessProfile profile(TableRecord row, String file, long record)
      throws IOException {
    try {
      return ProfileRecords.profile(row);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new IOException(file + ", record " + record + ": " + e.getMessage(), e);
    }
  }
}
