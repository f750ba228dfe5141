// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.structure.StructureQuantity.C_28;
import static org.pix2prof.structure.StructureQuantity.C_9050;
import static org.pix2prof.structure.StructureQuantity.MAG_TOTAL;
import static org.pix2prof.structure.StructureQuantity.MU_MEAN_50;
import static org.pix2prof.structure.StructureQuantity.R_20;
import static org.pix2prof.structure.StructureQuantity.R_50;
import static org.pix2prof.structure.StructureQuantity.R_80;
import static org.pix2prof.structure.StructureQuantity.R_90;

import java.util.function.ToDoubleFunction;

/** Total magnitude, radii with fractions of the light, and concentrations. */
final class TotalLight {
  /** Maximum extrapolation of the curve of growth, mag; beyond it there is no total magnitude. */
  static final double MAX_EXTRAPOLATION = 0.2;

  /** Maximum excess of the total over the last enclosed magnitude, mag. */
  private static final double MAX_EXCESS = 0.01;

  /** Measures all of them. */
  static void measure(MeasuredQuantities measured) {
    magnitude(measured);
    radius(measured, 0.2, R_20);
    radius(measured, 0.5, R_50);
    radius(measured, 0.8, R_80);
    radius(measured, 0.9, R_90);
    meanBrightness(measured);
    concentration(measured, R_80, R_20, C_28);
    concentration(measured, R_90, R_50, C_9050);
  }

  private static void magnitude(MeasuredQuantities measured) {
    GrowthCurve growth = measured.light().growth();
    if (growth == null) {
      measured.miss(MAG_TOTAL, StructureFlag.NO_ELLIPTICITY);
    } else if (growth.count() < GrowthCurve.MIN_SAMPLES) {
      measured.miss(MAG_TOTAL, StructureFlag.PROFILE_TOO_SHORT);
    } else {
      double beyond = growth.last() - growth.asymptote();
      if (beyond > MAX_EXTRAPOLATION || beyond < -MAX_EXCESS) {
        measured.miss(MAG_TOTAL, StructureFlag.NO_CONVERGENCE);
      } else {
        measured.giveLight(MAG_TOTAL, ProfileFlux::total);
      }
    }
  }

  /** Measures the ellipse with a fraction of the total light. */
  private static void radius(
      MeasuredQuantities measured, double fraction, StructureQuantity radius) {
    if (measured.missesWith(MAG_TOTAL, radius)) {
      return;
    }
    int enclosing = enclosing(measured.light(), fraction);
    if (enclosing == 0) {
      measured.miss(radius, StructureFlag.WITHIN_FIRST_SAMPLE);
    } else if (enclosing == measured.light().growth().count()) {
      measured.miss(radius, StructureFlag.NOT_REACHED);
    } else {
      measured.giveRadius(radius, l -> l.enclosing(fraction, enclosing));
    }
  }

  private static int enclosing(ProfileFlux light, double fraction) {
    return light.growth().enclosing(light.magnitudeOf(fraction));
  }

  private static void meanBrightness(MeasuredQuantities measured) {
    if (!measured.missesWith(R_50, MU_MEAN_50)) {
      int half = enclosing(measured.light(), 0.5);
      measured.give(
          MU_MEAN_50,
          l -> l.magnitudeOf(0.5) + 2.5 * Math.log10(l.growth().area(l.enclosing(0.5, half))));
    }
  }

  private static void concentration(
      MeasuredQuantities measured,
      StructureQuantity outer,
      StructureQuantity inner,
      StructureQuantity concentration) {
    if (measured.missesWith(inner, concentration) || measured.missesWith(outer, concentration)) {
      return;
    }
    ToDoubleFunction<ProfileFlux> r = measured.get(outer);
    ToDoubleFunction<ProfileFlux> s = measured.get(inner);
    measured.give(
        concentration,
        concentration == C_28
            ? l -> 5 * Math.log10(r.applyAsDouble(l) / s.applyAsDouble(l))
            : l -> r.applyAsDouble(l) / s.applyAsDouble(l));
  }

  private TotalLight() {}
}
