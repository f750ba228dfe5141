// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/**
 * An open FITS file.
 *
 * @param in its uncompressed bytes
 * @param hdus its HDUs
 */
record OpenFits(FitsInput in, HduIterator hdus) implements AutoCloseable {

  static OpenFits open(FitsFiles files, String uri) throws IOException, BadImageException {
    FitsFiles.Opened opened = files.open(uri);
    try {
      FitsInput in = FitsInput.open(opened.bytes(), opened.size());
      return new OpenFits(in, new HduIterator(in));
    } catch (IOException | BadImageException | RuntimeException e) {
      opened.bytes().close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
