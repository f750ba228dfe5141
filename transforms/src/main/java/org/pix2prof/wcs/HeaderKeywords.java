// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/** Keywords of one FITS header, for world coordinates. */
public interface HeaderKeywords {
  /**
   * Returns a value as text, without quotes and surrounding blanks.
   *
   * @param keyword its name, upper case
   * @return empty if absent or blank
   */
  Optional<String> text(String keyword);

  /**
   * Returns a value as a number.
   *
   * @param keyword its name, upper case
   * @return finite; empty if absent or blank
   * @throws BadImageException if it is not a number
   */
  OptionalDouble number(String keyword) throws BadImageException;

  /**
   * Creates the exception for a missing or unusable value.
   *
   * @param keyword its name
   * @param expected description of a valid value
   * @return names the keyword and the value found
   */
  BadImageException unusable(String keyword, String expected);
}
