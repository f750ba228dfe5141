package org.pix2prof.internal.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/** Reads masks of whole images. */
final class MaskReader {
  private final FitsFiles files;
  private final long maxPixels;
  private long storedBytesRead;

  /**
   * A reader.
   *
   * @param files opens masks that are in files of their own
   * @param maxPixels that a mask may have
   */
  MaskReader(FitsFiles files, long maxPixels) {
    this.files = files;
    this.maxPixels = maxPixels;
  }

  /** Bytes taken from the files of masks so far, as stored. */
  long storedBytesRead() {
    return storedBytesRead;
  }

  /**
   * Reads a mask that is in a file of its own.
   *
   * @return NaN where a pixel is bad; empty where the file is not there
   * @throws BadImageException if it is there and cannot be used
   */
  Optional<float[]> read(MaskLocation plane, String uri, PlaneLayout image)
      throws IOException, BadImageException {
    try {
      FitsFiles.Opened file = files.open(uri);
      try (FitsInput in = FitsInput.open(file.bytes(), file.size())) {
        try {
          return Optional.of(firstMask(plane, in, image));
        } finally {
          storedBytesRead += in.storedBytesRead();
        }
      } finally {
        file.bytes().close();
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (BadImageException e) {
      throw new BadImageException(e.reason(), "its mask " + uri + ": " + e.getMessage(), e);
    }
  }

  private float[] firstMask(MaskLocation plane, FitsInput in, PlaneLayout image)
      throws IOException, BadImageException {
    HduIterator walk = new HduIterator(in);
    for (Hdu hdu = walk.next(); hdu != null; hdu = walk.next()) {
      if (plane.is().test(hdu)) {
        return read(plane, in, hdu, image);
      }
    }
    throw new BadImageException("no_image", "no HDU of it is an image");
  }

  /**
   * Reads a mask whose header was read just before.
   *
   * @return NaN where a pixel is bad
   */
  float[] read(MaskLocation plane, FitsInput in, Hdu mask, PlaneLayout image)
      throws IOException, BadImageException {
    PlaneLayout layout = PlaneLayout.of(mask, maxPixels);
    if (layout.width() != image.width() || layout.height() != image.height()) {
      throw size(mask, layout.width() + " x " + layout.height(), image);
    }
    if (layout.planes() != 1) {
      throw size(mask, layout.width() + " x " + layout.height() + " x " + layout.planes(), image);
    }
    return PlaneReader.of(in, mask, layout, BadPixels.of(mask, plane.badBits(mask.header())))
        .next();
  }

  private static BadImageException size(Hdu mask, String found, PlaneLayout image) {
    return new BadImageException(
        "mask_size",
        String.format(
            Locale.ROOT,
            "the mask in HDU %d has %s pixels; expected %d x %d as the image has",
            mask.index(),
            found,
            image.width(),
            image.height()));
  }
}
