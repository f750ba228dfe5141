// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is read in blocks. A single byte is a block of one. */
public abstract class BlockInputStream extends InputStream {
  /** Constructor for subclasses. */
  protected BlockInputStream() {}

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
