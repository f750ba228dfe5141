// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.WriteProfiles.Format;

/**
 * Writes a table to files: {@link WriteProfiles} and {@link WriteStructure}.
 *
 * @param <T> type of the records
 * @param <SelfT> the transform
 */
abstract class WriteTable<T, SelfT> extends PTransform<PCollection<T>, WriteTableResult> {
  abstract TableOutput output();

  abstract SelfT withOutput(TableOutput output);

  /** Returns a sink of one file. */
  abstract FileIO.Sink<T> sink();

  /** Returns the function that names a record, the same whenever it is computed again. */
  abstract SerializableFunction<T, String> identity();

  /**
   * Sets the location of the files.
   *
   * @param prefix directory and beginning of the file names, on any Beam file system
   * @return this transform with the prefix
   * @throws IllegalArgumentException if the prefix is a directory or a pattern
   */
  public SelfT to(String prefix) {
    return withOutput(output().withPrefix(prefix));
  }

  /**
   * Writes one file of exactly this name, in the format of its extension. A windowed or unbounded
   * collection needs a prefix instead.
   *
   * @param file name such as {@code out/profiles.csv}, on any Beam file system
   * @return this transform with the file and its format
   * @throws IllegalArgumentException if the name lacks the extension of a {@link Format}, or is a
   *     pattern
   */
  public SelfT toFile(String file) {
    return withOutput(output().withFile(file));
  }

  /**
   * Sets the format of the files; CSV by default.
   *
   * @param format format of the files
   * @return this transform with the format
   */
  public SelfT withFormat(Format format) {
    return withOutput(output().withFormat(requireNonNull(format, "format")));
  }

  /**
   * Sets the maximum number of files. Files without records are not written. In a windowed or
   * unbounded collection the maximum is for each window and pane.
   *
   * @param shards number of files; 0, the default, means 1 on a local runner or with windows, and
   *     the runner's choice otherwise
   * @return this transform with the number
   * @throws IllegalArgumentException if the number is negative
   */
  public SelfT withNumShards(int shards) {
    return withOutput(output().withNumShards(shards));
  }

  @Override
  public WriteTableResult expand(PCollection<T> input) {
    return new WriteTableResult(
        input.apply(
            "Write",
            WriteShards.<T>builder()
                .setFiles(output().files(getKindString()))
                .setNumShards(output().numShards())
                .setFileIfEmpty(true)
                .setSink(sink())
                .setIdentity(identity())
                .build()));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    output().display(builder);
  }
}
