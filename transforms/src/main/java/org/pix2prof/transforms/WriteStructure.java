// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.pix2prof.values.GalaxyStructure;

/**
 * Writes structural parameters to files on any Beam file system, {@code PREFIX-SSSSS-of-NNNNN.EXT},
 * one row or record per profile in every format. See {@code docs/structure.md} for the columns.
 *
 * <pre>{@code
 * profiles
 *     .apply(DeriveStructure.create())
 *     .apply(WriteStructure.create().to("out/profiles_structure").withFormat(Format.PARQUET));
 * }</pre>
 *
 * <p>A re-run replaces the output, and windows appear in the file names, as in {@link
 * WriteProfiles}. Use another prefix than for the profiles, because only prefix and format
 * distinguish the files.
 */
@AutoValue
public abstract class WriteStructure extends WriteTable<GalaxyStructure, WriteStructure> {
  @Override
  abstract TableOutput output();

  /**
   * Writes structural parameters.
   *
   * @return a transform that needs {@link #to} or {@link #toFile}
   */
  public static WriteStructure create() {
    return new AutoValue_WriteStructure(TableOutput.DEFAULT);
  }

  @Override
  WriteStructure withOutput(TableOutput output) {
    return new AutoValue_WriteStructure(output);
  }

  @Override
  FileIO.Sink<GalaxyStructure> sink() {
    return output().format().sink(StructureRecords.TABLE, StructureRecords.TABLE);
  }

  @Override
  SerializableFunction<GalaxyStructure, String> identity() {
    return structure -> structure.provenance().toString();
  }
}
