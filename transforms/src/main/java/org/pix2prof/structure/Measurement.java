// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A structural quantity of one profile.
 *
 * @param value in the unit of its {@link StructureQuantity}; empty if it cannot be measured
 * @param error one standard deviation of the value, in the same unit; empty if unknown
 * @param flag reason for an empty value, or for the empty error of a quantity with errors;
 *     otherwise empty
 */
public record Measurement(
    OptionalDouble value, OptionalDouble error, Optional<StructureFlag> flag) {

  /**
   * Checks that the parts are consistent.
   *
   * @param value finite or empty
   * @param error finite, not negative, or empty
   * @param flag present if the value is empty
   * @throws IllegalArgumentException if they are inconsistent
   */
  public Measurement {
    requireNonNull(flag, "flag");
    boolean finite = Double.isFinite(value.orElse(0)) && Double.isFinite(error.orElse(0));
    boolean explained =
        value.isPresent()
            ? flag.isEmpty() || error.isEmpty() && flag.get() == StructureFlag.NO_UNCERTAINTY
            : error.isEmpty() && flag.isPresent() && flag.get() != StructureFlag.NO_UNCERTAINTY;
    if (!finite || error.orElse(0) < 0 || !explained) {
      throw new IllegalArgumentException(
          "not a measurement: value " + value + ", error " + error + ", flag " + flag);
    }
  }

  /** Creates a missing measurement with its reason. */
  static Measurement none(StructureFlag flag) {
    return new Measurement(OptionalDouble.empty(), OptionalDouble.empty(), Optional.of(flag));
  }

  /** Creates the value of a quantity without uncertainty. */
  static Measurement exact(double value) {
    return new Measurement(OptionalDouble.of(value), OptionalDouble.empty(), Optional.empty());
  }

  /** Creates a value with its error, which is unknown if not finite. */
  static Measurement of(double value, double error) {
    return Double.isFinite(error)
        ? new Measurement(OptionalDouble.of(value), OptionalDouble.of(error), Optional.empty())
        : new Measurement(
            OptionalDouble.of(value),
            OptionalDouble.empty(),
            Optional.of(StructureFlag.NO_UNCERTAINTY));
  }
}
