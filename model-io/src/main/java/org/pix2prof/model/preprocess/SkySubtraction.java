// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Locale;

/**
 * Choice of the sky that is subtracted from an image.
 *
 * @param method how the sky is found
 * @param level the level of {@link Method#GIVEN}, in the image's flux units; 0 otherwise
 * @serial exclude
 */
public record SkySubtraction(Method method, double level) implements Serializable {
  /** Ways to find the sky. */
  public enum Method {
    /** One level, from the border of the image. */
    BORDER,
    /** A plane, fitted to the border of the image. */
    PLANE,
    /** The image has no sky. */
    NONE,
    /** A given level. */
    GIVEN
  }

  /** The sky is one level, from the border of the image: the default. */
  public static final SkySubtraction BORDER = new SkySubtraction(Method.BORDER, 0);

  /** The sky is a plane, fitted to the border of the image. */
  public static final SkySubtraction PLANE = new SkySubtraction(Method.PLANE, 0);

  /** The image has no sky, or it was subtracted. */
  public static final SkySubtraction NONE = new SkySubtraction(Method.NONE, 0);

  /**
   * Checks the level.
   *
   * @param method any
   * @param level finite
   * @throws IllegalArgumentException if the level is not finite, or not 0 although it is not given
   */
  public SkySubtraction {
    requireNonNull(method, "method");
    if (!Double.isFinite(level) || method != Method.GIVEN && level != 0) {
      throw new IllegalArgumentException("the sky cannot be " + method + " with level " + level);
    }
  }

  /**
   * Gives the level.
   *
   * @param level flux per pixel, in the image's units
   * @return the choice
   */
  public static SkySubtraction ofLevel(double level) {
    return new SkySubtraction(Method.GIVEN, level);
  }

  /**
   * Parses a choice.
   *
   * @param text {@code border}, {@code plane}, {@code none} or a number
   * @return the choice
   * @throws IllegalArgumentException if it is none of these
   */
  public static SkySubtraction parse(String text) {
    switch (text.trim()) {
      case "border":
        return BORDER;
      case "plane":
        return PLANE;
      case "none":
        return NONE;
      default:
        try {
          return ofLevel(Double.parseDouble(text.trim()));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "sky must be border, plane, none or a number of the image's flux units, not " + text,
              e);
        }
    }
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return method == Method.GIVEN ? Double.toString(level) : method.name().toLowerCase(Locale.ROOT);
  }
}
