// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * The surface brightness of a noise-free galaxy as a smooth function: a finely sampled core and,
 * outside, the pixels of the frame. Offsets are in pixels from the galaxy's centre.
 */
final class TargetSurface {

  private final SplineImage frame;
  private final int margin;
  private final double frameX;
  private final double frameY;
  private final int width;
  private final int height;
  private final SplineImage core;
  private final double coreStep;
  private final double coreHalf;
  private final double coreRadius;

  /**
   * Creates a surface from its two samplings.
   *
   * @param frame the image with a margin on every side
   * @param margin width of that margin, pixels
   * @param centreX the galaxy's centre in the frame without margin
   * @param centreY the galaxy's centre in the frame without margin
   * @param width width of the frame without margin
   * @param height height of the frame without margin
   * @param core the core about the galaxy's centre, with an odd number of samples per side
   * @param coreSide number of samples per side of the core
   * @param coreStep distance between the core's samples, pixels
   */
  TargetSurface(
      SplineImage frame,
      int margin,
      double centreX,
      double centreY,
      int width,
      int height,
      SplineImage core,
      int coreSide,
      double coreStep) {
    this.frame = frame;
    this.frameX = centreX + margin;
    this.frameY = centreY + margin;
    this.width = width;
    this.height = height;
    this.core = core;
    this.coreStep = coreStep;
    this.coreHalf = (coreSide - 1) / 2.0;
    this.coreRadius = (coreHalf - 2) * coreStep;
    this.margin = margin;
  }

  /** Radius within which the fine core is used, pixels. */
  double coreRadius() {
    return coreRadius;
  }

  /** Returns true if a point is on the frame (or, near the centre, on the core). */
  boolean contains(double dx, double dy, boolean inCore) {
    if (inCore) {
      return true;
    }
    double x = frameX + dx - margin;
    double y = frameY + dy - margin;
    return x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5;
  }

  /** Surface brightness at a contained point. */
  double value(double dx, double dy, boolean inCore) {
    return inCore
        ? core.value(coreHalf + dx / coreStep, coreHalf + dy / coreStep)
        : frame.value(frameX + dx, frameY + dy);
  }

  /** Surface brightness and its gradient per pixel at a contained point. */
  void valueAndGradient(double dx, double dy, boolean inCore, double[] out) {
    if (inCore) {
      core.valueAndGradient(coreHalf + dx / coreStep, coreHalf + dy / coreStep, out);
      out[1] /= coreStep;
      out[2] /= coreStep;
    } else {
      frame.valueAndGradient(frameX + dx, frameY + dy, out);
    }
  }
}
