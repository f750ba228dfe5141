// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import java.io.IOException;

/**
 * Reports a model bundle that cannot be used. The message names the bundle, the invalid part and
 * the expected value.
 */
public class InvalidModelException extends IOException {
  /**
   * Creates an exception.
   *
   * @param message the error and the expected value
   */
  public InvalidModelException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message the error and the expected value
   * @param cause exception of a library
   */
  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
