package org.pix2prof.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Measures the structure of a galaxy on its profile. What is measured is told by {@link
 * StructureQuantity}, and how by {@code docs/structure.md}.
 *
 * <p>Choices (which two samples an isophote lies between, where the fit of the disc begins) are
 * made once, on the profile as it is. Errors are those of the numbers that follow from mu then, and
 * in quadrature what is uncertain however well mu is known: half of the extrapolation of the curve
 * of growth, and by how much the disc changes where its range begins further out.
 */
public final class StructuralParameters {
  /** Where the curve of growth must be extrapolated by more, in mag, it tells no total. */
  private static final double FARTHEST = 0.2;

  /** The total may be fainter by this, in mag, than what is within the last ellipse. */
  private static final double SETTLED = 0.01;

  /** One standard deviation of the extrapolation of the curve of growth, as a part of itself. */
  private static final double EXTRAPOLATION_ERROR = 0.5;

  /** Of the extrapolation: small enough for a derivative. */
  private static final double STEP = 1e-3;

  private final ProfileSamples samples;
  private final ProfileFlux light;

  /** How each quantity that the profile gives follows from its light. */
  private final Map<StructureQuantity, ToDoubleFunction<ProfileFlux>> given =
      new EnumMap<>(StructureQuantity.class);

  private final Map<StructureQuantity, StructureFlag> lacking =
      new EnumMap<>(StructureQuantity.class);

  /** What quantities are uncertain by for want of a better definition. */
  private final Map<StructureQuantity, Double> vague = new EnumMap<>(StructureQuantity.class);

  private StructuralParameters(ProfileSamples samples) {
    this.samples = samples;
    this.light = ProfileFlux.of(samples, samples.mu());
  }

  /**
   * Measures a profile. Samples at radius 0, not further out than the one before, or without mu are
   * left out. An ellipticity that is missing between others is interpolated; beyond the last one no
   * light is counted.
   *
   * @param radiusArcsec semi-major axes, arcsec, increasing
   * @param mu surface brightness, mag/arcsec^2
   * @param muErr one standard deviation of it, if known
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
          .forEach(q -> structure.lacking.put(q, StructureFlag.PROFILE_TOO_SHORT));
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

  /** The outermost isophote of a level, if the profile ends beyond it, and the light within. */
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
      lacking.put(radius, flag);
      lacking.put(magnitude, flag);
      return;
    }
    int at = from;
    given.put(radius, l -> l.isophote(level, at).radius(l.radius()));
    if (light.growth() == null || at + 1 >= light.growth().count()) {
      lacking.put(magnitude, StructureFlag.NO_ELLIPTICITY);
    } else {
      giveLight(magnitude, l -> l.growth().magnitude(l.isophote(level, at)));
    }
  }

  /** A quantity that is a number unless light was taken back. */
  private void giveLight(StructureQuantity quantity, ToDoubleFunction<ProfileFlux> measure) {
    if (Double.isFinite(measure.applyAsDouble(light))) {
      given.put(quantity, measure);
    } else {
      lacking.put(quantity, StructureFlag.NEGATIVE_LIGHT);
    }
  }

  private void total() {
    if (light.growth() == null) {
      lacking.put(StructureQuantity.MAG_TOTAL, StructureFlag.NO_ELLIPTICITY);
    } else if (light.growth().count() < GrowthCurve.FEWEST) {
      lacking.put(StructureQuantity.MAG_TOTAL, StructureFlag.PROFILE_TOO_SHORT);
    } else {
      double beyond = light.growth().last() - light.growth().asymptote();
      if (beyond > FARTHEST || beyond < -SETTLED) {
        lacking.put(StructureQuantity.MAG_TOTAL, StructureFlag.NO_CONVERGENCE);
      } else {
        giveLight(StructureQuantity.MAG_TOTAL, ProfileFlux::total);
      }
    }
  }

  /** The ellipse with a fraction of the total light. */
  private void fraction(double fraction, StructureQuantity radius) {
    if (lacks(StructureQuantity.MAG_TOTAL, radius)) {
      return;
    }
    int enclosing = light.growth().enclosing(light.magnitudeOf(fraction));
    if (enclosing == 0) {
      lacking.put(radius, StructureFlag.WITHIN_FIRST_SAMPLE);
    } else if (enclosing == light.growth().count()) {
      lacking.put(radius, StructureFlag.NOT_REACHED);
    } else {
      giveLight(radius, l -> l.enclosing(fraction, enclosing).radius(l.radius()));
    }
  }

  private void ratios() {
    if (!lacks(StructureQuantity.R_50, StructureQuantity.MU_MEAN_50)) {
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
    if (lacks(inner, concentration) || lacks(outer, concentration)) {
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
      vague.put(StructureQuantity.DISC_MU_0, narrow.centralMu(mu) - fit.centralMu(mu));
      // By the slope, which is finite whatever the narrow range looks like.
      double slopes = fit.scaleLength(mu) / narrow.scaleLength(mu);
      vague.put(StructureQuantity.DISC_H, fit.scaleLength(mu) * (slopes - 1));
    } else {
      StructureFlag flag =
          samples.count() < DiscFit.FEWEST
              ? StructureFlag.PROFILE_TOO_SHORT
              : StructureFlag.NO_DISC;
      lacking.put(StructureQuantity.DISC_MU_0, flag);
      lacking.put(StructureQuantity.DISC_H, flag);
      lacking.put(StructureQuantity.DISC_R_IN, flag);
      lacking.put(StructureQuantity.DISC_R_OUT, flag);
    }
  }

  /** Where a quantity is lacking, so is another that follows from it, for the same reason. */
  private boolean lacks(StructureQuantity quantity, StructureQuantity following) {
    StructureFlag flag = lacking.get(quantity);
    if (flag != null) {
      lacking.put(following, flag);
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
    lacking.forEach((quantity, flag) -> estimates.put(quantity, Measurement.none(flag)));
    for (int i = 0; i < values.length; i++) {
      StructureQuantity quantity = quantities.get(i);
      double extrapolation = EXTRAPOLATION_ERROR * (stretched[i] - values[i]) / STEP;
      double definition = Math.hypot(extrapolation, vague.getOrDefault(quantity, 0.0));
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
