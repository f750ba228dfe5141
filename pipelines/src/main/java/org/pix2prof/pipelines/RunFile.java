package org.pix2prof.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pix2prof.model.internal.Sha256;

/**
 * A file that a run wrote.
 *
 * @param name beside the record, or the full name where it is in another directory
 * @param table what it holds: {@code profiles}, {@code structure} or {@code bad_records}
 * @param bytes its size
 * @param sha256 its checksum; null where it was not computed
 */
record RunFile(String name, String table, long bytes, String sha256) {
  static final String PROFILES = "profiles";
  static final String STRUCTURE = "structure";
  static final String BAD_RECORDS = "bad_records";

  /** Describes a file of this machine. */
  static RunFile of(Path file, String name, String table) throws IOException {
    return new RunFile(name, table, Files.size(file), sha256(file));
  }

  /** Whether a file is this one still. */
  boolean isStill(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) == bytes && sha256(file).equals(sha256);
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in);
    }
  }
}
