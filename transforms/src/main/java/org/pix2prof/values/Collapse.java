// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

/** Method that makes one image of a cube whose planes are not bands. */
public enum Collapse {
  /** Sum; a pixel without a value in one plane has none in the sum. */
  SUM,
  /** Mean of the planes in which a pixel has a value. */
  MEAN
}
