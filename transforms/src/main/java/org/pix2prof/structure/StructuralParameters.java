// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Measures the structural parameters of a galaxy from its profile. {@link StructureQuantity} lists
 * them, and {@code docs/structure.md} describes the methods.
 *
 * <p>Discrete choices (the two samples around an isophote, the range of the disc fit) are made
 * once, from the measured profile. Errors are propagated from mu with these choices fixed. Two
 * systematic errors are added in quadrature: half of the extrapolation of the curve of growth, and
 * the change of the disc if its range begins further out.
 */
public final class StructuralParameters {
  /** Maximum extrapolation of the curve of growth, mag; beyond it there is no total magnitude. */
  private static final double MAX_EXTRAPOLATION = 0.2;

  /** Maximum excess of the total over the last enclosed magnitude, mag. */
  private static final double MAX_EXCESS = 0.01;

  /** Relative standard deviation of the extrapolation of the curve of growth. */
  private static final double EXTRAPOLATION_ERROR = 0.5;

  /** Relative step of the extrapolation for numerical derivatives. */
  private static final double STEP = 1e-3;

  private final ProfileSamples samples;
  private final ProfileFlux light;

  /** Functions that compute each measurable quantity from the flux. */
  private final Map<StructureQuantity, ToDoubleFunction<ProfileFlux>> given =
      new EnumMap<>(StructureQuantity.class);

  private final Map<StructureQuantity, StructureFlag> missing =
      new EnumMap<>(StructureQuantity.class);

  /** Systematic errors of quantities, from the ambiguity of their definition. */
  private final Map<StructureQuantity, Double> systematic = new EnumMap<>(StructureQuantity.class);

  private StructuralParameters(ProfileSamples samples) {
    this.samples = samples;
    this.light = ProfileFlux.of(samples, samples.mu());
  }

  /**
   * Measures a profile. Samples at radius 0, not further out than the one before, or without mu are
   * skipped. Missing ellipticities between known ones are interpolated; beyond the last known one
   * no light is counted.
   *
   * @param radiusArcsec semi-major axes, arcsec, increasing
   * @param mu surface brightness, mag/arcsec^2
   * @param muErr one standard deviation of mu, if known
   * @param ellipticity {@code 1 - b/a} of each isophote, if known
   * @return every quantity
   * @throws IllegalArgumentException if the sequences differ in length
   */
  public static Map<StructureQuantity, Measurement> of(
      float[] radiusArcsec, float[] mu, Optional<float[]> muErr, Optional<float[]> ellipticity) {
    ProfileSamples samples = ProfileSamples.of(radiusArcsec, mu, muErr, ellipticity);
    StructuralParameters structure = new StructuralParameters(samples);
    if (samples.count() == 0) {
      StructureQuantity.all()
          .forEach(q -> structure.missing.put(q, StructureFlag.PROFILE_TOO_SHORT));
    } else {
      structure.isophote(23.5, StructureQuantity.R_23_5, StructureQuantity.MAG_23_5);
      structure.isophote(25, StructureQuantity.R_25, StructureQuantity.MAG_25);
      structure.isophote(26, StructureQuantity.R_26, StructureQuantity.MAG_26);
      structure.total();
      structure.fraction(0.2, StructureQuantity.R_20);
      structure.fraction(0.5, StructureQuantity.R_50);
      structure.fraction(0.8, StructureQuantity.R_80);
      structure.fraction(0.9, StructureQuantity.R_90);
      structure.ratios();
      structure.disc();
    }
    return structure.estimates();
  }

  /**
   * Measures the outermost isophote of a level, if the profile ends beyond it, and the enclosed
   * magnitude.
   */
  private void isophote(double level, StructureQuantity radius, StructureQuantity magnitude) {
    double[] mu = samples.mu();
    int from = mu.length - 1;
    while (from >= 0 && mu[from] >= level) {
      from--;
    }
    if (from < 0 || from == mu.length - 1) {
      StructureFlag flag =
          from < 0
              ? StructureFlag.FAINTER_THROUGHOUT
              : Arrays.stream(mu).allMatch(m -> m < level)
                  ? StructureFlag.NOT_REACHED
                  : StructureFlag.BRIGHTER_AT_END;
      missing.put(radius, flag);
      missing.put(magnitude, flag);
      return;
    }
    int at = from;
    given.put(radius, l -> l.isophote(level, at).radius(l.radius()));
    if (light.growth() == null || at + 1 >= light.growth().count()) {
      missing.put(magnitude, StructureFlag.NO_ELLIPTICITY);
    } else {
      giveLight(magnitude, l -> l.growth().magnitude(l.isophote(level, at)));
    }
  }

  /** Adds a quantity that is finite unless the enclosed light decreases. */
  private void giveLight(StructureQuantity quantity, ToDoubleFunction<ProfileFlux> measure) {
    if (Double.isFinite(measure.applyAsDouble(light))) {
      given.put(quantity, measure);
    } else {
      missing.put(quantity, StructureFlag.NEGATIVE_LIGHT);
    }
  }

