package org.pix2prof.pipelines;

import org.pix2prof.transforms.WriteProfiles;

/** What {@code caption} writes: files of one format, or rows of a table of BigQuery. */
public enum OutputFormat {
  /** See {@link WriteProfiles.Format#CSV}. */
  CSV,
  /** See {@link WriteProfiles.Format#PARQUET}. */
  PARQUET,
  /** See {@link WriteProfiles.Format#AVRO}. */
  AVRO,
  /** See {@link WriteProfiles.Format#JSON}. */
  JSON,
  /** See {@link WriteProfiles.Format#ECSV}. */
  ECSV,
  /** See {@link WriteProfiles.Format#FITS}. */
  FITS,
  /** See {@link org.pix2prof.transforms.WriteToBigQuery}. */
  BIGQUERY;

  /** The format of files; not of {@link #BIGQUERY}. */
  WriteProfiles.Format files() {
    return WriteProfiles.Format.valueOf(name());
  }
}
