// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.training.evaluate.Profiles.predicted;
import static org.pix2prof.training.evaluate.Profiles.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.values.SurfaceBrightnessProfile;

class EvaluationTest {
  private static final double SINGLE = 1e-5;

  @Test
  void binsSamples() {
    double[] radius = {0.5, 1, 3, 300};
    double[] mu = {17, 18, 26.5, 28};
    List<Deviation> deviations =
        List.of(Deviation.of(radius, mu, radius, new double[] {17.1, 18.2, 26.2, 28.4}));

    List<BinnedStatistics> byMu = BinnedStatistics.byMu(deviations);
    assertEquals(
        List.of(Double.NEGATIVE_INFINITY, 18.0, 26.5, 28.0),
        byMu.stream().map(BinnedStatistics::from).toList());
    assertEquals(0.3, byMu.get(2).deviation(), SINGLE);
    assertEquals(-0.3, byMu.get(2).bias(), SINGLE);
    List<BinnedStatistics> byRadius = BinnedStatistics.byRadius(deviations);
    assertEquals(
        List.of(0.0, 1.0, 2.0, 128.0), byRadius.stream().map(BinnedStatistics::from).toList());
    assertEquals(1, byRadius.get(0).samples());
  }

  @Test
  void jsonContainsAllMetricsAndProfiles() throws IOException {
    JsonNode json = new ObjectMapper().readTree(EvaluationJson.bytes(evaluation()));

    assertEquals("fake-1.0.0@0123456789ab", json.get("model").asText());
    assertEquals("truth.csv", json.get("truth").asText());
    assertEquals(3, json.get("references").asInt());
    assertEquals(3, json.get("predictions").asInt());
    assertEquals(2, json.at("/all/deviation/profiles").asInt());
    assertEquals(0.375, json.at("/all/deviation/median").asDouble(), SINGLE);
    assertEquals(0.225, json.at("/all/bias/median").asDouble(), SINGLE);
    assertEquals(1, json.at("/all/failures").asInt());
    assertEquals(0.5, json.at("/all/failure_fraction").asDouble());
    assertEquals(1, json.at("/all/coverage").asDouble());
    assertEquals(8, json.at("/all/calibration/samples").asInt());
    assertEquals(0, json.at("/all/calibration/within_1_sigma").asDouble());
    assertEquals(0.5, json.at("/all/calibration/within_2_sigma").asDouble());
    assertEquals(1, json.at("/length_ratio/median").asDouble());
    assertEquals(1, json.at("/length/within_2_samples").asDouble());
    assertEquals(2, json.at("/length/histogram/11/profiles").asInt());
    assertEquals(0, json.at("/profiles/1/length_samples").asDouble(), SINGLE);
    assertEquals(0, json.at("/all/isophotes/pooled/samples").asInt());
    assertTrue(json.at("/all/isophotes/ellipticity/median").isNull());
    assertEquals(4, json.get("by_mu").size());
    assertEquals(20, json.at("/by_mu/0/from").asDouble());
    assertEquals("A", json.at("/profiles/0/object_id").asText());
    assertEquals("r", json.at("/profiles/0/band").asText());
    assertEquals(0.6, json.at("/profiles/1/deviation").asDouble(), SINGLE);
    assertEquals(8, json.at("/profiles/1/last_radius_predicted").asDouble());
    assertEquals("C", json.at("/missing/0/object_id").asText());
    assertEquals(2, json.at("/bad_records/truncated").asInt());
  }

