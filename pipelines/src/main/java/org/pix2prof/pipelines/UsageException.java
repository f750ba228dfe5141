// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

/** Invalid usage, reported in one line with exit status 2. */
public final class UsageException extends Exception {
  /**
   * Creates the exception.
   *
   * @param message names the option and the expected value
   */
  public UsageException(String message) {
    super(message);
  }
}
