package org.pix2prof.internal.fits;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.pix2prof.model.BadImageException;

/**
 * Tells a FITS file that is still being written from one that is whole, by its content.
 *
 * <p>A file is whole where it ends after the padding of an HDU, some HDU has data, and a
 * compression of the whole file has come to its end. A file that ends anywhere else is not whole
 * yet. Nothing tells that more HDUs are to follow those that are there. What is no FITS, or is
 * corrupt in a way that more bytes cannot mend, counts as whole: reading it says what is wrong.
 */
public final class FitsCompleteness {
  /** Fewer bytes do not tell what they are the beginning of. */
  private static final int TELLING = 10;

  /**
   * Walks through the headers of a file, and through all of it if it is compressed.
   *
   * @param bytes of the file as stored, which is closed at the end
   * @param size how many bytes that are
   * @return whether it is whole
   * @throws IOException if bytes cannot be had
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
        return walk(in);
      } catch (BadImageException e) {
        return !mayBeMended(e, in);
      }
    }
  }

  /** Whether what is missed may lie behind the end of the bytes that are there. */
  private static boolean mayBeMended(BadImageException e, FitsInput in) {
    boolean settled = e.reason().equals("not_fits") || e.getCause() instanceof ZipException;
    return e.reason().equals("truncated") || in.exhausted() && !settled;
  }

  private static boolean walk(FitsInput in) throws IOException, BadImageException {
    boolean anyData = false;
    for (int index = 0; ; index++) {
      long start = in.position();
      FitsHeader header = FitsHeader.read(in, index == 0);
      if (header == null) {
        long behind = in.position() - start;
        in.skip(Long.MAX_VALUE); // To the end of a compressed stream, where its checksum is.
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
