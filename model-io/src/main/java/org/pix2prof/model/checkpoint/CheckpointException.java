package org.pix2prof.model.checkpoint;

import java.io.IOException;

/** A file that is not the checkpoint it should be. The message names the file and what is wrong. */
public class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message for people: the file, what was found and what was expected
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Says what is wrong.
   *
   * @param message for people
   * @param cause what a library said of it
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
