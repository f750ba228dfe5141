package org.pix2prof.internal.catalog;

import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

/** Where a {@link CatalogDecoder} puts what it finds in a catalogue. */
public interface CatalogHandler {

  /**
   * A row.
   *
   * @param position as read
   * @throws Exception if it cannot be passed on; the decoder stops
   */
  void position(CatalogPosition position) throws Exception;

  /**
   * A row, or the rest of the file, that cannot be used.
   *
   * @param row from 1, or 0 for the file
   * @param problem what is wrong with it
   * @throws Exception if it cannot be passed on; the decoder stops
   */
  void bad(long row, BadImageException problem) throws Exception;

  /**
   * A row that cannot be used, after so many others that it is not listed.
   *
   * @param row from 1
   */
  default void unlisted(long row) {}
}
