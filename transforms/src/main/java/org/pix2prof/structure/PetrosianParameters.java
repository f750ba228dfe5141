// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.structure.StructureQuantity.MAG_PETRO;
import static org.pix2prof.structure.StructureQuantity.R_PETRO;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Petrosian radius, and the light within twice that. */
final class PetrosianParameters {
  /** Ratio of the intensity at the Petrosian radius to the mean within it. */
  private static final double ETA = 0.2;

  /** Petrosian radii of the aperture of the Petrosian magnitude. */
  private static final double PETROSIAN_RADII = 2;

  /** Measures both; the Sersic profile, if there is one, is the light beyond the last sample. */
  static void measure(MeasuredQuantities measured, Optional<SersicFit> sersic) {
    GrowthCurve growth = measured.light().growth();
    if (growth == null) {
      measured.miss(R_PETRO, StructureFlag.NO_ELLIPTICITY);
      measured.miss(MAG_PETRO, StructureFlag.NO_ELLIPTICITY);
      return;
    }
    int beyond = growth.petrosian(ETA);
    if (beyond == growth.count()) {
      measured.miss(R_PETRO, StructureFlag.NOT_REACHED);
    } else {
      measured.giveRadius(R_PETRO, l -> l.growth().petrosian(ETA, beyond));
    }
    if (!measured.missesWith(R_PETRO, MAG_PETRO)) {
      magnitude(measured, growth, sersic);
    }
  }

  private static void magnitude(
      MeasuredQuantities measured, GrowthCurve growth, Optional<SersicFit> sersic) {
    ToDoubleFunction<ProfileFlux> petro = measured.get(R_PETRO);
    ToDoubleFunction<ProfileFlux> aperture = l -> PETROSIAN_RADII * petro.applyAsDouble(l);
    int last = growth.count() - 1;
    if (aperture.applyAsDouble(measured.light()) <= measured.samples().radius()[last]) {
      within(measured, aperture, last);
    } else if (sersic.isEmpty()) {
      measured.miss(MAG_PETRO, StructureFlag.NOT_REACHED);
    } else if (last < measured.samples().count() - 1) {
      measured.miss(MAG_PETRO, StructureFlag.NO_ELLIPTICITY);
    } else {
      extrapolate(measured, aperture, sersic.get());
    }
  }

  /** Measures the light within an aperture that ends before the profile. */
  private static void within(
      MeasuredQuantities measured, ToDoubleFunction<ProfileFlux> aperture, int last) {
    double[] radius = measured.samples().radius();
    int found = Arrays.binarySearch(radius, aperture.applyAsDouble(measured.light()));
    int from = Math.min(last, found < 0 ? -found - 1 : found) - 1;
    double step = Math.log(radius[from + 1] / radius[from]);
    measured.giveLight(
        MAG_PETRO,
        l ->
            l.growth()
                .magnitude(
                    new ProfileInterval(
                        from, Math.log(aperture.applyAsDouble(l) / radius[from]) / step)));
  }

  /** Adds the light of the Sersic profile between the last sample and the aperture. */
  private static void extrapolate(
      MeasuredQuantities measured, ToDoubleFunction<ProfileFlux> aperture, SersicFit sersic) {
    ProfileSamples samples = measured.samples();
    int last = samples.count() - 1;
    double radius = samples.radius()[last];
    double axisRatio = 1 - samples.ellipticity().orElseThrow()[last];
    ToDoubleFunction<ProfileFlux> magnitude =
        l ->
            l.growth()
                .magnitudeWith(
                    sersic
                        .of(l.mu())
                        .light(
                            radius, aperture.applyAsDouble(l), axisRatio, l.growth().reference()));
    double extrapolation =
        measured.light().growth().last() - magnitude.applyAsDouble(measured.light());
    if (extrapolation > TotalLight.MAX_EXTRAPOLATION) {
      measured.miss(MAG_PETRO, StructureFlag.NO_CONVERGENCE);
    } else {
      measured.giveLight(MAG_PETRO, magnitude);
      measured.addError(MAG_PETRO, MeasurementErrors.EXTRAPOLATION_ERROR * extrapolation);
    }
  }

  private PetrosianParameters() {}
}
