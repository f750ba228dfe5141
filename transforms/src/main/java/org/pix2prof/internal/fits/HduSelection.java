// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The HDUs of a file to read: all, the one with an index, or those with a name. */
final class HduSelection {
  private final String name;
  private final int index;
  private boolean seen;

  /**
   * A selection.
   *
   * @param indexOrName value of the option; null for all
   */
  HduSelection(String indexOrName) {
    boolean digits = indexOrName != null && indexOrName.matches("\\d+");
    name = digits ? null : indexOrName;
    index = digits ? Integer.parseInt(indexOrName) : -1;
  }

  boolean isGiven() {
    return name != null || index >= 0;
  }

  /** Returns true if the selection is by index. */
  boolean isIndex() {
    return index >= 0;
  }

  /** Returns true if this HDU and all later ones are not selected. */
  boolean isPast(int hdu) {
    return index >= 0 && hdu > index;
  }

  boolean wants(Hdu hdu) {
    boolean wanted =
        !isGiven()
            || hdu.index() == index
            || (name != null && name(hdu).filter(name::equalsIgnoreCase).isPresent());
    seen |= wanted;
    return wanted;
  }

  /** Returns true if the file has a selected HDU. */
  boolean wasSeen() {
    return seen;
  }

  @Override
  public String toString() {
    return "HDU " + (name == null ? String.valueOf(index) : "'" + name + "'");
  }

  /** Names an HDU for a message. */
  static String describe(Hdu hdu) {
    String axes =
        Arrays.stream(hdu.axes())
            .limit(6)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(" x "));
    return hdu.index()
        + name(hdu).map(n -> " '" + n + "'").orElse("")
        + (axes.isEmpty() ? "" : " (" + axes + ")");
  }

  private static Optional<String> name(Hdu hdu) {
    Optional<String> extname = hdu.header().text("EXTNAME");
    return hdu.index() == 0 ? extname.or(() -> Optional.of("PRIMARY")) : extname;
  }
}
