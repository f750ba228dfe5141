// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.pix2prof.model.BadImageException;

/**
 * Detects by its content whether a FITS file is complete or still being written.
 *
 * <p>A file is complete if it ends after the padding of an HDU, an HDU has data, and the compressed
 * stream, if any, has ended. It cannot be detected that more HDUs will follow. A file that is not
 * FITS, or is corrupt in a way that more bytes cannot repair, counts as complete, so that reading
 * it reports the problem.
 */
public final class FitsCompleteness {
  /** Minimum number of bytes to recognise a header. */
  private static final int TELLING = 10;

  /**
   * Reads the headers of a file, and all of it if it is compressed.
   *
   * @param bytes of the file as stored, which is closed at the end
   * @param size number of these bytes
   * @return true if the file is complete
   * @throws IOException if reading fails
   */
  public static boolean isWhole(InputStream bytes, long size) throws IOException {
    try (bytes) {
      if (size < TELLING) {
        return false;
      }
      FitsInput in;
      try {
        in = FitsInput.open(bytes, size);
      } catch (BadImageException e) {
        return !e.reason().equals("truncated");
      }
      try {
        return endsWithAnHdu(in);
      } catch (BadImageException e) {
        return !mayBeMended(e, in);
      }
    }
  }

  /** Returns true if more bytes may resolve a failure. */
  private static boolean mayBeMended(BadImageException e, FitsInput in) {
    boolean settled = e.reason().equals("not_fits") || e.getCause() instanceof ZipException;
    return e.reason().equals("truncated") || in.exhausted() && !settled;
  }

  private static boolean endsWithAnHdu(FitsInput in) throws IOException, BadImageException {
    boolean anyData = false;
    for (int index = 0; ; index++) {
      long start = in.position();
      FitsHeader header = FitsHeader.read(in, index == 0);
      if (header == null) {
        long behind = in.position() - start;
        in.skip(Long.MAX_VALUE); // Reads up to the checksum of a compressed stream.
        return anyData && (behind == 0 || behind >= TELLING);
      }
      if (in.position() % FitsHeader.BLOCK != 0) {
        return false;
      }
      Hdu hdu = Hdu.of(index, header);
      if (!passes(in, hdu.dataBytes()) || !passes(in, hdu.padding())) {
        return false;
      }
      anyData |= hdu.dataBytes() > 0;
    }
  }

  private static boolean passes(FitsInput in, long length) throws IOException, BadImageException {
    boolean isThere = in.remaining() < 0 || in.remaining() >= length;
    return isThere && in.skip(length) == length;
  }

  private FitsCompleteness() {}
}
