// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the records of one file in order. An invalid file is an {@link IOException} that names the
 * file and the line or record.
 */
public interface TableReader extends Closeable {
  /**
   * Reads the next record. The file may lack a column that may be absent. Other columns are
   * skipped.
   *
   * @return the record; empty at the end of the file
   * @throws IOException if the file cannot be read, is truncated or contains another table
   */
  Optional<TableRecord> next() throws IOException;
}
