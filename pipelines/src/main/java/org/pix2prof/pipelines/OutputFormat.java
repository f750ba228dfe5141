// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.pix2prof.transforms.WriteProfiles;

/** Output format of {@code caption}: files of one format, or rows of a BigQuery table. */
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
  /** See {@link WriteProfiles.Format#VOTABLE}. */
  VOTABLE,
  /** See {@link org.pix2prof.transforms.WriteToBigQuery}. */
  BIGQUERY;

  /** Returns the file format; undefined for {@link #BIGQUERY}. */
  WriteProfiles.Format files() {
    return WriteProfiles.Format.valueOf(name());
  }
}
