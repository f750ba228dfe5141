package org.pix2prof.pipelines;

import java.util.List;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.DeriveStructure;
import org.pix2prof.transforms.WriteToBigQuery;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Tables of BigQuery.
 *
 * @param table of the profiles
 * @param structure whether structures are written
 */
record BigQueryOutput(String table, boolean structure) implements CaptionOutput {

  /**
   * What the options say.
   *
   * @throws UsageException if {@code --output} is no table, rows have no place to wait in, or an
   *     option would do nothing
   */
  static BigQueryOutput of(CaptionOptions options) throws UsageException {
    BigQueryOutput output = new BigQueryOutput(options.getOutput(), options.isStructure());
    check("--output with --format=bigquery: ", output.table);
    if (output.structure) {
      check("--structure with --format=bigquery: ", output.structureTable());
    }
    if (options.getWatch() == null) {
      checkTempLocation(options.getTempLocation());
    } else if (options.getWindow() != null && options.getBadRecords() == null) {
      throw new UsageException(
          "--window does nothing with --format=bigquery, whose rows are added as they come, but for"
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

  private static void checkTempLocation(String folder) throws UsageException {
    if (folder == null || !folder.startsWith("gs://")) {
      throw new UsageException(
          "--format=bigquery needs --tempLocation=gs://BUCKET/FOLDER, from where rows are loaded"
              + (folder == null ? "" : ", not '" + folder + "'"));
    }
  }

  private String structureTable() {
    return table + "_structure";
  }

  @Override
  public void accept(PCollection<SurfaceBrightnessProfile> profiles) {
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

  /** A table has no place beside it. */
  @Override
  public void keep(RunRecord record) {}
}
