// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/** Iterates over the HDUs of one file. Skips data that were not read. */
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
   * Reads the next header, after which the input is at the HDU's data.
   *
   * @return null at the end of the file
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

  /** Returns the index of the HDU that a failure of {@link #next} belongs to. */
  int at() {
    return at;
  }

  /** Returns the index of the current HDU; -1 before the first. */
  int index() {
    return current == null ? -1 : current.index();
  }

  /** Returns the primary header if it has no data, so that its keywords apply to all HDUs. */
  Optional<FitsHeader> shared() {
    return shared;
  }
}
