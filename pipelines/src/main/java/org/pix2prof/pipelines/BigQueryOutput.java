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
   * @throws UsageException if {@code --output} is no table, or rows have no place to wait in
   */
  static BigQueryOutput of(CaptionOptions options) throws UsageException {
    try {
      WriteToBigQuery.profiles().to(options.getOutput());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--output with --format=bigquery: " + e.getMessage());
    }
    if (options.getTempLocation() == null && options.getWatch() == null) {
      throw new UsageException(
          "--format=bigquery needs --tempLocation=gs://BUCKET/FOLDER, from where rows are loaded");
    }
    return new BigQueryOutput(options.getOutput(), options.isStructure());
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
