package org.pix2prof.values;

/** Method that makes one image of a cube whose planes are not bands. */
public enum Collapse {
  /** Their sum; a pixel without a value in one plane has none in the sum. */
  SUM,
  /** Their mean, of the planes in which a pixel has a value. */
  MEAN
}
