package org.pix2prof.internal.fits;

import java.util.ArrayList;
import java.util.List;
import org.pix2prof.model.BadImageException;

/** The HDUs that a file turned out to have, for the message where none of them is of use. */
final class HduSummary {
  private static final int MOST_NAMED = 12;

  private final List<String> named = new ArrayList<>();
  private int seen;

  /**
   * Remembers an HDU.
   *
   * @param reason why it is of no use; empty if it is not for its kind
   */
  void add(Hdu hdu, String reason) {
    seen++;
    if (named.size() < MOST_NAMED) {
      named.add(HduSelection.describe(hdu) + (reason.isEmpty() ? "" : " " + reason));
    }
  }

  /**
   * What to say of a file in which nothing was found.
   *
   * @param reason short name, where the selection is not to blame
   * @param what no HDU is
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
