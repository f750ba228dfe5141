// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.pix2prof.internal.fits.BlockInputStream;

/** The text of a parser's current element as a stream of ASCII, of any length. */
final class ElementText extends BlockInputStream {
  private final XMLStreamReader xml;
  private byte[] chunk = new byte[0];
  private int position;
  private boolean ended;

  ElementText(XMLStreamReader xml) {
    this.xml = xml;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (position == chunk.length) {
      if (ended) {
        return -1;
      }
      nextChunk();
    }
    int n = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, bytes, offset, n);
    position += n;
    return n;
  }

  private void nextChunk() throws IOException {
    try {
      int event = xml.next();
      ended = event == XMLStreamConstants.END_ELEMENT;
      position = 0;
      chunk =
          event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA
              ? xml.getText().getBytes(StandardCharsets.US_ASCII)
              : new byte[0];
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
