// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Encodes texts of FITS headers and tables, which may contain only the printable characters of
 * ASCII (FITS 4.0, sections 4.2.1 and 7.3.3.1). Any other byte of the text's UTF-8, and the percent
 * sign, is written as {@code %XX}, as in URIs (RFC 3986, section 2.1). So is a trailing blank,
 * because readers drop it.
 */
public final class FitsText {
  private static final String HEX = "0123456789ABCDEF";

  /**
   * Encodes a text.
   *
   * @param text any
   * @return printable ASCII
   */
  public static byte[] encode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length);
    for (int i = 0; i < utf8.length; i++) {
      byte b = utf8[i];
      boolean lastBlank = b == ' ' && i == utf8.length - 1;
      if (b < ' ' || b > '~' || b == '%' || lastBlank) {
        out.write('%');
        out.write(HEX.charAt((b >> 4) & 15));
        out.write(HEX.charAt(b & 15));
      } else {
        out.write(b);
      }
    }
    return out.toByteArray();
  }

  /**
   * Decodes a text.
   *
   * @param text encoded by {@link #encode}, or by another program
   * @return the text; bytes that are no code are kept
   */
  public static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? digit(bytes[i + 1]) : -1;
      int low = high >= 0 ? digit(bytes[i + 2]) : -1;
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int digit(byte c) {
    return Character.digit(c, 16);
  }

  private FitsText() {}
}
