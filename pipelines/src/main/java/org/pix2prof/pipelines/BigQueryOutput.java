// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.DeriveStructure;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.transforms.WriteToBigQuery;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Writes to BigQuery tables.
 *
 * @param table of the profiles
 * @param structure whether structural parameters are written
 * @param badRecords prefix or file of bad records; null if they are not recorded
 */
record BigQueryOutput(String table, boolean structure, String badRecords) implements CaptionOutput {

  /**
   * Creates the output from the options.
   *
   * @throws UsageException if {@code --output} is not a table, rows have no temporary location, or
   *     an option has no effect
   */
  static BigQueryOutput of(CaptionOptions options) throws UsageException {
    BigQueryOutput output =
        new BigQueryOutput(options.getOutput(), options.isStructure(), options.getBadRecords());
    check("--output with --format=bigquery: ", output.table);
    if (output.structure) {
      check("--structure with --format=bigquery: ", output.structureTable());
    }
    if (options.getWatch() == null) {
      checkTempLocation(options.getTempLocation());
    } else if (options.getWindow() != null && options.getBadRecords() == null) {
      throw new UsageException(
          "--window does nothing with --format=bigquery, which adds rows as they arrive, except for"
              + " files of --badRecords");
    }
    return output;
  }

  private static void check(String option, String table) throws UsageException {
    try {
      WriteToBigQuery.profiles().to(table);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + e.getMessage());
    }
  }

  private static void checkTempLocation(String directory) throws UsageException {
    if (directory == null || !directory.startsWith("gs://")) {
      throw new UsageException(
          "--format=bigquery needs --tempLocation=gs://BUCKET/DIRECTORY, from where rows are loaded"
              + (directory == null ? "" : ", not '" + directory + "'"));
    }
  }

  private String structureTable() {
    return table + "_structure";
  }

  @Override
  public Session start(CaptionOptions options, Console console) {
    return new TableSession(this);
  }

  private void accept(PCollection<SurfaceBrightnessProfile> profiles) {
    profiles.apply("WriteProfiles", WriteToBigQuery.profiles().to(table));
    if (structure) {
      profiles
          .apply("DeriveStructure", DeriveStructure.create())
          .apply("WriteStructure", WriteToBigQuery.structures().to(structureTable()));
    }
  }

  @Override
  public List<String> places() {
    return structure ? List.of(table, structureTable()) : List.of(table);
  }

  @Override
  public Optional<String> badPlace() {
    return Optional.ofNullable(badRecords).map(bad -> OutputPlace.of(bad, Format.JSON).shown());
  }

  private record TableSession(BigQueryOutput output) implements Session {
    @Override
    public void accept(PCollection<SurfaceBrightnessProfile> profiles) {
      output.accept(profiles);
    }

    /** Does nothing: a table has no location for a record. */
    @Override
    public void keep(RunRecord record) {}

    @Override
    public String interrupted() {
      return "rows that were not loaded yet are lost; check " + output.table;
    }

    @Override
    public void close() {}
  }
}
