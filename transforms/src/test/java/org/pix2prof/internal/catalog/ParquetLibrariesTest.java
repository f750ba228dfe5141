// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParquetLibrariesTest {
  /** Hides the packages of a prefix. */
  private static final class Without extends ClassLoader {
    private final String prefix;

    Without(String prefix) {
      super(ParquetLibrariesTest.class.getClassLoader());
      this.prefix = prefix;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(prefix)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void namesMissingArtifacts() {
    assertEquals(
        Optional.of(
            "to read or write Parquet, add org.apache.beam:beam-sdks-java-io-parquet to the"
                + " dependencies"),
        ParquetLibraries.missing(new Without("org.apache.beam.sdk.io.parquet.")));
    assertEquals(
        Optional.of(
            "to read or write Parquet, add org.apache.hadoop:hadoop-client-api and"
                + " org.apache.hadoop:hadoop-client-runtime to the dependencies"),
        ParquetLibraries.missing(new Without("org.apache.hadoop.")));
  }

  @Test
  void findsLibrariesOfThisModule() {
    assertEquals(Optional.empty(), ParquetLibraries.missing());
  }
}
