package org.pix2prof.internal.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Opens files by their URIs: a frame, or the mask that lies beside it. */
public interface FitsFiles {

  /**
   * An open file.
   *
   * @param bytes as stored
   * @param size how many they are, or -1 if that is not known
   */
  record Opened(InputStream bytes, long size) {}

  /**
   * Opens a file.
   *
   * @param uri as the file system spells it
   * @return its bytes, to be closed by the caller
   * @throws FileNotFoundException if there is none
   * @throws IOException if it cannot be opened
   */
  Opened open(String uri) throws IOException;
}
