// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Computes the values of quantities and their errors.
 *
 * <p>Errors are propagated from mu with the discrete choices of the measurement fixed. Added in
 * quadrature are the changes with the sky, those with the extrapolation of the curve of growth, and
 * the further errors of single quantities.
 */
final class MeasurementErrors {
  /** Relative standard deviation of the extrapolation of the curve of growth. */
  static final double EXTRAPOLATION_ERROR = 0.5;

  /** Standard deviation of a uniform distribution, relative to its range. */
  static final double UNIFORM = 1 / Math.sqrt(12);

  /** Error of an unknown position angle, degrees. */
  static final double MAX_ANGLE_ERROR = UNIFORM * 180;

  /** Relative step of the extrapolation for numerical derivatives. */
  private static final double STEP = 1e-3;

  private final MeasuredQuantities measured;
  private final Function<ProfileSamples, MeasuredQuantities> measurement;

  /**
   * Creates the errors of quantities.
   *
   * @param measured the quantities
   * @param measurement measures the profile above another sky
   */
  MeasurementErrors(
      MeasuredQuantities measured, Function<ProfileSamples, MeasuredQuantities> measurement) {
    this.measured = measured;
    this.measurement = measurement;
  }

  /** Returns every quantity with its error, or the reason why it is missing. */
  Map<StructureQuantity, Measurement> measurements() {
    ProfileSamples samples = measured.samples();
    List<StructureQuantity> quantities = measured.given();
    double[] values = measured.values(quantities, measured.light());
    double[] errors =
        ErrorPropagation.errors(
            samples, mu -> measured.values(quantities, ProfileFlux.of(samples, mu)));
    double[] stretched = measured.values(quantities, measured.light().stretched(STEP));
    double[] sky = skyErrors(quantities, values);
    Map<StructureQuantity, Measurement> measurements = new EnumMap<>(StructureQuantity.class);
    measured
        .missing()
        .forEach((quantity, flag) -> measurements.put(quantity, Measurement.none(flag)));
    for (int i = 0; i < values.length; i++) {
      StructureQuantity quantity = quantities.get(i);
      double extrapolation = EXTRAPOLATION_ERROR * (stretched[i] - values[i]) / STEP;
      double others = Math.hypot(extrapolation, measured.addedError(quantity));
      double error = Math.hypot(Math.hypot(errors[i], sky[i]), others);
      measurements.put(quantity, measurement(quantity, values[i], error));
    }
    return measurements;
  }

  private static Measurement measurement(StructureQuantity quantity, double value, double error) {
    boolean isAngle = isAngle(quantity);
    double inRange = isAngle ? (value % 180 + 180) % 180 : value;
    return quantity.hasError()
        ? Measurement.of(inRange, isAngle ? Math.min(error, MAX_ANGLE_ERROR) : error)
        : Measurement.exact(inRange);
  }

  /**
   * Computes the errors of quantities from the error of the sky, which changes the intensities of
   * all samples alike. The profile is measured again above a sky that is one standard deviation
   * lower and above one that is higher.
   *
   * @return root mean square of the two changes, of one of them if the other profile does not give
   *     the quantity, and NaN if neither does
   */
  private double[] skyErrors(List<StructureQuantity> quantities, double[] values) {
    double[] errors = new double[values.length];
    ProfileSamples samples = measured.samples();
    if (!Double.isFinite(samples.skyErrorMu())) {
      return errors;
    }
    MeasuredQuantities brighter = measurement.apply(samples.withIntensitiesRaisedBy(1));
    MeasuredQuantities fainter = measurement.apply(samples.withIntensitiesRaisedBy(-1));
    for (int i = 0; i < errors.length; i++) {
      double up = difference(brighter, quantities.get(i), values[i]);
      double down = difference(fainter, quantities.get(i), values[i]);
      errors[i] =
          Double.isNaN(up)
              ? Math.abs(down)
              : Double.isNaN(down) ? Math.abs(up) : Math.hypot(up, down) / Math.sqrt(2);
    }
    return errors;
  }

  /** Returns a quantity of a profile minus another value; NaN if the profile does not give it. */
  private static double difference(
      MeasuredQuantities of, StructureQuantity quantity, double other) {
    if (!of.has(quantity)) {
      return Double.NaN;
    }
    double difference = of.get(quantity).applyAsDouble(of.light()) - other;
    return isAngle(quantity) ? Math.IEEEremainder(difference, 180) : difference;
  }

  private static boolean isAngle(StructureQuantity quantity) {
    return quantity.unit().equals("deg");
  }
}
