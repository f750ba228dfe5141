package org.pix2prof.internal.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/**
 * Reads the science images of FITS files. Safe for use by several threads.
 *
 * <p>A file is read once, front to back. At most two HDUs are in memory at a time: the first image
 * waits until it is known whether it is the only one, since that decides its name. Where a survey
 * has masks, an image waits for its mask, which is a third one.
 */
public final class FitsDecoder {
  private final FitsOptions options;
  private final FitsFiles files;

  /**
   * A decoder that does not look for masks in other files.
   *
   * @param options how to read
   */
  public FitsDecoder(FitsOptions options) {
    this(
        options,
        uri -> {
          throw new FileNotFoundException(uri);
        });
  }

  /**
   * A decoder.
   *
   * @param options how to read
   * @param files opens the masks that a survey keeps beside its images
   */
  public FitsDecoder(FitsOptions options, FitsFiles files) {
    options.validate();
    this.options = options;
    this.files = files;
  }

  /**
   * Reads one file.
   *
   * @param bytes of the file as stored, which is closed at the end
   * @param size how many bytes that are, or -1 if that is not known
   * @param source URI or path of the file
   * @param sink takes what is found
   * @return bytes read from the file and its masks
   * @throws IOException if bytes cannot be had; what is wrong with them goes to the sink instead
   * @throws Exception as the sink throws
   */
  public long decode(InputStream bytes, long size, String source, ImageHandler sink)
      throws Exception {
    try (bytes) {
      Optional<String> otherMap = options.layout().skipsFile(source);
      if (otherMap.isPresent()) {
        sink.skipped(0, otherMap.get());
        return 0;
      }
      String fileId;
      FitsInput in;
      try {
        fileId = ObjectIds.fromFile(source, options.idFromFileName());
        in = FitsInput.open(bytes, size);
      } catch (BadImageException e) {
        sink.bad(-1, e);
        return 0;
      }
      MaskReader masks = new MaskReader(files, options.maxPixels());
      new FileDecoder(options, in, source, fileId, masks, sink).decode();
      return in.storedBytesRead() + masks.storedBytesRead();
    }
  }
}
