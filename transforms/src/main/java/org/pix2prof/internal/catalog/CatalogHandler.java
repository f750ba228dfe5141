// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

/** Receiver of the rows that a {@link CatalogDecoder} reads. */
public interface CatalogHandler {

  /**
   * Receives a row.
   *
   * @param position the position
   * @throws Exception to stop the decoder
   */
  void position(CatalogPosition position) throws Exception;

  /**
   * Receives the error of a row or of the rest of the file.
   *
   * @param row row number from 1, or 0 for the file
   * @param problem the error
   * @throws Exception to stop the decoder
   */
  void bad(long row, BadImageException problem) throws Exception;

  /**
   * Counts an unusable row beyond the maximum number of listed rows.
   *
   * @param row row number from 1
   */
  default void unlisted(long row) {}
}
