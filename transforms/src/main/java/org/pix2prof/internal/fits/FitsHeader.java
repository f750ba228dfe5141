// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import nom.tam.fits.HeaderCard;
import org.pix2prof.model.BadImageException;
import org.pix2prof.wcs.HeaderKeywords;

/**
 * The cards of one header. A card is parsed on access, so that an invalid card affects nothing
 * else. The first card of a keyword counts.
 */
final class FitsHeader implements HeaderKeywords {
  static final int BLOCK = 2880;
  private static final int CARD = 80;

  /** Maximum length of a header, 36 MB; the longest known ones have some thousand blocks. */
  private static final int MAX_BLOCKS = 12_500;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eEdD][+-]?\\d+)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");

  /** Control characters, which FITS forbids and a terminal may execute. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f]");

  private final Map<String, String> cards = new HashMap<>();

  /**
   * Reads the next header.
   *
   * @return null if no further HDU follows: at the end of the file, or before bytes that do not
   *     start like an HDU
   */
  static FitsHeader read(FitsInput in, boolean primary) throws IOException, BadImageException {
    byte[] block = new byte[BLOCK];
    int length = in.read(block, 0, BLOCK);
    if (!startsHeader(block, length, primary)) {
      if (primary) {
        throw new BadImageException("not_fits", notFits(block, length));
      }
      return null;
    }
    FitsHeader header = new FitsHeader();
    boolean lineBreaks = new String(block, StandardCharsets.ISO_8859_1).indexOf('\n') >= 0;
    for (int blocks = 1; blocks <= MAX_BLOCKS; blocks++) {
      for (int at = 0; at + CARD <= length; at += CARD) {
        String card = new String(block, at, CARD, StandardCharsets.ISO_8859_1);
        if (isEnd(card)) {
          return header;
        }
        header.add(card);
      }
      if (length < BLOCK) {
        break;
      }
      length = in.read(block, 0, BLOCK);
    }
    throw new BadImageException(
        "bad_header",
        lineBreaks
            ? "the header has line breaks in it, as a transfer as text leaves them, and no END card"
            : "the header has no END card up to byte " + in.position());
  }

  private static boolean startsHeader(byte[] block, int length, boolean primary) {
    String start = new String(block, 0, Math.min(length, 10), StandardCharsets.ISO_8859_1);
    return start.matches(primary ? "SIMPLE *=.*" : "XTENSION *=.*");
  }

  private static String notFits(byte[] block, int length) {
    if (length <= 0) {
      return "the file is empty";
    }
    return "it does not start with SIMPLE as FITS does, but with "
        + FitsInput.describe(block, length);
  }

  private static boolean isEnd(String card) {
    return card.startsWith("END") && card.substring(3).isBlank();
  }

  private void add(String card) {
    String key;
    int equals = card.indexOf('=');
    if (card.startsWith("HIERARCH ") && equals > 0) {
      key = card.substring(9, equals).trim().replaceAll(" +", " ");
    } else {
      key = card.substring(0, equals >= 0 && equals < 8 ? equals : 8).trim();
    }
    cards.putIfAbsent(key.toUpperCase(Locale.ROOT), card);
  }

  /** Returns true if a card of this keyword has a value. */
  boolean has(String keyword) {
    return value(keyword).isPresent();
  }

  /**
   * Returns the value as text, without quotes and surrounding blanks and with ? for control
   * characters; empty if absent or blank.
   */
  @Override
  public Optional<String> text(String keyword) {
    return value(keyword).filter(v -> !v.isEmpty());
  }

  /** Returns true if the value is the logical T. */
  boolean isTrue(String keyword) {
    return value(keyword).map(v -> v.equals("T")).orElse(false);
  }

  /** Returns the value as a number, also if it is written as text; empty if absent or blank. */
  @Override
  public OptionalDouble number(String keyword) throws BadImageException {
    Optional<String> text = text(keyword);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (NUMBER.matcher(text.get()).matches()) {
      double number = Double.parseDouble(text.get().replaceAll("[dD]", "e"));
      if (Double.isFinite(number)) {
        return OptionalDouble.of(number);
      }
    }
    throw unusable(keyword, "a number");
  }

  /** Returns the value as an integer; empty if absent. */
  OptionalLong integer(String keyword) throws BadImageException {
    Optional<String> text = text(keyword);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (INTEGER.matcher(text.get()).matches()) {
      return OptionalLong.of(Long.parseLong(text.get()));
    }
    OptionalDouble number = number(keyword);
    if (number.getAsDouble() != Math.rint(number.getAsDouble())
        || Math.abs(number.getAsDouble()) > 9e15) {
      throw unusable(keyword, "an integer");
    }
    return OptionalLong.of((long) number.getAsDouble());
  }

  /** Returns a mandatory integer of 0 or more, written as the standard requires. */
  long count(String keyword) throws BadImageException {
    Optional<HeaderCard> card = card(keyword).filter(c -> !c.isStringValue());
    String text = card.map(HeaderCard::getValue).orElse("");
    if (!INTEGER.matcher(text).matches()) {
      throw new BadImageException("bad_header", found(keyword) + "; expected an integer");
    }
    long count = Long.parseLong(text);
    if (count < 0) {
      throw new BadImageException("bad_header", found(keyword) + "; expected 0 or more");
    }
    return count;
  }

  /** Returns the exception for an invalid value of a keyword. */
  @Override
  public BadImageException unusable(String keyword, String expected) {
    return new BadImageException("bad_keyword", found(keyword) + "; expected " + expected);
  }

  /** Returns the keyword and its value, for messages. */
  String found(String keyword) {
    return value(keyword).map(v -> keyword + " = " + v).orElse("no usable " + keyword);
  }

  private Optional<String> value(String keyword) {
    return card(keyword)
        .map(HeaderCard::getValue)
        .map(value -> CONTROL.matcher(value).replaceAll("?").trim());
  }

  private Optional<HeaderCard> card(String keyword) {
    String text = cards.get(keyword);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(HeaderCard.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
