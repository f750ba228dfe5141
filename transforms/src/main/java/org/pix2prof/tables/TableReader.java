package org.pix2prof.tables;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the records of one file, front to back. Whatever is wrong with a file is an {@link
 * IOException} that names it, and the line or record.
 */
public interface TableReader extends Closeable {
  /**
   * Reads the next record. A column that may be absent need not be in the file; a column that the
   * table does not have is passed over.
   *
   * @return the record; empty at the end of the file
   * @throws IOException if the file cannot be read, is cut short, or is no such table
   */
  Optional<TableRecord> next() throws IOException;
}
