// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

/** The border of an image, in which the sky and its noise are measured. */
final class ImageBorder {
  /** Width of the border, in units of the shorter side. */
  static final double WIDTH = 0.08;

  private ImageBorder() {}
}
