// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.StructureFlag;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * One structural parameter of a predicted profile and of its reference.
 *
 * @param quantity name of its column
 * @param unit unit in FITS notation; empty for none
 * @param predicted value of the predicted profile, or NaN
 * @param error standard deviation of {@code predicted}, or NaN
 * @param reference value of the reference, or NaN
 * @param flag reason why {@code predicted} or {@code error} is unknown, or null
 * @param referenceFlag reason why {@code reference} is unknown, or null
 */
record StructureDeviation(
    String quantity,
    @JsonIgnore String unit,
    double predicted,
    double error,
    double reference,
    String flag,
    String referenceFlag) {

  /** Name of the total magnitude compared with that in the table of references. */
  static final String TRUE_TOTAL = "mag_total_true";

  /**
   * Compares all parameters of a match that has a prediction.
   *
   * <p>If the reference begins further out than the prediction, the prediction is truncated there.
   * Otherwise the reference, which lacks the cusp, would be too faint and too large by comparison.
   */
  static List<StructureDeviation> of(ProfileMatch match) {
    double first = match.reference().radiusArcsec()[0];
    SurfaceBrightnessProfile prediction = match.prediction().orElseThrow();
    GalaxyStructure predicted = GalaxyStructure.of(InnerTruncation.from(first, prediction));
    Map<StructureQuantity, Measurement> reference =
        match.reference().structure(prediction.pixelScaleArcsec());
    List<StructureDeviation> deviations = new ArrayList<>();
    for (StructureQuantity quantity : StructureQuantity.values()) {
      Measurement estimate = predicted.get(quantity);
      Measurement truth = reference.get(quantity);
      if (quantity.hasError()) {
        deviations.add(
            new StructureDeviation(
                quantity.column(),
                quantity.unit(),
                estimate.value().orElse(Double.NaN),
                estimate.error().orElse(Double.NaN),
                truth.value().orElse(Double.NaN),
                estimate.flag().map(StructureFlag::text).orElse(null),
                truth.value().isPresent() ? null : truth.flag().orElseThrow().text()));
      }
    }
    // The true total magnitude includes the cusp.
    Measurement total = GalaxyStructure.of(prediction).get(StructureQuantity.MAG_TOTAL);
    deviations.add(
        new StructureDeviation(
            TRUE_TOTAL,
            StructureQuantity.MAG_TOTAL.unit(),
            total.value().orElse(Double.NaN),
            total.error().orElse(Double.NaN),
            match.reference().totalMagnitude().orElse(Double.NaN),
            total.flag().map(StructureFlag::text).orElse(null),
            match.reference().totalMagnitude().isPresent() ? null : "not_given"));
    return deviations;
  }

  /** Returns true if deviations are relative, as for radii. */
  @JsonIgnore
  boolean isRelative() {
    return unit.equals("arcsec");
  }

  /**
   * Predicted minus reference, relative to the reference for a radius; NaN if either is unknown.
   */
  double deviation() {
    double difference = difference();
    return isRelative() ? difference / reference : difference;
  }

  /** Absolute deviation in units of the predicted standard deviation; NaN if unknown. */
  double sigmas() {
    return Math.abs(difference()) / error;
  }

  /** Predicted minus reference; of position angles, between -90 and 90 degrees. */
  private double difference() {
    double difference = predicted - reference;
    return unit.equals("deg") ? Math.IEEEremainder(difference, 180) : difference;
  }
}
