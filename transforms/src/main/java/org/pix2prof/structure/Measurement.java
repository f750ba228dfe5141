package org.pix2prof.structure;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One quantity of one profile.
 *
 * @param value in the unit of its {@link StructureQuantity}; empty where the profile does not give
 *     it
 * @param error one standard deviation of the value, in the same unit; empty where it is not known
 * @param flag why the value is empty, or the error of a quantity that has one; empty where neither
 *     is
 */
public record Measurement(
    OptionalDouble value, OptionalDouble error, Optional<StructureFlag> flag) {

  /**
   * Checks that they go together.
   *
   * @param value finite or empty
   * @param error finite, not negative, or empty
   * @param flag given where the value is empty
   * @throws IllegalArgumentException if they do not
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
          "not an estimate: value " + value + ", error " + error + ", flag " + flag);
    }
  }

  /** What a profile does not give, and why. */
  static Measurement none(StructureFlag flag) {
    return new Measurement(OptionalDouble.empty(), OptionalDouble.empty(), Optional.of(flag));
  }

  /** A value of a quantity that has no uncertainty. */
  static Measurement exact(double value) {
    return new Measurement(OptionalDouble.of(value), OptionalDouble.empty(), Optional.empty());
  }

  /** A value and its error; one that is not finite is not known. */
  static Measurement of(double value, double error) {
    return Double.isFinite(error)
        ? new Measurement(OptionalDouble.of(value), OptionalDouble.of(error), Optional.empty())
        : new Measurement(
            OptionalDouble.of(value),
            OptionalDouble.empty(),
            Optional.of(StructureFlag.NO_UNCERTAINTY));
  }
}
