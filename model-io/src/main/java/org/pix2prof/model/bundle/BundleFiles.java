// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the files of a bundle. */
public interface BundleFiles {

  /**
   * Opens one file of the bundle at its beginning. May be called repeatedly.
   *
   * @param name of the file, without a directory
   * @return its bytes; the caller closes it
   * @throws FileNotFoundException if the bundle has no such file
   * @throws IOException if it cannot be read
   */
  InputStream open(String name) throws IOException;

  /** {@return the bundle's location, for messages} */
  String location();

  /**
   * Returns the files of a bundle in a zip, at its root or in one directory of it.
   *
   * @param zip opens the zip
   * @param location of the zip, for messages
   * @return the files
   */
  static BundleFiles zip(Opener zip, String location) {
    return new ZipFiles(zip, location);
  }

  /** Opens a stream at its beginning. May be called repeatedly. */
  interface Opener {
    /**
     * Opens the stream.
     *
     * @return the bytes; the caller closes it
     * @throws FileNotFoundException if it does not exist
     * @throws IOException if it cannot be read
     */
    InputStream open() throws IOException;
  }
}
