// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.Point;
import org.pix2prof.model.internal.polar.EllipseState;
import org.pix2prof.model.internal.polar.ImagePyramid;

/**
 * A source of an image during training: the current ellipses and the true values. The true profile
 * has the model's radii, from the first one on. Values that are not known are NaN. A source that is
 * not the target has no profile.
 */
final class TrainingSample {
  /** Minimum number of radial steps of a profile that is trained on. */
  static final int MIN_STEPS = 6;

  /** Number of the image; the sources of one image have the same. */
  final long image;

  /** The current ellipses on the prepared image. */
  final EllipseState ellipse;

  /** Number of radial steps of the true profile; 0 if the source is not the target. */
  final int length;

  /** True {@code NetworkOutput.logFlux}, {@code length} values. */
  final float[] logFlux;

  /** True surface brightness, mag/arcsec^2, {@code length} values. */
  final double[] mu;

  /** True {@code Ellipses.etaX}. */
  final float[] etaX;

  /** True {@code Ellipses.etaY}. */
  final float[] etaY;

  /** True centre in the prepared image, pixels. */
  final double centreX;

  /** True centre in the prepared image, pixels. */
  final double centreY;

  /** True {@code NetworkOutput.sky}. */
  final float sky;

  /** Noise-free light of all other sources in the prepared image; null if unknown. */
  final @Nullable ImagePyramid otherLight;

  /** Number of completed refinement iterations. */
  int iterations;

  private TrainingSample(long image, EllipseState ellipse, View view, int length, double unit) {
    this.image = image;
    this.ellipse = ellipse;
    this.length = length;
    this.sky = view.sky();
    Point centre = view.centre();
    this.centreX = centre == null ? Double.NaN : centre.x();
    this.centreY = centre == null ? Double.NaN : centre.y();
    this.otherLight = view.otherLight();
    logFlux = new float[length];
    etaX = new float[length];
    etaY = new float[length];
    mu = view.truth().mu();
    for (int i = 0; i < length; i++) {
      logFlux[i] = (float) ((unit - mu[i]) / MAG_PER_E_FOLD);
      double eta = -Math.log(Math.max(1 - view.truth().ellipticity()[i], 0.05));
      double twice = 2 * Math.toRadians(view.truth().paDeg()[i]);
      etaX[i] = (float) (eta * Math.cos(twice));
      etaY[i] = (float) (eta * Math.sin(twice));
    }
  }

  /**
   * Creates the target of an image.
   *
   * @param image number of the image
   * @param ellipse first state at the source nearest to the target
   * @param view image with its true values
   * @param unit surface brightness of the unit of flux of the ellipses, mag/arcsec^2
   */
  static TrainingSample ofTarget(long image, EllipseState ellipse, View view, double unit) {
    return new TrainingSample(image, ellipse, view, view.length(), unit);
  }

  /**
   * Creates another source of an image.
   *
   * @param image number of the image
   * @param ellipse first state at the source
   * @param view image with its true values
   */
  static TrainingSample ofOther(long image, EllipseState ellipse, View view) {
    return new TrainingSample(image, ellipse, view, 0, 0);
  }

  boolean isTarget() {
    return length > 0;
  }
}
