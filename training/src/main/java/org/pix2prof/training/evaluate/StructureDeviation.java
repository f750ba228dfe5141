package org.pix2prof.training.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pix2prof.references.ProfileMatch;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.StructureFlag;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * One quantity of a predicted profile against that of its reference.
 *
 * @param quantity name of its column
 * @param unit as FITS spells it; empty for none
 * @param predicted of the predicted profile, NaN where that does not give it
 * @param error one standard deviation of {@code predicted}, NaN where it is not known
 * @param reference of the reference, NaN where that does not give it
 * @param flag why {@code predicted} or {@code error} is not known, or null
 * @param referenceFlag why {@code reference} is not known, or null
 */
record StructureDeviation(
    String quantity,
    @JsonIgnore String unit,
    double predicted,
    double error,
    double reference,
    String flag,
    String referenceFlag) {

  /** The total magnitude against the one that the table of references gives. */
  static final String TRUE_TOTAL = "mag_total_true";

  /**
   * Every quantity of a match that has a prediction.
   *
   * <p>Where the reference begins further out than the prediction, that is cut there: a reference
   * that does not know the cusp would be too faint and too large beside one that does.
   */
  static List<StructureDeviation> of(ProfileMatch match) {
    double first = match.reference().radiusArcsec()[0];
    SurfaceBrightnessProfile prediction = match.prediction().orElseThrow();
    GalaxyStructure predicted = GalaxyStructure.of(InnerTruncation.from(first, prediction));
    Map<StructureQuantity, Measurement> reference = match.reference().structure();
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
    // The true total is of the cusp too.
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

  /** Radii are compared in proportion. */
  @JsonIgnore
  boolean isRelative() {
    return unit.equals("arcsec");
  }

  /** Predicted minus reference, over the reference for a radius; NaN where one is not known. */
  double deviation() {
    double difference = predicted - reference;
    return isRelative() ? difference / reference : difference;
  }

  /** How many standard deviations the prediction is off; NaN where it is not known. */
  double sigmas() {
    return Math.abs(predicted - reference) / error;
  }
}
