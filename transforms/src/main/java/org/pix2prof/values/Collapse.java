package org.pix2prof.values;

/** How the planes of a cube that are no bands become one image. */
public enum Collapse {
  /** Their sum; a pixel without a value in one plane has none in the sum. */
  SUM,
  /** Their mean, of the planes in which a pixel has a value. */
  MEAN
}
