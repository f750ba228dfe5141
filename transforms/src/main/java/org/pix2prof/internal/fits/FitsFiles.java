// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Opens files by their URIs: frames, masks and other maps. */
public interface FitsFiles {

  /**
   * An open file.
   *
   * @param bytes as stored
   * @param size number of these bytes, or -1 if unknown
   */
  record Opened(InputStream bytes, long size) {}

  /**
   * Opens a file.
   *
   * @param uri in the form of the file system
   * @return its bytes, to be closed by the caller
   * @throws FileNotFoundException if it does not exist
   * @throws IOException if it cannot be opened
   */
  Opened open(String uri) throws IOException;
}
