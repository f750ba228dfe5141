// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The quantities of one profile. Each is a function of the flux, so that it can be computed again
 * from a slightly different one, or has the reason why it is missing.
 */
final class MeasuredQuantities {
  private final ProfileSamples samples;
  private final ProfileFlux light;

  /** Functions that compute each measurable quantity from the flux. */
  private final Map<StructureQuantity, ToDoubleFunction<ProfileFlux>> given =
      new EnumMap<>(StructureQuantity.class);

  /** Functions that compute the ellipse of each measurable radius from the flux. */
  private final Map<StructureQuantity, Function<ProfileFlux, ProfileInterval>> ellipses =
      new EnumMap<>(StructureQuantity.class);

  private final Map<StructureQuantity, StructureFlag> missing =
      new EnumMap<>(StructureQuantity.class);

  /** Further errors of quantities: of the shape of isophotes, or of an ambiguous definition. */
  private final Map<StructureQuantity, Double> further = new EnumMap<>(StructureQuantity.class);

  MeasuredQuantities(ProfileSamples samples) {
    this.samples = samples;
    this.light = ProfileFlux.of(samples, samples.mu());
  }

  ProfileSamples samples() {
    return samples;
  }

  ProfileFlux light() {
    return light;
  }

  /** Adds a quantity. */
  void give(StructureQuantity quantity, ToDoubleFunction<ProfileFlux> measure) {
    given.put(quantity, measure);
  }

  /** Adds a quantity that is finite unless the enclosed light decreases. */
  void giveLight(StructureQuantity quantity, ToDoubleFunction<ProfileFlux> measure) {
    if (Double.isFinite(measure.applyAsDouble(light))) {
      give(quantity, measure);
    } else {
      miss(quantity, StructureFlag.NEGATIVE_LIGHT);
    }
  }

  /** Adds the semi-major axis of an ellipse. */
  void giveRadius(StructureQuantity radius, Function<ProfileFlux, ProfileInterval> ellipse) {
    giveLight(radius, l -> ellipse.apply(l).radius(l.radius()));
    ellipses.put(radius, ellipse);
  }

  /** Adds an error to that of a quantity, in quadrature. */
  void addError(StructureQuantity quantity, double error) {
    further.put(quantity, error);
  }

  /** Marks a quantity as missing. */
  void miss(StructureQuantity quantity, StructureFlag flag) {
    missing.put(quantity, flag);
  }

  /**
   * Returns whether a quantity is missing; if so, marks one derived from it as missing, for the
   * same reason.
   */
  boolean missesWith(StructureQuantity quantity, StructureQuantity following) {
    StructureFlag flag = missing.get(quantity);
    if (flag != null) {
      miss(following, flag);
    }
    return flag != null;
  }

  /** Returns whether the shape at a radius is unknown; if so, marks a quantity as missing. */
  boolean missesShape(StructureQuantity radius, StructureQuantity following) {
    boolean unshaped =
        light.growth() == null || ellipse(radius).apply(light).from() + 1 >= light.growth().count();
    if (unshaped) {
      miss(following, StructureFlag.NO_ELLIPTICITY);
    }
    return unshaped;
  }

  /** Returns whether a quantity is not missing. */
  boolean has(StructureQuantity quantity) {
    return given.containsKey(quantity);
  }

  /** Returns the function of a quantity that is not missing. */
  ToDoubleFunction<ProfileFlux> get(StructureQuantity quantity) {
    return given.get(quantity);
  }

  /** Returns the function of the ellipse at a radius that is not missing. */
  Function<ProfileFlux, ProfileInterval> ellipse(StructureQuantity radius) {
    return ellipses.get(radius);
  }

  /** Returns the quantities that are not missing. */
  List<StructureQuantity> given() {
    return new ArrayList<>(given.keySet());
  }

  Map<StructureQuantity, StructureFlag> missing() {
    return missing;
  }

  /** Returns the error that was added to a quantity, or 0. */
  double addedError(StructureQuantity quantity) {
    return further.getOrDefault(quantity, 0.0);
  }

  /** Computes quantities from a flux. */
  double[] values(List<StructureQuantity> quantities, ProfileFlux from) {
    return quantities.stream().mapToDouble(q -> given.get(q).applyAsDouble(from)).toArray();
  }
}
