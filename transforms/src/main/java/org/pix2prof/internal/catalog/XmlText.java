// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/**
 * The characters of an XML document. The JDK's parser prints invalid bytes to standard error, so it
 * gets characters only.
 */
final class XmlText {
  private static final int DECLARATION_BYTES = 256;
  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final Pattern ENCODING =
      Pattern.compile("^(?:ï»¿)?\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"']*)[\"']");

  static Reader of(FitsInput in) throws IOException, BadImageException {
    String head = new String(in.peek(DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    Matcher declared = ENCODING.matcher(head);
    String name = declared.find() ? declared.group(1).trim() : "UTF-8";
    Charset charset;
    try {
      charset = Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new BadImageException(
          "bad_votable", "its encoding is " + CellValues.quote(name) + "; expected UTF-8", e);
    }
    Reader text =
        new BufferedReader(
            new InputStreamReader(
                in.stream(),
                charset
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    return withoutMark(text);
  }

  private static Reader withoutMark(Reader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  private XmlText() {}
}
