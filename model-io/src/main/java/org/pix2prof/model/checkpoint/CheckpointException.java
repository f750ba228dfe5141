// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.IOException;

/** Reports an invalid checkpoint. The message names the file and the error. */
public class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the file, the error and the expected value
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message the file, the error and the expected value
   * @param cause exception of a library
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
