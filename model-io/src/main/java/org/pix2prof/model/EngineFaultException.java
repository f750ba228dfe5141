// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

/**
 * Thrown if the engine computes wrong or missing values from correct input. The image is not at
 * fault; the same call in the same process may fail again.
 */
public final class EngineFaultException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the wrong result, the processor and the settings that help
   */
  public EngineFaultException(String message) {
    super(message);
  }
}
