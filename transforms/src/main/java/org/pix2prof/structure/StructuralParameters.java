// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Measures the structural parameters of a galaxy from its profile. {@link StructureQuantity} lists
 * them, and {@code docs/structure.md} describes the methods.
 *
 * <p>Discrete choices (the two samples around an isophote, the range of the disc fit) are made
 * once, from the measured profile. Errors are propagated from mu with these choices fixed. Added in
 * quadrature are the changes with the sky, half of the extrapolation of the curve of growth, and
 * the change of the disc and of the Sersic profile if their range begins further out.
 */
public final class StructuralParameters {
  /** Maximum extrapolation of the curve of growth, mag; beyond it there is no total magnitude. */
  private static final double MAX_EXTRAPOLATION = 0.2;

  /** Maximum excess of the total over the last enclosed magnitude, mag. */
  private static final double MAX_EXCESS = 0.01;

  /** Relative standard deviation of the extrapolation of the curve of growth. */
  private static final double EXTRAPOLATION_ERROR = 0.5;

  /** Ratio of the intensity at the Petrosian radius to the mean within it. */
  private static final double ETA = 0.2;

  /** Petrosian radii of the aperture of the Petrosian magnitude. */
  private static final double PETROSIAN_RADII = 2;

  /** Standard deviation of a uniform distribution, relative to its range. */
  private static final double UNIFORM = 1 / Math.sqrt(12);

  /** Relative step of the extrapolation for numerical derivatives. */
  private static final double STEP = 1e-3;

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

  private StructuralParameters(ProfileSamples samples) {
    this.samples = samples;
    this.light = ProfileFlux.of(samples, samples.mu());
  }

  /**
   * Measures a profile without position angles, error of the sky and pixel scale.
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
    return of(RadialProfile.of(radiusArcsec, mu).withMuErr(muErr).withEllipticity(ellipticity));
  }

  /**
   * Measures a profile. Samples at radius 0, not further out than the one before, or without mu are
   * skipped. Missing ellipticities between known ones are interpolated; beyond the last known one
   * no light is counted.
   *
   * @param profile the profile
   * @return every quantity
   */
  public static Map<StructureQuantity, Measurement> of(RadialProfile profile) {
    return of(ProfileSamples.of(profile)).estimates();
  }

  private static StructuralParameters of(ProfileSamples samples) {
    StructuralParameters structure = new StructuralParameters(samples);
    if (samples.count() == 0) {
      StructureQuantity.all()
          .forEach(q -> structure.missing.put(q, StructureFlag.PROFILE_TOO_SHORT));
    } else {
      structure.measure();
    }
    return structure;
  }

  private void measure() {
    isophote(23.5, StructureQuantity.R_23_5, StructureQuantity.MAG_23_5);
    isophote(25, StructureQuantity.R_25, StructureQuantity.MAG_25);
    isophote(26, StructureQuantity.R_26, StructureQuantity.MAG_26);
    total();
    fraction(0.2, StructureQuantity.R_20);
    fraction(0.5, StructureQuantity.R_50);
    fraction(0.8, StructureQuantity.R_80);
    fraction(0.9, StructureQuantity.R_90);
    ratios();
    disc();
    shape(
        StructureQuantity.R_25,
        StructureQuantity.ELLIPTICITY_25,
        StructureQuantity.PA_25,
        StructureQuantity.PA_SKY_25);
    shape(
        StructureQuantity.R_50,
        StructureQuantity.ELLIPTICITY_50,
        StructureQuantity.PA_50,
        StructureQuantity.PA_SKY_50);
    Optional<SersicFit> sersic = sersic();
    petrosian(sersic);
    circularise(StructureQuantity.R_25, StructureQuantity.R_25_CIRC);
    circularise(StructureQuantity.R_20, StructureQuantity.R_20_CIRC);
    circularise(StructureQuantity.R_50, StructureQuantity.R_50_CIRC);
    circularise(StructureQuantity.R_80, StructureQuantity.R_80_CIRC);
    circularise(StructureQuantity.R_90, StructureQuantity.R_90_CIRC);
    circularise(StructureQuantity.R_PETRO, StructureQuantity.R_PETRO_CIRC);
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
    giveRadius(radius, l -> l.isophote(level, at));
    if (light.growth() == null || at + 1 >= light.growth().count()) {
      missing.put(magnitude, StructureFlag.NO_ELLIPTICITY);
    } else {
      giveLight(magnitude, l -> l.growth().magnitude(l.isophote(level, at)));
    }
  }

