// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pix2prof.internal.fits.ObjectIds;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * A reference profile and the prediction for the same object and band.
 *
 * @param reference the reference
 * @param prediction the prediction; empty if the reference has none
 * @param reason message why there is no prediction; empty if there is one
 */
public record ProfileMatch(
    ReferenceProfile reference, Optional<SurfaceBrightnessProfile> prediction, String reason) {

  /**
   * Finds the prediction for each reference, by object and band.
   *
   * <p>If no prediction has the object's name, predictions with this name before a {@code #} match:
   * images of one file. If either side has no band, the object's name alone decides, provided the
   * match is unique.
   *
   * @param references reference profiles
   * @param predictions predicted profiles
   * @return one match for each reference, in their order
   * @throws IOException if two predictions match one reference, or no reference has a prediction
   */
  public static List<ProfileMatch> of(
      List<ReferenceProfile> references, List<SurfaceBrightnessProfile> predictions)
      throws IOException {
    List<ProfileMatch> matches = each(references, predictions);
    for (int i = 1; i < matches.size(); i++) {
      ReferenceProfile reference = matches.get(i).reference();
      if (reference == matches.get(i - 1).reference()) {
        throw new IOException(
            "several predictions fit "
                + reference.label()
                + ": "
                + some(
                    matches.stream()
                        .filter(m -> m.reference() == reference)
                        .map(m -> m.prediction().orElseThrow().provenance().source()))
                + "; --idKeyword or --idFromFileName can distinguish them");
      }
    }
    if (matches.stream().noneMatch(m -> m.prediction().isPresent())) {
      throw new IOException(
          "no object and band of the truth is among the predictions: the truth has "
              + some(references.stream().map(ReferenceProfile::label))
              + "; predicted are "
              + some(predictions.stream().map(ProfileMatch::label)));
    }
    return matches;
  }

  /**
   * Finds all matching predictions for each reference, by the rules of {@link #of}.
   *
   * @param references reference profiles
   * @param predictions predicted profiles
   * @return for each reference, in their order, a match with each matching prediction, or one
   *     without
   */
  public static List<ProfileMatch> each(
      List<ReferenceProfile> references, List<SurfaceBrightnessProfile> predictions) {
    Map<String, List<SurfaceBrightnessProfile>> byName =
        predictions.stream().collect(Collectors.groupingBy(p -> p.provenance().objectId()));
    Map<String, List<SurfaceBrightnessProfile>> byFile =
        predictions.stream()
            .collect(
                Collectors.groupingBy(p -> ObjectIds.withoutSuffix(p.provenance().objectId())));
    Map<String, Long> bandsOfObject =
        references.stream()
            .collect(Collectors.groupingBy(ReferenceProfile::objectId, Collectors.counting()));
    List<ProfileMatch> matches = new ArrayList<>();
    for (ReferenceProfile reference : references) {
      String id = reference.objectId();
      List<SurfaceBrightnessProfile> ofObject =
          byName.getOrDefault(id, byFile.getOrDefault(id, List.of()));
      matches.addAll(matches(reference, ofObject, bandsOfObject.get(id) > 1));
    }
    return matches;
  }

  /** {@return deviation of the prediction, which must be present, from the reference} */
  public Deviation deviation() {
    return reference.deviationOf(prediction.orElseThrow());
  }

  private static List<ProfileMatch> matches(
      ReferenceProfile reference, List<SurfaceBrightnessProfile> ofObject, boolean severalBands) {
    List<SurfaceBrightnessProfile> ofBand =
        ofObject.stream()
            .filter(p -> p.provenance().band().isPresent())
            .filter(p -> p.provenance().band().equals(reference.band()))
            .toList();
    if (ofBand.isEmpty()) {
      ofBand =
          ofObject.stream()
              .filter(p -> p.provenance().band().isEmpty() || reference.band().isEmpty())
              .toList();
      if (!ofBand.isEmpty() && severalBands) {
        return List.of(
            new ProfileMatch(
                reference,
                Optional.empty(),
                "the truth has several bands of it but the image has no band (--band sets it)"));
      }
    }
    if (ofBand.isEmpty()) {
      return List.of(
          new ProfileMatch(
              reference,
              Optional.empty(),
              ofObject.isEmpty()
                  ? "no image of it"
                  : "its images are of " + some(ofObject.stream().map(ProfileMatch::label))));
    }
    return ofBand.stream().map(p -> new ProfileMatch(reference, Optional.of(p), "")).toList();
  }

  private static String label(SurfaceBrightnessProfile profile) {
    return profile.provenance().objectId()
        + profile.provenance().band().map(b -> " " + b).orElse(" in no known band");
  }

  /** Lists at most a few of the names, sorted. */
  private static String some(Stream<String> names) {
    List<String> sorted = List.copyOf(names.collect(Collectors.toCollection(TreeSet::new)));
    int shown = Math.min(5, sorted.size());
    return sorted.isEmpty()
        ? "nothing"
        : String.join(", ", sorted.subList(0, shown))
            + (shown < sorted.size() ? " and " + (sorted.size() - shown) + " more" : "");
  }
}