  private void total() {
    if (light.growth() == null) {
      missing.put(StructureQuantity.MAG_TOTAL, StructureFlag.NO_ELLIPTICITY);
    } else if (light.growth().count() < GrowthCurve.MIN_SAMPLES) {
      missing.put(StructureQuantity.MAG_TOTAL, StructureFlag.PROFILE_TOO_SHORT);
    } else {
      double beyond = light.growth().last() - light.growth().asymptote();
      if (beyond > MAX_EXTRAPOLATION || beyond < -MAX_EXCESS) {
        missing.put(StructureQuantity.MAG_TOTAL, StructureFlag.NO_CONVERGENCE);
      } else {
        giveLight(StructureQuantity.MAG_TOTAL, ProfileFlux::total);
      }
    }
  }

  /** Measures the ellipse with a fraction of the total light. */
  private void fraction(double fraction, StructureQuantity radius) {
    if (markIfMissing(StructureQuantity.MAG_TOTAL, radius)) {
      return;
    }
    int enclosing = light.growth().enclosing(light.magnitudeOf(fraction));
    if (enclosing == 0) {
      missing.put(radius, StructureFlag.WITHIN_FIRST_SAMPLE);
    } else if (enclosing == light.growth().count()) {
      missing.put(radius, StructureFlag.NOT_REACHED);
    } else {
      giveLight(radius, l -> l.enclosing(fraction, enclosing).radius(l.radius()));
    }
  }

  private void ratios() {
    if (!markIfMissing(StructureQuantity.R_50, StructureQuantity.MU_MEAN_50)) {
      int half = light.growth().enclosing(light.magnitudeOf(0.5));
      given.put(
          StructureQuantity.MU_MEAN_50,
          l -> l.magnitudeOf(0.5) + 2.5 * Math.log10(l.growth().area(l.enclosing(0.5, half))));
    }
    ratio(StructureQuantity.R_80, StructureQuantity.R_20, StructureQuantity.C_28);
    ratio(StructureQuantity.R_90, StructureQuantity.R_50, StructureQuantity.C_9050);
  }

  private void ratio(
      StructureQuantity outer, StructureQuantity inner, StructureQuantity concentration) {
    if (markIfMissing(inner, concentration) || markIfMissing(outer, concentration)) {
      return;
    }
    ToDoubleFunction<ProfileFlux> r = given.get(outer);
    ToDoubleFunction<ProfileFlux> s = given.get(inner);
    given.put(
        concentration,
        concentration == StructureQuantity.C_28
            ? l -> 5 * Math.log10(r.applyAsDouble(l) / s.applyAsDouble(l))
            : l -> r.applyAsDouble(l) / s.applyAsDouble(l));
  }

  private void disc() {
    Optional<DiscFit> found = DiscFit.of(samples);
    if (found.isPresent()) {
      DiscFit fit = found.get();
      DiscFit narrow = fit.narrow();
      double[] mu = samples.mu();
      given.put(StructureQuantity.DISC_MU_0, l -> fit.centralMu(l.mu()));
      given.put(StructureQuantity.DISC_H, l -> fit.scaleLength(l.mu()));
      given.put(StructureQuantity.DISC_R_IN, l -> fit.begin());
      given.put(StructureQuantity.DISC_R_OUT, l -> fit.end());
      systematic.put(StructureQuantity.DISC_MU_0, narrow.centralMu(mu) - fit.centralMu(mu));
      // From the slope, which is finite for any narrow range.
      double slopes = fit.scaleLength(mu) / narrow.scaleLength(mu);
      systematic.put(StructureQuantity.DISC_H, fit.scaleLength(mu) * (slopes - 1));
    } else {
      StructureFlag flag =
          samples.count() < DiscFit.MIN_SAMPLES
              ? StructureFlag.PROFILE_TOO_SHORT
              : StructureFlag.NO_DISC;
      missing.put(StructureQuantity.DISC_MU_0, flag);
      missing.put(StructureQuantity.DISC_H, flag);
      missing.put(StructureQuantity.DISC_R_IN, flag);
      missing.put(StructureQuantity.DISC_R_OUT, flag);
    }
  }

  /**
   * Returns whether a quantity is missing; if so, marks one derived from it as missing, for the
   * same reason.
   */
  private boolean markIfMissing(StructureQuantity quantity, StructureQuantity following) {
    StructureFlag flag = missing.get(quantity);
    if (flag != null) {
      missing.put(following, flag);
    }
    return flag != null;
  }

  private Map<StructureQuantity, Measurement> estimates() {
    List<StructureQuantity> quantities = new ArrayList<>(given.keySet());
    double[] values = values(quantities, light);
    double[] errors =
        ErrorPropagation.errors(samples, mu -> values(quantities, ProfileFlux.of(samples, mu)));
    double[] stretched = values(quantities, light.stretched(STEP));
    Map<StructureQuantity, Measurement> estimates = new EnumMap<>(StructureQuantity.class);
    missing.forEach((quantity, flag) -> estimates.put(quantity, Measurement.none(flag)));
    for (int i = 0; i < values.length; i++) {
      StructureQuantity quantity = quantities.get(i);
      double extrapolation = EXTRAPOLATION_ERROR * (stretched[i] - values[i]) / STEP;
      double definition = Math.hypot(extrapolation, systematic.getOrDefault(quantity, 0.0));
      estimates.put(
          quantity,
          quantity.hasError()
              ? Measurement.of(values[i], Math.hypot(errors[i], definition))
              : Measurement.exact(values[i]));
    }
    return estimates;
  }

  private double[] values(List<StructureQuantity> quantities, ProfileFlux from) {
    return quantities.stream().mapToDouble(q -> given.get(q).applyAsDouble(from)).toArray();
  }
}
