// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/** A header for tests. */
public final class Cards implements HeaderKeywords {
  private final Map<String, String> values = new HashMap<>();

  public static Cards of(Object... keywordsAndValues) {
    Cards cards = new Cards();
    for (int i = 0; i < keywordsAndValues.length; i += 2) {
      cards.with((String) keywordsAndValues[i], keywordsAndValues[i + 1]);
    }
    return cards;
  }

  public Cards with(String keyword, Object value) {
    values.put(keyword, value.toString());
    return this;
  }

  Cards without(String keyword) {
    values.remove(keyword);
    return this;
  }

  @Override
  public Optional<String> text(String keyword) {
    return Optional.ofNullable(values.get(keyword));
  }

  @Override
  public OptionalDouble number(String keyword) throws BadImageException {
    String value = values.get(keyword);
    if (value == null) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException e) {
      throw unusable(keyword, "a number");
    }
    throw unusable(keyword, "a number");
  }

  @Override
  public BadImageException unusable(String keyword, String expected) {
    String value = values.get(keyword);
    return new BadImageException(
        "bad_keyword",
        (value == null ? "no usable " + keyword : keyword + " = " + value)
            + "; expected "
            + expected);
  }
}
