// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Limits the length of rows: an open quote would otherwise use all memory. */
public final class RowLimit extends FilterReader {
  /** Limit for catalogues and other tables with one line per row. */
  public static final int MOST_CHARACTERS = 1 << 20;

  private final int most;
  private long sinceRow;

  /**
   * Limits rows to {@link #MOST_CHARACTERS}.
   *
   * @param in the text
   */
  public RowLimit(Reader in) {
    this(in, MOST_CHARACTERS);
  }

  /**
   * Limits rows to a number of characters.
   *
   * @param in the text
   * @param most maximum number of characters of a row
   */
  public RowLimit(Reader in, int most) {
    super(in);
    this.most = most;
  }

  /** Marks the end of a row near this position. */
  public void newRow() {
    sinceRow = 0;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    if (sinceRow >= most) {
      throw new IOException(
          "more than " + most + " characters without an end, as after an open quote");
    }
    int n = in.read(chars, offset, length);
    sinceRow += Math.max(n, 0);
    return n;
  }
}
