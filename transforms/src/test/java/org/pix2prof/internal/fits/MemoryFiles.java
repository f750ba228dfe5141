// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.util.HashMap;
import java.util.Map;

/** Files in memory. */
final class MemoryFiles implements FitsFiles {
  private final Map<String, byte[]> files = new HashMap<>();

  MemoryFiles with(String uri, byte[] file) {
    files.put(uri, file);
    return this;
  }

  @Override
  public Opened open(String uri) throws FileNotFoundException {
    byte[] file = files.get(uri);
    if (file == null) {
      throw new FileNotFoundException(uri);
    }
    return new Opened(new ByteArrayInputStream(file), file.length);
  }
}
