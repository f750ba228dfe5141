// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.Optional;
import java.util.function.Function;

/** Ellipticities, position angles and circularised radii of isophotes. */
final class ShapeParameters {

  /** Measures ellipticity and position angles of the isophote at a radius. */
  static void measure(
      MeasuredQuantities measured,
      StructureQuantity radius,
      StructureQuantity ellipticity,
      StructureQuantity pa,
      StructureQuantity paSky) {
    if (!isShaped(measured, radius, ellipticity)) {
      measured.missesWith(ellipticity, pa);
      measured.missesWith(ellipticity, paSky);
      return;
    }
    Function<ProfileFlux, ProfileInterval> ellipse = measured.ellipse(radius);
    ProfileSamples samples = measured.samples();
    double axisRatio = axisRatio(measured.light(), ellipse);
    double relative = relativeError(samples, ellipse.apply(measured.light()));
    measured.give(ellipticity, l -> Math.max(0, 1 - axisRatio(l, ellipse)));
    measured.addError(ellipticity, Math.min(MeasurementErrors.UNIFORM, relative * axisRatio));
    double angleError =
        Math.min(
            MeasurementErrors.MAX_ANGLE_ERROR,
            Math.toDegrees(
                relative * axisRatio / Math.max(1 - axisRatio * axisRatio, Double.MIN_NORMAL)));
    angle(measured, pa, samples.pa(), ellipse, angleError, StructureFlag.NO_ELLIPTICITY);
    angle(measured, paSky, samples.paSky(), ellipse, angleError, StructureFlag.NO_WCS);
  }

  /** Returns whether the shape at a radius is known; if not, marks the ellipticity as missing. */
  private static boolean isShaped(
      MeasuredQuantities measured, StructureQuantity radius, StructureQuantity ellipticity) {
    if (measured.missesWith(radius, ellipticity) || measured.missesShape(radius, ellipticity)) {
      return false;
    }
    if (Double.isNaN(axisRatio(measured.light(), measured.ellipse(radius)))) {
      measured.miss(ellipticity, StructureFlag.NO_ELLIPTICITY);
      return false;
    }
    return true;
  }

  private static void angle(
      MeasuredQuantities measured,
      StructureQuantity quantity,
      Optional<double[]> degrees,
      Function<ProfileFlux, ProfileInterval> ellipse,
      double error,
      StructureFlag unknown) {
    if (degrees.isPresent()) {
      double[] angles = degrees.get();
      measured.give(quantity, l -> ellipse.apply(l).in(angles));
      measured.addError(quantity, error);
    } else {
      measured.miss(quantity, unknown);
    }
  }

  private static double axisRatio(
      ProfileFlux light, Function<ProfileFlux, ProfileInterval> ellipse) {
    ProfileInterval at = ellipse.apply(light);
    double radius = at.radius(light.radius());
    return light.growth().area(at) / (Math.PI * radius * radius);
  }

  /**
   * Returns the error of a harmonic of the intensity along an isophote, relative to the gradient,
   * times 2: {@code 2 sqrt(2) sigma(I) / (r |dI/dr|)}, which is {@code sigma(e) / (1 - e)} after
   * Jedrzejewski (1987). The gradient is that across the neighbouring samples.
   */
  private static double relativeError(ProfileSamples samples, ProfileInterval at) {
    int inner = Math.max(0, at.from() - 1);
    int outer = Math.min(samples.count() - 1, at.from() + 2);
    double fall = samples.mu()[outer] - samples.mu()[inner];
    double steps = Math.log(samples.radius()[outer] / samples.radius()[inner]);
    double error = at.in(samples.errorsWithoutSky());
    return 2 * Math.sqrt(2) * error * steps / Math.max(fall, Double.MIN_NORMAL);
  }

  /** Measures the radius of the circle with the area of the ellipse at a radius. */
  static void circularise(
      MeasuredQuantities measured, StructureQuantity radius, StructureQuantity circularised) {
    if (measured.missesWith(radius, circularised) || measured.missesShape(radius, circularised)) {
      return;
    }
    Function<ProfileFlux, ProfileInterval> ellipse = measured.ellipse(radius);
    measured.giveLight(circularised, l -> Math.sqrt(l.growth().area(ellipse.apply(l)) / Math.PI));
  }

  private ShapeParameters() {}
}
