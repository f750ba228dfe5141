package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.List;
import org.pix2prof.model.BadImageException;

/**
 * An open FITS file and how far its HDUs were gone through.
 *
 * @param in its uncompressed bytes
 * @param walk from HDU to HDU
 */
record OpenFits(FitsInput in, HduIterator walk) implements AutoCloseable {

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

  /** The rows, as stored, of the image that was come to last, of which regions are needed. */
  RawRows rows(Hdu hdu, PlaneLayout layout, List<Region> regions)
      throws IOException, BadImageException {
    in.require(hdu.dataBytes());
    return hdu.kind() == Hdu.Kind.COMPRESSED_IMAGE
        ? new TiledRows(in, hdu, layout, regions)
        : new PlainRows(in, hdu, layout);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
