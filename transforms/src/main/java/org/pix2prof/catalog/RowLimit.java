package org.pix2prof.catalog;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends the reading of text whose rows do not end: a quote left open would take all memory. */
final class RowLimit extends FilterReader {
  static final int MOST_CHARACTERS = 1 << 20;

  private long sinceRow;

  RowLimit(Reader in) {
    super(in);
  }

  /** A row has ended not far from here. */
  void newRow() {
    sinceRow = 0;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    if (sinceRow >= MOST_CHARACTERS) {
      throw new IOException(
          "more than " + MOST_CHARACTERS + " characters without an end, as after an open quote");
    }
    int n = in.read(chars, offset, length);
    sinceRow += Math.max(n, 0);
    return n;
  }
}
