// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

/** Contents of a weight map: how its values give the noise of each pixel. */
public enum WeightType {
  /** Inverse variance, in the inverse square of the image's unit; 0 where a pixel is bad. */
  IVAR,
  /** Variance, in the square of the image's unit. */
  VARIANCE,
  /** Standard deviation, in the image's unit. */
  RMS
}
