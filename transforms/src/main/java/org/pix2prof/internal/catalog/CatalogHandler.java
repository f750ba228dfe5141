// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import org.pix2prof.model.BadImageException;

/**
 * Receiver of the rows that a {@link CatalogDecoder} reads.
 *
 * @param <T> value of a row
 */
public interface CatalogHandler<T> {

  /**
   * Receives a row.
   *
   * @param value its value
   * @throws Exception to stop the decoder
   */
  void row(T value) throws Exception;

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