  @Test
  void comparesShapesIfBothSidesHaveThem() throws IOException {
    List<ProfileMatch> matches =
        ProfileMatch.of(
            List.of(
                Profiles.shaped(reference("A", "r"), 0.3, 179),
                Profiles.shaped(reference("B", "r"), 0.3, 0),
                reference("C", "r")),
            List.of(
                Profiles.shaped(predicted("A", "r", 0), 0.35f, 1),
                predicted("B", "r", 0),
                Profiles.shaped(predicted("C", "r", 0), 0.5f, 1)));
    Evaluation evaluation = Evaluation.of("truth.csv", matches, 3, Map.of());

    JsonNode json = new ObjectMapper().readTree(EvaluationJson.bytes(evaluation));
    assertEquals(1, json.at("/brighter/isophotes/ellipticity/profiles").asInt());
    assertEquals(0.05, json.at("/brighter/isophotes/ellipticity/median").asDouble(), SINGLE);
    assertEquals(2, json.at("/brighter/isophotes/pa_deg/percentile90").asDouble(), SINGLE);
    assertEquals(4, json.at("/brighter/isophotes/pooled/samples").asInt());
    assertEquals(2, json.at("/brighter/isophotes/pooled/pa_deg_median").asDouble(), SINGLE);
    assertEquals(0.05, json.at("/profiles/0/ellipticity_deviation").asDouble(), SINGLE);
    assertEquals(2, json.at("/profiles/0/pa_deviation_deg").asDouble(), SINGLE);
    assertTrue(json.at("/profiles/1/ellipticity_deviation").isNull());
    String text = text(evaluation);
    assertTrue(text.contains("ellipticity off by (true e > 0.1)"), text);
    assertTrue(text.contains("within 2 samples of the true one"), text);
  }

  @Test
  void textOmitsShapesIfThereAreNone() throws IOException {
    assertFalse(text(evaluation()).contains("ellipticity off by"));
  }

  @Test
  void jsonHasNullForNonFiniteNumbers() throws IOException {
    double[] radius = {1};
    EvaluationMetrics none = EvaluationMetrics.of(List.of());
    assertTrue(Double.isNaN(none.deviation().median()));
    assertTrue(Double.isNaN(none.coverage()));
    assertTrue(
        Double.isInfinite(
            BinnedStatistics.byRadius(
                    List.of(Deviation.of(new double[] {500}, radius, new double[] {500}, radius)))
                .get(0)
                .to()));

    JsonNode json = new ObjectMapper().readTree(EvaluationJson.bytes(faint()));

    assertTrue(json.at("/brighter/deviation/median").isNull());
    assertTrue(json.at("/by_mu/0/to").isNull());
    assertTrue(json.at("/profiles/0/deviation_brighter").isNull());
  }

  @Test
  void textListsMissingAndEndsWithHeadline() throws IOException {
    String text = text(evaluation());

    assertTrue(text.endsWith("median deviation (mu <= 26.5): 0.375 mag over 2 profiles\n"), text);
    assertTrue(
        text.contains("truth.csv: 3 profiles, 2 of them among the 3 predicted, 1 missing"), text);
    assertTrue(text.contains("C g: no image of it"), text);
    assertTrue(text.contains("truncated: 2"), text);
  }

  @Test
  void headlineIsDashWithoutBrightSamples() throws IOException {
    assertTrue(text(faint()).endsWith("median deviation (mu <= 26.5): - mag over 0 profiles\n"));
  }

  private static Evaluation evaluation() throws IOException {
    List<ReferenceProfile> references =
        List.of(reference("A", "r"), reference("B", "r"), reference("C", "g"));
    List<SurfaceBrightnessProfile> predictions =
        List.of(predicted("B", "r", 0.6), predicted("A", "r", -0.15), predicted("D", "r", 0));
    return Evaluation.of(
        "truth.csv", ProfileMatch.of(references, predictions), 3, Map.of("truncated", 2L));
  }

  /** An evaluation of a profile without bright samples. */
  private static Evaluation faint() throws IOException {
    ReferenceProfile reference =
        new ReferenceProfile(
            "A", Optional.of("r"), new double[] {1, 8}, new double[] {29, 30}, Optional.empty());
    return Evaluation.of(
        "truth.csv",
        ProfileMatch.of(List.of(reference), List.of(predicted("A", "r", 0))),
        1,
        Map.of());
  }

  private static String text(Evaluation evaluation) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EvaluationText.print(evaluation, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
