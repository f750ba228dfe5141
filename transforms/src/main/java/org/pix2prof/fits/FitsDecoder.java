package org.pix2prof.fits;

import java.io.IOException;
import java.io.InputStream;
import org.pix2prof.model.BadImageException;

/**
 * Reads the science images of FITS files. Safe for use by several threads.
 *
 * <p>A file is read once, front to back. At most two HDUs are in memory at a time: the first image
 * waits until it is known whether it is the only one, since that decides its name.
 */
public final class FitsDecoder {
  private final FitsOptions options;

  /**
   * A decoder.
   *
   * @param options how to read
   */
  public FitsDecoder(FitsOptions options) {
    options.validate();
    this.options = options;
  }

  /**
   * Reads one file.
   *
   * @param bytes of the file as stored, which is closed at the end
   * @param size how many bytes that are, or -1 if that is not known
   * @param source URI or path of the file
   * @param sink takes what is found
   * @return bytes read from the file
   * @throws IOException if bytes cannot be had; what is wrong with them goes to the sink instead
   * @throws Exception as the sink throws
   */
  public long decode(InputStream bytes, long size, String source, FitsSink sink) throws Exception {
    try (bytes) {
      String fileId;
      FitsInput in;
      try {
        fileId = ObjectIds.fromFile(source, options.idFromFileName());
        in = FitsInput.open(bytes, size);
      } catch (BadImageException e) {
        sink.bad(-1, e);
        return 0;
      }
      new OneFile(options, in, source, fileId, sink).decode();
      return in.storedBytesRead();
    }
  }
}
