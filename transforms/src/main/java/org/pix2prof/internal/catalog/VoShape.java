// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The {@code arraysize} of a VOTable's column.
 *
 * @param count number of elements of a cell, or of its fixed axes if the length varies
 * @param variable true if each cell has its own length
 * @param axes number of axes; 0 for a single value
 */
record VoShape(long count, boolean variable, int axes) {
  private static final Pattern ARRAYSIZE = Pattern.compile("(\\d{1,9}x)*(\\d{1,9}|\\d{0,9}\\*)");

  static VoShape of(@Nullable String arraysize) {
    String text = arraysize == null ? "" : arraysize.trim();
    Matcher matcher = ARRAYSIZE.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return new VoShape(1, false, 0);
    }
    String[] lengths = text.split("x");
    boolean variable = text.endsWith("*");
    long count = 1;
    for (int i = 0; i < lengths.length - (variable ? 1 : 0); i++) {
      count *= Long.parseLong(lengths[i]);
    }
    return new VoShape(count, variable, lengths.length);
  }

  /** Returns true if a cell is one value. Some writers give such columns {@code arraysize="1"}. */
  boolean isSingle() {
    return !variable && count == 1;
  }

  /** Returns true if a cell of characters is one text. */
  boolean isLine() {
    return axes <= 1;
  }
}
