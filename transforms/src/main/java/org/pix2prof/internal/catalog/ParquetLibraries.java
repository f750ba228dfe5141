// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The libraries that read and write Parquet, which are optional dependencies of this module. */
public final class ParquetLibraries {
  private static final List<Library> LIBRARIES =
      List.of(
          new Library(
              "org.apache.beam:beam-sdks-java-io-parquet",
              "org.apache.beam.sdk.io.parquet.ParquetIO"),
          new Library(
              "org.apache.hadoop:hadoop-client-api", "org.apache.hadoop.conf.Configuration"),
          new Library(
              "org.apache.hadoop:hadoop-client-runtime",
              "org.apache.hadoop.shaded.com.ctc.wstx.stax.WstxInputFactory"));

  /**
   * An artifact.
   *
   * @param sample one of its classes
   */
  private record Library(String artifact, String sample) {}

  /**
   * Looks for the libraries on the class path.
   *
   * @return a sentence that names the artifacts to add; empty if all are there
   */
  public static Optional<String> missing() {
    return missing(ParquetLibraries.class.getClassLoader());
  }

  static Optional<String> missing(ClassLoader classes) {
    List<String> artifacts = new ArrayList<>();
    for (Library library : LIBRARIES) {
      try {
        Class.forName(library.sample, false, classes);
      } catch (ClassNotFoundException e) {
        artifacts.add(library.artifact);
      }
    }
    return artifacts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "to read or write Parquet, add "
                + String.join(" and ", artifacts)
                + " to the dependencies");
  }

  private ParquetLibraries() {}
}
