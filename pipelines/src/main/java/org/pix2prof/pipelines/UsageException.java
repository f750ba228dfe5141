package org.pix2prof.pipelines;

/** The user asked for something that cannot be: told in one line, with exit status 2. */
public final class UsageException extends Exception {
  /**
   * Says what is wrong.
   *
   * @param message names the option and what was expected
   */
  public UsageException(String message) {
    super(message);
  }
}
