// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.transforms.WriteProfiles.Format;

/**
 * The settings of a written table.
 *
 * @param prefix directory and beginning of the file names; null if not set, or if {@code file} is
 * @param file name of the only file; null if not set, or if {@code prefix} is
 * @param format format of the files
 * @param numShards maximum number of files; 0 for the default
 */
record TableOutput(@Nullable String prefix, @Nullable String file, Format format, int numShards)
    implements Serializable {
  static final TableOutput DEFAULT = new TableOutput(null, null, Format.CSV, 0);

  TableOutput withPrefix(String newPrefix) {
    return new TableOutput(OutputFiles.checkPrefix(newPrefix), null, format, numShards);
  }

  TableOutput withFile(String newFile) {
    String checked = OutputFiles.checkPrefix(newFile);
    return new TableOutput(null, checked, OutputFiles.format(checked), numShards);
  }

  TableOutput withFormat(Format newFormat) {
    return new TableOutput(prefix, file, newFormat, numShards);
  }

  TableOutput withNumShards(int shards) {
    if (shards < 0) {
      throw new IllegalArgumentException("number of shards must be 0 or more, not " + shards);
    }
    return new TableOutput(prefix, file, format, shards);
  }

  /**
   * Returns the files.
   *
   * @param transform name of the transform
   * @throws IllegalArgumentException if a setting is missing, or settings contradict each other
   */
  OutputFiles files(String transform) {
    if (file != null) {
      return singleFile(file);
    }
    if (prefix == null) {
      throw new IllegalArgumentException(transform + " needs to(prefix) to be set");
    }
    return OutputFiles.of(prefix, format.suffix());
  }

  private OutputFiles singleFile(String name) {
    if (format != OutputFiles.format(name)) {
      throw new IllegalArgumentException(
          name + " has the extension of another format than " + format.suffix());
    }
    if (numShards > 1) {
      throw new IllegalArgumentException(
          name + " is one file, not " + numShards + ": give a prefix to write several");
    }
    return OutputFiles.ofFile(name);
  }

  void display(DisplayData.Builder builder) {
    builder
        .addIfNotNull(DisplayData.item("prefix", prefix).withLabel("Output prefix"))
        .addIfNotNull(DisplayData.item("file", file).withLabel("Output file"))
        .add(DisplayData.item("format", format.name()).withLabel("Format"))
        .add(
            DisplayData.item("numShards", numShards)
                .withLabel("Maximum number of files, 0 for the default"));
  }
}
