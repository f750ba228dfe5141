// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.ArrayList;
import java.util.List;
import org.pix2prof.model.BadImageException;

/** The HDUs of a file, for the message if none of them is usable. */
final class HduSummary {
  /** Maximum number of bad HDUs to list of a file. */
  static final int MAX_BAD = 1000;

  private static final int MAX_NAMED = 12;

  private final List<String> named = new ArrayList<>();
  private int seen;

  /**
   * Adds an HDU.
   *
   * @param reason to skip it; empty if it was not skipped
   */
  void add(Hdu hdu, String reason) {
    seen++;
    if (named.size() < MAX_NAMED) {
      named.add(HduSelection.describe(hdu) + (reason.isEmpty() ? "" : " " + reason));
    }
  }

  /** Returns the problem of a file with too many bad HDUs. */
  static BadImageException tooManyBad(int bad) {
    return new BadImageException(
        "too_many_bad_hdus",
        "the file has " + bad + " HDUs that cannot be used; the rest is not read");
  }

  /**
   * Returns the problem of a file in which nothing was found.
   *
   * @param reason short name if the selection is not the cause
   * @param what expected content of an HDU
   */
  BadImageException nothing(HduSelection selection, String reason, String what) {
    String more = seen > named.size() ? " and " + (seen - named.size()) + " more" : "";
    String hdus = String.join(", ", named) + more;
    return selection.isGiven() && !selection.wasSeen()
        ? new BadImageException(
            "no_such_hdu", "there is no " + selection + " in the file; its HDUs are " + hdus)
        : new BadImageException(reason, "no HDU is " + what + ": " + hdus);
  }
}
