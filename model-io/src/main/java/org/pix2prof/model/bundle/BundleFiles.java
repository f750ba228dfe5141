package org.pix2prof.model.bundle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Where the files of a bundle are read from. */
public interface BundleFiles {

  /**
   * Opens one file of the bundle from its beginning; may be called again.
   *
   * @param name of the file, without any folder
   * @return its bytes; the caller closes it
   * @throws FileNotFoundException if the bundle has no such file
   * @throws IOException if it cannot be read
   */
  InputStream open(String name) throws IOException;

  /** {@return the bundle's place, for messages} */
  String location();

  /**
   * The files of a bundle in a zip, at its top or in one folder of it.
   *
   * @param zip opens the zip
   * @param location of the zip, for messages
   * @return the files
   */
  static BundleFiles zip(Opener zip, String location) {
    return new ZipFiles(zip, location);
  }

  /** Opens a stream from its beginning; may be called again. */
  interface Opener {
    /**
     * Opens the stream.
     *
     * @return the bytes; the caller closes it
     * @throws FileNotFoundException if there is nothing
     * @throws IOException if it cannot be read
     */
    InputStream open() throws IOException;
  }
}
