package org.pix2prof.model;

/**
 * An image that cannot be captioned through no fault of the pipeline: it becomes a bad record. I/O
 * and engine failures are other exceptions, and always stop the work.
 */
public class BadImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Lower case with underscores. */
  private final String reason;

  /**
   * Says what is wrong.
   *
   * @param reason a short name to count by, lower case with underscores, such as {@code truncated}
   * @param message for people: what was found and what was expected
   */
  public BadImageException(String reason, String message) {
    this(reason, message, null);
  }

  /**
   * Says what is wrong.
   *
   * @param reason a short name to count by
   * @param message for people
   * @param cause what a library said of it
   */
  public BadImageException(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * A short name to count by.
   *
   * @return lower case with underscores
   */
  public String reason() {
    return reason;
  }
}
