package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/** Goes from HDU to HDU of one file, past data that nobody reads. */
final class HduIterator {
  private final FitsInput in;
  private Optional<FitsHeader> shared = Optional.empty();
  private Hdu current;
  private long end;
  private int at;

  HduIterator(FitsInput in) {
    this.in = in;
  }

  /**
   * Goes to the next HDU, whose data then follow in the input.
   *
   * @return null where there is none
   */
  Hdu next() throws IOException, BadImageException {
    if (current != null) {
      at = current.index();
      long left = end - in.position();
      in.require(left);
      if (in.skip(left) < left) {
        throw in.endOfFile();
      }
      in.skip(current.padding());
    }
    int index = index() + 1;
    at = index;
    FitsHeader header = FitsHeader.read(in, index == 0);
    if (header == null) {
      return null;
    }
    current = Hdu.of(index, header);
    end = in.position() + current.dataBytes();
    if (index == 0 && current.axes().length == 0) {
      shared = Optional.of(header);
    }
    return current;
  }

  /** Index of the HDU to which a failure of {@link #next} belongs. */
  int at() {
    return at;
  }

  /** Index of the HDU that was come to last; -1 before the first. */
  int index() {
    return current == null ? -1 : current.index();
  }

  /** The primary header where it has no data, so that it says something of all HDUs. */
  Optional<FitsHeader> shared() {
    return shared;
  }
}
