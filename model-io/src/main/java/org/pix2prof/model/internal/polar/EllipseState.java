// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import java.util.Arrays;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest.Radius;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;

/**
 * State of one galaxy between refinement iterations: its pixels and its current ellipses. Not
 * thread-safe.
 */
public final class EllipseState {
  /**
   * Maximum distance of the ellipses from a given centre, in pixels of the original image and of
   * the prepared one.
   */
  private static final double MAX_DRIFT = 2;

  private final ImagePyramid image;
  private final double skySigma;
  private final double[] semiMajorPixels;
  private final int angles;
  private final Isophotes given;
  private final Point fixed;
  private final double maxDrift;
  private final int steps;
  private final boolean skyIsUncertain;
  private final float[] targetFeatures;
  private Ellipses ellipses;
  private float[] rowScale = new float[0];

  /**
   * Creates the first state: the given isophotes of the prepared image, which never change, or
   * circles around its centre.
   *
   * @param image sky subtracted, flux in the units of the model's zero point
   * @param angles number of samples per ellipse
   * @param semiMajorPixels semi-major axis of each ellipse
   * @param radius the network's radial steps
   */
  EllipseState(PreparedImage image, int angles, double[] semiMajorPixels, Radius radius) {
    this.image = new ImagePyramid(image.pixels(), image.width(), image.height());
    this.skySigma = skySigma(image);
    this.angles = angles;
    this.semiMajorPixels = semiMajorPixels;
    this.steps = semiMajorPixels.length;
    this.skyIsUncertain = image.sky() != null && image.sky().error() > 0;
    this.targetFeatures = Candidates.features(image, new Point(image.centreX(), image.centreY()));
    this.fixed = image.centreGiven() ? new Point(image.centreX(), image.centreY()) : null;
    this.maxDrift = MAX_DRIFT * Math.min(1, 1 / image.scale());
    this.given =
        image.isophotes() == null
            ? null
            : image.isophotes().at(radius.times(image.radiusFactor()).first(steps));
    this.ellipses =
        given == null
            ? Ellipses.circles(image.centreX(), image.centreY(), steps)
            : Ellipses.along(given);
  }

  /** Creates the first state at another source of the image. */
  private EllipseState(EllipseState other, Point centre, float[] targetFeatures) {
    this.image = other.image;
    this.skySigma = other.skySigma;
    this.semiMajorPixels = other.semiMajorPixels;
    this.angles = other.angles;
    this.given = other.given;
    this.fixed = other.fixed;
    this.maxDrift = other.maxDrift;
    this.steps = other.steps;
    this.skyIsUncertain = other.skyIsUncertain;
    this.targetFeatures = targetFeatures;
    this.ellipses = Ellipses.circles(centre.x(), centre.y(), steps);
  }

  /**
   * Returns the first state at another source of the image. The pixels are shared.
   *
   * @param prepared the image
   * @param centre of the source, pixels
   * @return the state
   */
  public EllipseState at(PreparedImage prepared, Point centre) {
    return new EllipseState(this, centre, Candidates.features(prepared, centre));
  }

  /**
   * Number of steps of this galaxy.
   *
   * @return the manifest's number, or fewer for a small image of a model that takes images of any
   *     size
   */
  public int steps() {
    return steps;
  }

  /** Returns whether the sky was measured, so that its level may be wrong. */
  boolean skyIsUncertain() {
    return skyIsUncertain;
  }

  float[] targetFeatures() {
    return targetFeatures;
  }

  /** Standard deviation of the sky; a small value for an image without noise. */
  private static double skySigma(PreparedImage image) {
    if (image.skySigma() > 0) {
      return image.skySigma();
    }
    float brightest = 0;
    for (float pixel : image.pixels()) {
      if (pixel > brightest) {
        brightest = pixel;
      }
    }
    return Math.max(1e-4 * brightest, 1e-12);
  }

  /**
   * Unit of {@link NetworkOutput#logFlux}: flux per pixel.
   *
   * @return in the units of the prepared image
   */
  public double unitFlux() {
    return skySigma;
  }

  /**
   * Current ellipses.
   *
   * @return the ellipses, in pixels of the prepared image
   */
  public Ellipses ellipses() {
    return ellipses;
  }

  /** Returns whether the network finds the ellipses, because none are given. */
  boolean searches() {
    return given == null;
  }

  /** Ellipticities of the first ellipses: given ones unchanged. */
  float[] ellipticities(int length) {
    return searches() ? ellipses.ellipticities(length) : Arrays.copyOf(given.ellipticity(), length);
  }

  /** Position angles of the first ellipses, degrees: given ones unchanged. */
  float[] positionAngles(int length) {
    return searches() ? ellipses.positionAngles(length) : Arrays.copyOf(given.paDeg(), length);
  }

  EllipseFeatures features() {
    EllipseFeatures features =
        EllipseFeatures.along(image, skySigma, semiMajorPixels, ellipses, angles);
    rowScale = features.rowScale;
    return features;
  }

  /**
   * Computes the share of another light in the samples of the last iteration: {@code c / (c + u)}
   * where u is the unit in which the network sees deviations from the row's median.
   *
   * @param light of other sources without noise, a pyramid of the prepared image's size
   * @param to {@code [steps][angles]} from {@code from} on
   * @param from first index
   */
  public void share(ImagePyramid light, float[] to, int from) {
    float[] flux = PolarSampler.of(light, skySigma, semiMajorPixels, ellipses, angles).flux();
    for (int i = 0; i < steps; i++) {
      for (int j = 0; j < angles; j++) {
        double c = Math.max(0, flux[i * angles + j] / skySigma);
        to[from + i * angles + j] = (float) (c > 0 ? c / (c + rowScale[2 * i + 1]) : 0);
      }
    }
  }

  /**
   * Applies the corrections of the last iteration to the ellipses, unless they are given.
   *
   * @param shape of this galaxy from {@link NetworkOutput#shape}, {@code [steps][2]}
   * @param shift of this galaxy from {@link NetworkOutput#shift}
   */
  public void refine(float[] shape, float[] shift) {
    if (!searches()) {
      return;
    }
    float[] x = new float[steps];
    float[] y = new float[steps];
    for (int i = 0; i < steps; i++) {
      x[i] = shape[2 * i];
      y[i] = shape[2 * i + 1];
    }
    double shiftX = shift[0];
    double shiftY = shift[1];
    if (fixed != null) {
      // The galaxy at the given position is measured, not a brighter neighbour.
      double driftX = ellipses.centreX() + shiftX - fixed.x();
      double driftY = ellipses.centreY() + shiftY - fixed.y();
      double kept = Math.min(1, maxDrift / Math.max(Math.hypot(driftX, driftY), 1e-9));
      shiftX -= (1 - kept) * driftX;
      shiftY -= (1 - kept) * driftY;
    }
    ellipses = ellipses.corrected(shiftX, shiftY, x, y);
  }
}
