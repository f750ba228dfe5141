// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * Header of an image. Keywords that it lacks come from the primary header of its file, if that has
 * no data.
 *
 * @param image header of the image
 * @param primary header of a file whose images are extensions
 */
record InheritedHeader(FitsHeader image, Optional<FitsHeader> primary) {
  /** {@return the header that has a keyword; the image's if none has it} */
  FitsHeader of(String keyword) {
    return image.has(keyword) ? image : primary.orElse(image);
  }

  boolean has(String keyword) {
    return of(keyword).has(keyword);
  }

  boolean hasAny(String... keywords) {
    for (String keyword : keywords) {
      if (has(keyword)) {
        return true;
      }
    }
    return false;
  }

  Optional<String> text(String keyword) {
    return of(keyword).text(keyword);
  }

  OptionalDouble number(String keyword) throws BadImageException {
    return of(keyword).number(keyword);
  }

  /** {@return the value; empty if it is absent or not a number} */
  OptionalDouble numberOrNone(String keyword) {
    try {
      return number(keyword);
    } catch (BadImageException e) {
      return OptionalDouble.empty();
    }
  }

  /** {@return true if the text of a keyword starts with {@code start}, in any case} */
  boolean begins(String keyword, String start) {
    return text(keyword)
        .filter(value -> value.regionMatches(true, 0, start, 0, start.length()))
        .isPresent();
  }

  BadImageException unusable(String keyword, String expected) {
    return of(keyword).unusable(keyword, expected);
  }

  /** {@return keyword and value, for messages} */
  String found(String keyword) {
    return of(keyword).found(keyword);
  }
}
