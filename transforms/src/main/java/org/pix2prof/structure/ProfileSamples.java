// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Usable samples of a profile: those at a radius above 0 with a known mu.
 *
 * @param radius semi-major axes, arcsec, increasing
 * @param mu surface brightness, mag/arcsec^2
 * @param muErr one standard deviation of mu, the error of the sky included; NaN if unknown
 * @param ellipticity 0 to 1, up to the last sample with a known shape; empty if no shape is known
 * @param pa position angles in the image, degrees, as many as ellipticities, without jumps of 180
 *     degrees; empty if unknown
 * @param paSky position angles on the sky, likewise
 * @param skyErrorMu surface brightness of one standard deviation of the sky; infinite if 0
 * @param pixelScale side of a pixel, arcsec; NaN if unknown
 */
record ProfileSamples(
    double[] radius,
    double[] mu,
    double[] muErr,
    Optional<double[]> ellipticity,
    Optional<double[]> pa,
    Optional<double[]> paSky,
    double skyErrorMu,
    double pixelScale) {

  /** Selects the usable samples. */
  static ProfileSamples of(RadialProfile profile) {
    float[] radius = profile.radiusArcsec();
    int n = radius.length;
    int[] usable = new int[n];
    int count = 0;
    for (int k = 0; k < n; k++) {
      float before = count == 0 ? 0 : radius[usable[count - 1]];
      if (radius[k] > before && Float.isFinite(radius[k]) && Float.isFinite(profile.mu()[k])) {
        usable[count++] = k;
      }
    }
    int[] chosen = Arrays.copyOf(usable, count);
    double[] radii = pick(radius, chosen);
    Optional<double[]> shapes =
        profile.ellipticity().flatMap(e -> ellipticities(radii, pick(e, chosen)));
    int shaped = shapes.map(e -> e.length).orElse(0);
    return new ProfileSamples(
        radii,
        pick(profile.mu(), chosen),
        Arrays.stream(pick(profile.muErr().orElseGet(() -> unknown(n)), chosen))
            .map(e -> e >= 0 && Double.isFinite(e) ? e : Double.NaN)
            .toArray(),
        shapes,
        profile.paDeg().flatMap(pa -> angles(radii, pick(pa, chosen), shaped)),
        profile.paSkyDeg().flatMap(pa -> angles(radii, pick(pa, chosen), shaped)),
        profile.skyErrorMu().orElse(Double.POSITIVE_INFINITY),
        profile.pixelScaleArcsec().orElse(Double.NaN));
  }

  /** Creates samples without position angles, error of the sky and pixel scale. */
  ProfileSamples(double[] radius, double[] mu, double[] muErr, Optional<double[]> ellipticity) {
    this(
        radius,
        mu,
        muErr,
        ellipticity,
        Optional.empty(),
        Optional.empty(),
        Double.POSITIVE_INFINITY,
        Double.NaN);
  }

  /** Returns the ellipticities up to the last known one. */
  private static Optional<double[]> ellipticities(double[] radius, double[] ellipticity) {
    int count = radius.length;
    while (count > 0 && !isShape(ellipticity[count - 1])) {
      count--;
    }
    return fill(
            radius,
            count,
            k -> isShape(ellipticity[k]),
            Arrays.stream(ellipticity).map(e -> Math.log1p(-e)).toArray())
        .map(values -> map(values, v -> -Math.expm1(v)));
  }

  private static boolean isShape(double ellipticity) {
    return ellipticity >= 0 && ellipticity < 1;
  }

  /** Returns position angles without jumps of 180 degrees. */
  private static Optional<double[]> angles(double[] radius, double[] degrees, int count) {
    double[] angles = degrees.clone();
    double before = Double.NaN;
    for (int k = 0; k < count; k++) {
      if (Double.isFinite(before) && Double.isFinite(angles[k])) {
        angles[k] = before + Math.IEEEremainder(angles[k] - before, 180);
      }
      before = Double.isFinite(angles[k]) ? angles[k] : before;
    }
    return fill(radius, count, k -> Double.isFinite(degrees[k]), angles);
  }

  /**
   * Returns the first values, with unknown ones between two others interpolated linearly in ln r;
   * those inside the innermost, and beyond the outermost, equal it.
   */
  private static Optional<double[]> fill(
      double[] radius, int count, IntPredicate known, double[] values) {
    int[] has = IntStream.range(0, count).filter(known).toArray();
    if (has.length == 0) {
      return Optional.empty();
    }
    double[] filled = Arrays.copyOf(values, count);
    int last = has[has.length - 1];
    Arrays.fill(filled, 0, has[0], values[has[0]]);
    Arrays.fill(filled, last, count, values[last]);
    for (int i = 1; i < has.length; i++) {
      double inner = values[has[i - 1]];
      double outer = values[has[i]];
      double step = Math.log(radius[has[i]] / radius[has[i - 1]]);
      for (int k = has[i - 1] + 1; k < has[i]; k++) {
        double part = Math.log(radius[k] / radius[has[i - 1]]) / step;
        filled[k] = inner + part * (outer - inner);
      }
    }
    return Optional.of(filled);
  }

  private static float[] unknown(int n) {
    float[] values = new float[n];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  private static double[] pick(float[] values, int[] at) {
    return IntStream.of(at).mapToDouble(k -> values[k]).toArray();
  }

  private static double[] map(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }

  int count() {
    return mu.length;
  }

  /** Returns the error of the sky relative to the intensity of a sample. */
  private double relativeSkyError(int k) {
    return Math.exp((mu[k] - skyErrorMu) / MAG_PER_E_FOLD);
  }

  /** Returns one standard deviation of mu without the error of the sky; NaN if unknown. */
  double[] errorsWithoutSky() {
    double[] errors = muErr.clone();
    for (int k = 0; k < errors.length; k++) {
      double sky = MAG_PER_E_FOLD * relativeSkyError(k);
      errors[k] = Math.sqrt(Math.max(0, (errors[k] - sky) * (errors[k] + sky)));
    }
    return errors;
  }

  /**
   * Returns the samples above another sky.
   *
   * @param sigmas change of the intensities, in standard deviations of the sky
   * @return samples with other mu; those without light are left out
   */
  ProfileSamples withIntensitiesRaisedBy(double sigmas) {
    int[] kept =
        IntStream.range(0, count()).filter(k -> sigmas * relativeSkyError(k) > -1).toArray();
    double[] changed =
        IntStream.of(kept)
            .mapToDouble(k -> mu[k] - MAG_PER_E_FOLD * Math.log1p(sigmas * relativeSkyError(k)))
            .toArray();
    return new ProfileSamples(
        select(radius, kept),
        changed,
        select(muErr, kept),
        ellipticity.map(values -> select(values, kept)).filter(values -> values.length > 0),
        pa.map(values -> select(values, kept)),
        paSky.map(values -> select(values, kept)),
        skyErrorMu,
        pixelScale);
  }

  private static double[] select(double[] values, int[] kept) {
    return IntStream.of(kept).filter(k -> k < values.length).mapToDouble(k -> values[k]).toArray();
  }
}
