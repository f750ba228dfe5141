// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.model.Flag;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * The results of comparing a model's profiles with references.
 *
 * @param model name, version and checksum of the model
 * @param truth file of the references
 * @param references number of profiles in the truth
 * @param predictions number of predicted profiles, including those without a reference
 * @param brighter metrics over samples with {@code mu_true <= 26.5}
 * @param all metrics over all samples
 * @param lengthRatio last semi-major axis of the prediction over that of the reference
 * @param length end of the profiles relative to the references, in samples of the reference
 * @param byMu all samples binned by the surface brightness of the reference
 * @param byRadius all samples binned by semi-major axis
 * @param structure errors of each structural parameter
 * @param profiles the individual profiles, in the order of the truth
 * @param missing references without a prediction
 * @param badRecords number of images without a profile, by reason
 */
record Evaluation(
    String model,
    String truth,
    int references,
    int predictions,
    EvaluationMetrics brighter,
    EvaluationMetrics all,
    SummaryStatistics lengthRatio,
    ProfileExtent length,
    List<BinnedStatistics> byMu,
    List<BinnedStatistics> byRadius,
    List<StructureMetrics> structure,
    List<Profile> profiles,
    List<Missing> missing,
    Map<String, Long> badRecords) {

  /**
   * One profile.
   *
   * @param objectId name in the truth
   * @param band band in the truth, or null
   * @param source URI of the image
   * @param hdu index of the HDU
   * @param flags flags of the profile
   * @param samples number of reference samples
   * @param coverage fraction of reference samples that are compared
   * @param deviation median |mu_true - mu_predicted|, mag/arcsec^2
   * @param deviationBrighter the same where {@code mu_true <= 26.5}
   * @param bias median mu_predicted - mu_true, mag/arcsec^2
   * @param ellipticityDeviation median |e_true - e_predicted| where {@code mu_true <= 26.5} and
   *     {@code e_true > 0.1}
   * @param paDeviationDeg median angle between the major axes there, degrees
   * @param outermostThird {@code deviation} over the outermost third of the reference's samples
   * @param lastRadiusTrue last semi-major axis of the reference, arcsec
   * @param lastRadiusPredicted last semi-major axis of the prediction, arcsec; 0 if it is empty
   * @param lengthSamples distance of its end beyond the reference's, in samples of the reference
   * @param structure its structural parameters
   */
  record Profile(
      String objectId,
      String band,
      String source,
      int hdu,
      Set<Flag> flags,
      int samples,
      double coverage,
      double deviation,
      double deviationBrighter,
      double bias,
      double ellipticityDeviation,
      double paDeviationDeg,
      double outermostThird,
      double lastRadiusTrue,
      double lastRadiusPredicted,
      double lengthSamples,
      List<StructureDeviation> structure) {}

  /**
   * A reference without a prediction.
   *
   * @param objectId name in the truth
   * @param band band in the truth, or null
   * @param reason the reason
   */
  record Missing(String objectId, String band, String reason) {}

  /** Compares the predictions with the references. */
  static Evaluation of(
      String truth, List<ProfileMatch> matches, int predictions, Map<String, Long> badRecords) {
    List<ProfileMatch> matched = matches.stream().filter(m -> m.prediction().isPresent()).toList();
    List<Deviation> deviations = matched.stream().map(ProfileMatch::deviation).toList();
    List<Profile> profiles =
        IntStream.range(0, matched.size())
            .mapToObj(i -> profile(matched.get(i), deviations.get(i)))
            .toList();
    return new Evaluation(
        matched.get(0).prediction().orElseThrow().model(),
        truth,
        matches.size(),
        predictions,
        EvaluationMetrics.of(deviations.stream().map(d -> d.upTo(Deviation.FAINTEST)).toList()),
        EvaluationMetrics.of(deviations),
        SummaryStatistics.of(
            profiles.stream().mapToDouble(p -> p.lastRadiusPredicted() / p.lastRadiusTrue())),
        ProfileExtent.of(profiles.stream().mapToDouble(Profile::lengthSamples)),
        BinnedStatistics.byMu(deviations),
        BinnedStatistics.byRadius(deviations),
        StructureMetrics.of(profiles.stream().map(Profile::structure).toList()),
        profiles,
        matches.stream().filter(m -> m.prediction().isEmpty()).map(Evaluation::missing).toList(),
        badRecords);
  }

  private static Profile profile(ProfileMatch match, Deviation deviation) {
    ReferenceProfile reference = match.reference();
    SurfaceBrightnessProfile predicted = match.prediction().orElseThrow();
    Provenance provenance = predicted.provenance();
    Deviation brighter = deviation.upTo(Deviation.FAINTEST);
    float[] radius = predicted.radiusArcsec();
    double lastPredicted = radius.length == 0 ? 0 : radius[radius.length - 1];
    return new Profile(
        reference.objectId(),
        reference.band().orElse(null),
        provenance.source(),
        provenance.hdu(),
        predicted.flags(),
        deviation.samples(),
        deviation.coverage(),
        deviation.median(),
        brighter.median(),
        deviation.bias(),
        brighter.ellipticityMedian(),
        brighter.paMedian(),
        deviation.outermostThird().median(),
        reference.radiusArcsec()[reference.radiusArcsec().length - 1],
        lastPredicted,
        ProfileExtent.samples(reference.radiusArcsec(), lastPredicted),
        StructureDeviation.of(match));
  }

  private static Missing missing(ProfileMatch match) {
    return new Missing(
        match.reference().objectId(), match.reference().band().orElse(null), match.reason());
  }
}