  /** Adds the semi-major axis of an ellipse. */
  private void giveRadius(
      StructureQuantity radius, Function<ProfileFlux, ProfileInterval> ellipse) {
    giveLight(radius, l -> ellipse.apply(l).radius(l.radius()));
    ellipses.put(radius, ellipse);
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
      giveRadius(radius, l -> l.enclosing(fraction, enclosing));
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
      further.put(StructureQuantity.DISC_MU_0, narrow.centralMu(mu) - fit.centralMu(mu));
      // From the slope, which is finite for any narrow range.
      double slopes = fit.scaleLength(mu) / narrow.scaleLength(mu);
      further.put(StructureQuantity.DISC_H, fit.scaleLength(mu) * (slopes - 1));
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

  /** Measures ellipticity and position angles of the isophote at a radius. */
  private void shape(
      StructureQuantity radius,
      StructureQuantity ellipticity,
      StructureQuantity pa,
      StructureQuantity paSky) {
    if (markIfMissing(radius, ellipticity)
        || markIfUnshaped(radius, ellipticity)
        || Double.isNaN(axisRatio(light, ellipses.get(radius)))) {
      missing.putIfAbsent(ellipticity, StructureFlag.NO_ELLIPTICITY);
      missing.put(pa, missing.get(ellipticity));
      missing.put(paSky, missing.get(ellipticity));
      return;
    }
    Function<ProfileFlux, ProfileInterval> ellipse = ellipses.get(radius);
    double axisRatio = axisRatio(light, ellipse);
    double relative = intensityError(ellipse.apply(light));
    given.put(ellipticity, l -> Math.max(0, 1 - axisRatio(l, ellipse)));
    further.put(ellipticity, Math.min(UNIFORM, relative * axisRatio));
    double angleError =
        Math.min(
            UNIFORM * 180,
            Math.toDegrees(
                relative * axisRatio / Math.max(1 - axisRatio * axisRatio, Double.MIN_NORMAL)));
    angle(pa, samples.pa(), ellipse, angleError, StructureFlag.NO_ELLIPTICITY);
    angle(paSky, samples.paSky(), ellipse, angleError, StructureFlag.NO_WCS);
  }

  private void angle(
      StructureQuantity quantity,
      Optional<double[]> degrees,
      Function<ProfileFlux, ProfileInterval> ellipse,
      double error,
      StructureFlag unknown) {
    if (degrees.isPresent()) {
      double[] angles = degrees.get();
      given.put(quantity, l -> ellipse.apply(l).in(angles));
      further.put(quantity, error);
    } else {
      missing.put(quantity, unknown);
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
  private double intensityError(ProfileInterval at) {
    int inner = Math.max(0, at.from() - 1);
    int outer = Math.min(samples.count() - 1, at.from() + 2);
    double fall = samples.mu()[outer] - samples.mu()[inner];
    double steps = Math.log(samples.radius()[outer] / samples.radius()[inner]);
    double error = at.in(samples.errorsWithoutSky());
    return 2 * Math.sqrt(2) * error * steps / Math.max(fall, Double.MIN_NORMAL);
  }

  /** Fits a Sersic profile. */
  private Optional<SersicFit> sersic() {
    Optional<SersicFit> found = SersicFit.of(samples);
    if (found.isPresent()) {
      SersicFit fit = found.get();
      given.put(StructureQuantity.SERSIC_N, l -> fit.of(l.mu()).n());
      given.put(StructureQuantity.SERSIC_R_E, l -> fit.of(l.mu()).radius());
      given.put(StructureQuantity.SERSIC_MU_E, l -> fit.of(l.mu()).mu());
      given.put(StructureQuantity.SERSIC_R_IN, l -> fit.begin());
      given.put(StructureQuantity.SERSIC_R_OUT, l -> fit.end());
      given.put(StructureQuantity.SERSIC_RMS, l -> fit.rms());
      SersicFit.Sersic best = fit.best();
      SersicFit.Sersic narrow = fit.narrow().map(SersicFit::best).orElse(best);
      further.put(StructureQuantity.SERSIC_N, narrow.n() - best.n());
      further.put(StructureQuantity.SERSIC_R_E, narrow.radius() - best.radius());
      further.put(StructureQuantity.SERSIC_MU_E, narrow.mu() - best.mu());
    } else {
      StructureFlag flag =
          SersicFit.samplesInRange(samples) < SersicFit.MIN_SAMPLES
              ? StructureFlag.PROFILE_TOO_SHORT
              : StructureFlag.NO_SERSIC;
      StructureQuantity.all()
          .filter(q -> q.column().startsWith("sersic_"))
          .forEach(q -> missing.put(q, flag));
    }
    return found;
  }

  /** Measures the Petrosian radius and the light within twice that. */
  private void petrosian(Optional<SersicFit> sersic) {
    if (light.growth() == null) {
      missing.put(StructureQuantity.R_PETRO, StructureFlag.NO_ELLIPTICITY);
      missing.put(StructureQuantity.MAG_PETRO, StructureFlag.NO_ELLIPTICITY);
      return;
    }
    int beyond = light.growth().petrosian(ETA);
    if (beyond == light.growth().count()) {
      missing.put(StructureQuantity.R_PETRO, StructureFlag.NOT_REACHED);
    } else {
      giveRadius(StructureQuantity.R_PETRO, l -> l.growth().petrosian(ETA, beyond));
    }
    if (markIfMissing(StructureQuantity.R_PETRO, StructureQuantity.MAG_PETRO)) {
      return;
    }
    ToDoubleFunction<ProfileFlux> petro = given.get(StructureQuantity.R_PETRO);
    double aperture = PETROSIAN_RADII * petro.applyAsDouble(light);
    double[] radius = samples.radius();
    int last = light.growth().count() - 1;
    if (aperture <= radius[last]) {
      int found = Arrays.binarySearch(radius, aperture);
      int from = Math.min(last, found < 0 ? -found - 1 : found) - 1;
      double step = Math.log(radius[from + 1] / radius[from]);
      giveLight(
          StructureQuantity.MAG_PETRO,
          l ->
              l.growth()
                  .magnitude(
                      new ProfileInterval(
                          from,
                          Math.log(PETROSIAN_RADII * petro.applyAsDouble(l) / radius[from])
                              / step)));
    } else if (last < samples.count() - 1 || sersic.isEmpty()) {
      missing.put(
          StructureQuantity.MAG_PETRO,
          sersic.isEmpty() ? StructureFlag.NOT_REACHED : StructureFlag.NO_ELLIPTICITY);
    } else {
      SersicFit fit = sersic.get();
      double axisRatio = 1 - samples.ellipticity().orElseThrow()[last];
      ToDoubleFunction<ProfileFlux> magnitude =
          l ->
              l.growth()
                  .magnitudeWith(
                      fit.of(l.mu())
                          .light(
                              radius[last],
                              PETROSIAN_RADII * petro.applyAsDouble(l),
                              axisRatio,
                              l.growth().reference()));
      double extrapolation = light.growth().last() - magnitude.applyAsDouble(light);
      if (extrapolation > MAX_EXTRAPOLATION) {
        missing.put(StructureQuantity.MAG_PETRO, StructureFlag.NO_CONVERGENCE);
      } else {
        giveLight(StructureQuantity.MAG_PETRO, magnitude);
        further.put(StructureQuantity.MAG_PETRO, EXTRAPOLATION_ERROR * extrapolation);
      }
    }
  }

  /** Measures the radius of the circle with the area of the ellipse at a radius. */
  private void circularise(StructureQuantity radius, StructureQuantity circularised) {
    if (markIfMissing(radius, circularised) || markIfUnshaped(radius, circularised)) {
      return;
    }
    Function<ProfileFlux, ProfileInterval> ellipse = ellipses.get(radius);
    giveLight(circularised, l -> Math.sqrt(l.growth().area(ellipse.apply(l)) / Math.PI));
  }

  /** Returns whether the shape at a radius is unknown; if so, marks a quantity as missing. */
  private boolean markIfUnshaped(StructureQuantity radius, StructureQuantity following) {
    boolean unshaped =
        light.growth() == null
            || ellipses.get(radius).apply(light).from() + 1 >= light.growth().count();
    if (unshaped) {
      missing.put(following, StructureFlag.NO_ELLIPTICITY);
    }
    return unshaped;
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
    double[] sky = skyErrors(quantities, values);
    Map<StructureQuantity, Measurement> estimates = new EnumMap<>(StructureQuantity.class);
    missing.forEach((quantity, flag) -> estimates.put(quantity, Measurement.none(flag)));
    for (int i = 0; i < values.length; i++) {
      StructureQuantity quantity = quantities.get(i);
      double extrapolation = EXTRAPOLATION_ERROR * (stretched[i] - values[i]) / STEP;
      double others = Math.hypot(extrapolation, further.getOrDefault(quantity, 0.0));
      double error = Math.hypot(Math.hypot(errors[i], sky[i]), others);
      double value = values[i];
      if (isAngle(quantity)) {
        value = (value % 180 + 180) % 180;
        error = Math.min(error, UNIFORM * 180);
      }
      estimates.put(
          quantity, quantity.hasError() ? Measurement.of(value, error) : Measurement.exact(value));
    }
    return estimates;
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
    if (!Double.isFinite(samples.skyErrorMu())) {
      return errors;
    }
    StructuralParameters brighter = of(samples.withIntensitiesRaisedBy(1));
    StructuralParameters fainter = of(samples.withIntensitiesRaisedBy(-1));
    for (int i = 0; i < errors.length; i++) {
      double up = brighter.difference(quantities.get(i), values[i]);
      double down = fainter.difference(quantities.get(i), values[i]);
      errors[i] =
          Double.isNaN(up)
              ? Math.abs(down)
              : Double.isNaN(down) ? Math.abs(up) : Math.hypot(up, down) / Math.sqrt(2);
    }
    return errors;
  }

  /** Returns a quantity of this profile minus that of another; NaN if this one does not give it. */
  private double difference(StructureQuantity quantity, double other) {
    ToDoubleFunction<ProfileFlux> measure = given.get(quantity);
    double difference = measure == null ? Double.NaN : measure.applyAsDouble(light) - other;
    return isAngle(quantity) ? Math.IEEEremainder(difference, 180) : difference;
  }

  private static boolean isAngle(StructureQuantity quantity) {
    return quantity.unit().equals("deg");
  }

  private double[] values(List<StructureQuantity> quantities, ProfileFlux from) {
    return quantities.stream().mapToDouble(q -> given.get(q).applyAsDouble(from)).toArray();
  }
}
