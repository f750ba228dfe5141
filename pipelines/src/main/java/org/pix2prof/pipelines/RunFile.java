// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pix2prof.model.internal.Sha256;

/**
 * File that a run wrote.
 *
 * @param name name relative to the record, or the full name if it is in another directory
 * @param table its content: {@code profiles}, {@code structure} or {@code bad_records}
 * @param bytes its size
 * @param sha256 its checksum; null if not computed
 */
record RunFile(String name, String table, long bytes, String sha256) {
  static final String PROFILES = "profiles";
  static final String STRUCTURE = "structure";
  static final String BAD_RECORDS = "bad_records";

  /** Describes a file on this machine. */
  static RunFile of(Path file, String name, String table) throws IOException {
    return new RunFile(name, table, Files.size(file), sha256(file));
  }

  /** Returns whether a file is unchanged. */
  boolean isStill(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) == bytes && sha256(file).equals(sha256);
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in);
    }
  }
}
