// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.internal.polar.EllipseState;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.training.simulate.SimulatedGalaxy;
import org.pix2prof.training.simulate.TruthProfile;

/**
 * A simulated galaxy during training: the current ellipses and the true values. The true profile
 * has the model's radii, from the first one on.
 */
final class TrainingSample {

  /** The current ellipses on the prepared image. */
  final EllipseState ellipse;

  /** Number of radial steps of the true profile. */
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

  /** Number of completed refinement iterations. */
  int iterations;

  TrainingSample(SimulatedGalaxy galaxy, PreparedImage image, PolarNetwork network) {
    ellipse = network.ellipse(image);
    TruthProfile truth = galaxy.truth();
    length = truth.length();
    logFlux = new float[length];
    etaX = new float[length];
    etaY = new float[length];
    mu = truth.mu();
    double unit = network.magnitudeOf(ellipse.unitFlux());
    for (int i = 0; i < length; i++) {
      logFlux[i] = (float) ((unit - mu[i]) / MAG_PER_E_FOLD);
      double eta = -Math.log(Math.max(1 - truth.ellipticity()[i], 0.05));
      double twice = 2 * Math.toRadians(truth.paDeg()[i]);
      etaX[i] = (float) (eta * Math.cos(twice));
      etaY[i] = (float) (eta * Math.sin(twice));
    }
    double scale = galaxy.pixelScaleArcsec() / network.pixelScaleArcsec();
    centreX = (galaxy.centreX() - image.originX()) * scale;
    centreY = (galaxy.centreY() - image.originY()) * scale;
  }

  /** Distance of the centre found by preprocessing from the true centre, pixels. */
  double centreError() {
    return Math.hypot(
        ellipse.ellipses().centreX() - centreX, ellipse.ellipses().centreY() - centreY);
  }
}
