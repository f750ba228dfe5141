package org.pix2prof.model.bundle;

import java.io.IOException;

/**
 * A model bundle that cannot be used as it is. The message names the bundle, the part of it that is
 * wrong, and what was expected.
 */
public class InvalidModelException extends IOException {
  /**
   * Says what is wrong.
   *
   * @param message for people
   */
  public InvalidModelException(String message) {
    super(message);
  }

  /**
   * Says what is wrong.
   *
   * @param message for people
   * @param cause what a library said of it
   */
  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
