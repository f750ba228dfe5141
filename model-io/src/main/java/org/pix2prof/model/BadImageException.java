// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

/**
 * Reports an image that cannot be captioned. The image becomes a bad record. I/O and engine
 * failures have other exceptions and always fail the pipeline.
 */
public class BadImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Lower-case words joined by underscores. */
  private final String reason;

  /**
   * Creates an exception.
   *
   * @param reason short name for counters, lower case with underscores, such as {@code truncated}
   * @param message the error and the expected value
   */
  public BadImageException(String reason, String message) {
    this(reason, message, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param reason short name for counters
   * @param message the error and the expected value
   * @param cause exception of a library
   */
  public BadImageException(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * Short name for counters.
   *
   * @return lower case with underscores
   */
  public String reason() {
    return reason;
  }
}
