// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.structure.StructureQuantity.ELLIPTICITY_25;
import static org.pix2prof.structure.StructureQuantity.ELLIPTICITY_50;
import static org.pix2prof.structure.StructureQuantity.MAG_23_5;
import static org.pix2prof.structure.StructureQuantity.MAG_25;
import static org.pix2prof.structure.StructureQuantity.MAG_26;
import static org.pix2prof.structure.StructureQuantity.PA_25;
import static org.pix2prof.structure.StructureQuantity.PA_50;
import static org.pix2prof.structure.StructureQuantity.PA_SKY_25;
import static org.pix2prof.structure.StructureQuantity.PA_SKY_50;
import static org.pix2prof.structure.StructureQuantity.R_20;
import static org.pix2prof.structure.StructureQuantity.R_20_CIRC;
import static org.pix2prof.structure.StructureQuantity.R_23_5;
import static org.pix2prof.structure.StructureQuantity.R_25;
import static org.pix2prof.structure.StructureQuantity.R_25_CIRC;
import static org.pix2prof.structure.StructureQuantity.R_26;
import static org.pix2prof.structure.StructureQuantity.R_50;
import static org.pix2prof.structure.StructureQuantity.R_50_CIRC;
import static org.pix2prof.structure.StructureQuantity.R_80;
import static org.pix2prof.structure.StructureQuantity.R_80_CIRC;
import static org.pix2prof.structure.StructureQuantity.R_90;
import static org.pix2prof.structure.StructureQuantity.R_90_CIRC;
import static org.pix2prof.structure.StructureQuantity.R_PETRO;
import static org.pix2prof.structure.StructureQuantity.R_PETRO_CIRC;

import java.util.Map;
import java.util.Optional;

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
    MeasuredQuantities measured = measure(ProfileSamples.of(profile));
    return new MeasurementErrors(measured, StructuralParameters::measure).measurements();
  }

  private static MeasuredQuantities measure(ProfileSamples samples) {
    MeasuredQuantities measured = new MeasuredQuantities(samples);
    if (samples.count() == 0) {
      StructureQuantity.all().forEach(q -> measured.miss(q, StructureFlag.PROFILE_TOO_SHORT));
      return measured;
    }
    IsophotalParameters.measure(measured, 23.5, R_23_5, MAG_23_5);
    IsophotalParameters.measure(measured, 25, R_25, MAG_25);
    IsophotalParameters.measure(measured, 26, R_26, MAG_26);
    TotalLight.measure(measured);
    DiscParameters.measure(measured);
    ShapeParameters.measure(measured, R_25, ELLIPTICITY_25, PA_25, PA_SKY_25);
    ShapeParameters.measure(measured, R_50, ELLIPTICITY_50, PA_50, PA_SKY_50);
    PetrosianParameters.measure(measured, SersicParameters.measure(measured));
    ShapeParameters.circularise(measured, R_25, R_25_CIRC);
    ShapeParameters.circularise(measured, R_20, R_20_CIRC);
    ShapeParameters.circularise(measured, R_50, R_50_CIRC);
    ShapeParameters.circularise(measured, R_80, R_80_CIRC);
    ShapeParameters.circularise(measured, R_90, R_90_CIRC);
    ShapeParameters.circularise(measured, R_PETRO, R_PETRO_CIRC);
    return measured;
  }

  private StructuralParameters() {}
}
