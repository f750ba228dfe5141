// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/**
 * Reads the science images of FITS files. Thread-safe.
 *
 * <p>A file is read once, front to back. At most two HDUs are in memory at a time: the first image
 * waits until it is known whether it is the only one, because its name depends on that. If a survey
 * has masks, an image also waits for its mask, which is a third one. The maps that the user has for
 * an image are read when the image is passed on.
 */
public final class FitsDecoder {
  private final FitsOptions options;
  private final FitsFiles files;

  /**
   * Creates a decoder that does not open masks and other maps.
   *
   * @param options of reading
   */
  public FitsDecoder(FitsOptions options) {
    this(
        options,
        uri -> {
          throw new FileNotFoundException(uri);
        });
  }

  /**
   * Creates a decoder.
   *
   * @param options of reading
   * @param files opens masks and other maps
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
   * @param size number of these bytes, or -1 if unknown
   * @param source URI or path of the file
   * @param handler receives images and problems
   * @return bytes read from the file, its masks and other maps
   * @throws IOException if reading fails; invalid content goes to the handler instead
   * @throws Exception if the handler throws it
   */
  public long decode(InputStream bytes, long size, String source, ImageHandler handler)
      throws Exception {
    try (bytes) {
      Optional<String> otherMap =
          options
              .layout()
              .skipsFile(source)
              .or(() -> AuxiliaryMapReader.skipsFile(options, source));
      if (otherMap.isPresent()) {
        handler.skipped(0, otherMap.get());
        return 0;
      }
      String fileId;
      FitsInput in;
      try {
        fileId = ObjectIds.fromFile(source, options.idFromFileName());
        in = FitsInput.open(bytes, size);
      } catch (BadImageException e) {
        handler.bad(-1, e);
        return 0;
      }
      try (MaskReader masks = new MaskReader(files, options, source);
          AuxiliaryMapReader maps = new AuxiliaryMapReader(files, options, source, fileId)) {
        new FileDecoder(options, in, source, fileId, masks, maps, handler).decode();
        return in.storedBytesRead() + masks.storedBytesRead() + maps.storedBytesRead();
      }
    }
  }
}
