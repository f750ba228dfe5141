// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import static java.util.Objects.requireNonNull;

import org.pix2prof.model.Isophotes;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;

/**
 * Measures the intensity along isophotes on the pixels of an image. Not thread-safe.
 *
 * <p>The samples are evenly spaced in the eccentric anomaly, about one per pixel of the semi-major
 * axis. Each is the mean over a radial range of {@value #RADIAL_WIDTH} of the semi-major axis. The
 * intensity is the mean of the samples after clipping at 3 standard deviations, as photutils does
 * it with {@code sclip=3}.
 *
 * <p>The error combines, in quadrature, that of the mean and that of the sky. The error of the mean
 * is the larger one of two: that of the scatter of the samples, and that of the noise of their
 * pixels, from the variance of the image or else from the sky.
 */
public final class IsophotePhotometer {
  /** Radial range of a sample, in units of the semi-major axis. */
  static final double RADIAL_WIDTH = 0.04;

  /** Semi-major axis up to which the image is interpolated bicubically, pixels. */
  private static final double CORE = 10;

  private static final int MIN_ANGLES = 64;
  private static final int MAX_ANGLES = 4096;
  private static final int MAX_RINGS = 8;

  /** Length along the isophote of one independent sample, pixels: interpolation correlates them. */
  private static final double CORRELATION = 1.5;

  /** Relative step of the radial gradient. */
  private static final double GRADIENT_STEP = 0.05;

  private final SkyImage image;
  private final SkyLevel sky;
  private final EllipseSamples samples;
  private final double varianceScale;

  /**
   * Creates a photometer.
   *
   * @param image with its sky; at least 2 pixels along each axis
   * @param sky of the image
   */
  public IsophotePhotometer(SkyImage image, SkyLevel sky) {
    this.image = requireNonNull(image, "image");
    this.sky = requireNonNull(sky, "sky");
    this.samples = new EllipseSamples(image, sky);
    this.varianceScale = VarianceScale.of(image, sky);
  }

  /**
   * Returns whether the variances of the image are scaled to agree with the noise of the sky,
   * because they differ from it by more than a factor of 1.5 in the standard deviation.
   *
   * @return false without variances
   */
  public boolean scalesVariance() {
    return varianceScale != 1;
  }

  /**
   * Measures along isophotes.
   *
   * @param isophotes with a centre, in the pixels of the image
   * @param withHarmonics whether to measure {@link IsophotePhotometry#harmonics} too
   * @return one value per isophote
   */
  public IsophotePhotometry measure(Isophotes isophotes, boolean withHarmonics) {
    int n = isophotes.radiusArcsec().length;
    float[] intensity = new float[n];
    float[] error = new float[n];
    float[] masked = new float[n];
    float[] scatter = new float[n];
    float[] pixels = new float[n];
    HarmonicsFit harmonics = withHarmonics ? new HarmonicsFit(n) : null;
    double area = image.pixelScaleArcsec() * image.pixelScaleArcsec();
    for (int i = 0; i < n; i++) {
      double radius = isophotes.radiusArcsec()[i];
      double ratio = 1 - (double) isophotes.ellipticity()[i];
      ImageEllipse unit = ImageEllipse.unit(isophotes, i, image);
      double major = radius / image.pixelScaleArcsec();
      take(unit, radius, major, ratio);
      SampleStatistics mean = samples.statistics();
      double perimeter = perimeter(major, ratio * major) * mean.validFraction();
      double used =
          Math.max(perimeter, 2 * Math.PI * major * major * ratio * RADIAL_WIDTH)
              * (perimeter > 0 ? mean.keptFraction() : 0);
      double independent = Math.max(1, perimeter * mean.keptFraction() / CORRELATION);
      double ofScatter = mean.deviation() / Math.sqrt(independent);
      double ofNoise = samples.noise(varianceScale) / Math.sqrt(Math.max(1, used));
      intensity[i] = (float) (mean.mean() / area);
      error[i] = (float) (Math.hypot(Math.max(ofScatter, ofNoise), sky.error()) / area);
      if (Float.isNaN(intensity[i])) {
        error[i] = Float.NaN;
      }
      masked[i] = (float) (1 - mean.validFraction());
      scatter[i] = (float) (mean.deviation() / area);
      pixels[i] = Float.isNaN(intensity[i]) ? 0 : (float) Math.max(1, Math.rint(used));
      if (harmonics != null) {
        harmonics.fit(i, samples, ratio, independent);
        harmonics.scale(i, radius * gradient(unit, radius, major));
      }
    }
    return new IsophotePhotometry(
        intensity,
        error,
        masked,
        scatter,
        pixels,
        harmonics == null ? null : harmonics.harmonics());
  }

  /**
   * Largest isophote that is inside the image.
   *
   * @param isophotes with a centre, in the pixels of the image; the last one gives the shape
   * @return its semi-major axis, arcsec; 0 if the centre is outside
   */
  public double edgeArcsec(Isophotes isophotes) {
    int last = isophotes.radiusArcsec().length - 1;
    return ImageEllipse.unit(isophotes, last, image).growthToEdge(image.width(), image.height());
  }

  private void take(ImageEllipse unit, double radius, double major, double ratio) {
    int angles = (int) Math.max(MIN_ANGLES, Math.min(MAX_ANGLES, 2 * Math.PI * major));
    // The samples of a flat ellipse are closest along its minor axis.
    double width = RADIAL_WIDTH * major * Math.sqrt(ratio);
    int rings = (int) Math.max(1, Math.min(MAX_RINGS, Math.ceil(width)));
    samples.take(unit, radius, RADIAL_WIDTH, rings, angles, major < CORE);
  }

  /** Radial gradient of the intensity, per arcsec. */
  private double gradient(ImageEllipse unit, double radius, double major) {
    int angles = (int) Math.max(MIN_ANGLES, Math.min(MAX_ANGLES, 2 * Math.PI * major));
    double inner = radius * (1 - GRADIENT_STEP);
    double outer = radius * (1 + GRADIENT_STEP);
    samples.take(unit, inner, 0, 1, angles, major < CORE);
    double before = samples.statistics().mean();
    samples.take(unit, outer, 0, 1, angles, major < CORE);
    return (samples.statistics().mean() - before) / (outer - inner);
  }

  /** Perimeter of an ellipse (Ramanujan 1914, Q. J. Math. 45, 350). */
  private static double perimeter(double a, double b) {
    double h = a + b > 0 ? Math.pow((a - b) / (a + b), 2) : 0;
    return Math.PI * (a + b) * (1 + 3 * h / (10 + Math.sqrt(4 - 3 * h)));
  }
}
