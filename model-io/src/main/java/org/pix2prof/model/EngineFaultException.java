package org.pix2prof.model;

/**
 * Thrown when the engine computes wrong values or none where its input is right. The fault is not
 * an image's; the same call in the same process may well fail again.
 */
public final class EngineFaultException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was computed wrongly, on what processor, and what to set
   */
  public EngineFaultException(String message) {
    super(message);
  }
}
