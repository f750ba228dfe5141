// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A reader that checks for a line feed at the end of the text, which a truncated file lacks. */
final class LineCompletenessReader extends FilterReader {
  private char last = '\n';

  LineCompletenessReader(Reader text) {
    super(text);
  }

  /** Returns true if the text read so far does not end with a line feed. */
  boolean cutShort() {
    return last != '\n';
  }

  @Override
  public int read() throws IOException {
    int c = in.read();
    last = c < 0 ? last : (char) c;
    return c;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    last = n > 0 ? buffer[offset + n - 1] : last;
    return n;
  }
}
