// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pix2prof.internal.references.IsophoteShapes;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

class StructureMetricsTest {
  private static final double SINGLE = 1e-4;
  private static final double H = 3;
  private static final double TOTAL = 20 - 2.5 * Math.log10(2 * Math.PI * H * H * 0.7);

  private static double mu(int k) {
    return 20 + 2.5 / Math.log(10) * 0.396 * (k + 1) / H;
  }

  /** An exponential disc as far as 27 mag/arcsec^2. */
  private static ReferenceProfile reference(String id, OptionalDouble total) {
    int n = 50;
    double[] radius = new double[n];
    double[] mu = new double[n];
    double[] ellipticity = new double[n];
    for (int k = 0; k < n; k++) {
      radius[k] = 0.396 * (k + 1);
      mu[k] = mu(k);
      ellipticity[k] = 0.3;
    }
    return new ReferenceProfile(
        id,
        Optional.of("r"),
        radius,
        mu,
        Optional.of(new IsophoteShapes(radius, ellipticity, new double[n])),
        total);
  }

  /** The first {@code samples} samples of the disc, fainter by an offset. */
  private static SurfaceBrightnessProfile predicted(String id, double fainter, int samples) {
    float[] radius = new float[samples];
    float[] mu = new float[samples];
    float[] errors = new float[samples];
    float[] ellipticity = new float[samples];
    for (int k = 0; k < samples; k++) {
      radius[k] = 0.396f * (k + 1);
      mu[k] = (float) (mu(k) + fainter);
      errors[k] = 0.1f;
      ellipticity[k] = 0.3f;
    }
    return SurfaceBrightnessProfile.builder()
        .setProvenance(Provenance.of(id, Optional.of("r"), id + ".fits", 0))
        .setModel("m-1@0")
        .setRadiusArcsec(radius)
        .setMu(mu)
        .setMuErr(Optional.of(errors))
        .setEllipticity(Optional.of(ellipticity))
        .setPaDeg(Optional.of(new float[samples]))
        .setFlags(Set.of())
        .build();
  }

  private static Evaluation evaluation(OptionalDouble total) throws IOException {
    List<ReferenceProfile> references = new ArrayList<>();
    List<SurfaceBrightnessProfile> predictions = new ArrayList<>();
    double[] fainter = {-0.02, 0.05, 0.12};
    for (int i = 0; i < 3; i++) {
      references.add(reference("G" + i, total));
      predictions.add(predicted("G" + i, fainter[i], 50));
    }
    references.add(reference("short", total));
    predictions.add(predicted("short", 0, 20));
    return Evaluation.of("truth.csv", ProfileMatch.of(references, predictions), 4, Map.of());
  }

  private static StructureMetrics of(Evaluation evaluation, String quantity) {
    return evaluation.structure().stream()
        .filter(f -> f.quantity().equals(quantity))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void magnitudeErrorEqualsProfileError() throws IOException {
    StructureMetrics total = of(evaluation(OptionalDouble.of(TOTAL)), "mag_total");
    assertEquals(3, total.profiles());
    assertEquals(0.05, total.bias(), SINGLE);
    // The quantiles 0.1587 and 0.8413 of three values, interpolated.
    assertEquals((1 - 2 * 0.1587) * 0.07, total.scatter(), SINGLE);
    assertEquals(3, total.errors());
    assertEquals(Map.of("no_convergence", 1), total.flagged());
    assertEquals(Map.of(), total.flaggedReferences());
  }

  @Test
  void radiusErrorsAreRelative() throws IOException {
    StructureMetrics r25 = of(evaluation(OptionalDouble.of(TOTAL)), "r_25");
    assertTrue(r25.relative());
    // An error of 0.05 mag changes the radius by 0.05 / (25 - 20).
    assertEquals(-0.01, r25.bias(), SINGLE);
    assertEquals(Map.of("not_reached", 1), r25.flagged());
    StructureMetrics half = of(evaluation(OptionalDouble.of(TOTAL)), "r_50");
    assertEquals(0, half.bias(), SINGLE);
  }

  @Test
  void comparesErrorsWithDeviations() throws IOException {
    StructureMetrics level = of(evaluation(OptionalDouble.of(TOTAL)), "r_25");
    // mu_err is 0.1, so the relative error of r is 0.02; the deviations are 0.004, 0.01 and 0.024.
    assertEquals(2.0 / 3, level.within1Sigma(), SINGLE);
    assertEquals(1, level.within2Sigma());
  }

  @Test
  void comparesTrueTotalMagnitudeIfGiven() throws IOException {
    StructureMetrics total = of(evaluation(OptionalDouble.of(TOTAL - 0.3)), "mag_total_true");
    assertEquals(3, total.profiles());
    assertEquals(0.35, total.bias(), 0.01);
    assertTrue(
        evaluation(OptionalDouble.empty()).structure().stream()
            .noneMatch(f -> f.quantity().equals("mag_total_true")));
  }

  @Test
  void truncatesPredictionWhereReferenceBegins() throws IOException {
    ReferenceProfile whole = reference("A", OptionalDouble.empty());
    int from = 8;
    double[] radius = Arrays.copyOfRange(whole.radiusArcsec(), from, 50);
    double[] mu = Arrays.copyOfRange(whole.mu(), from, 50);
    double[] ellipticity = new double[42];
    Arrays.fill(ellipticity, 0.3);
    ReferenceProfile outer =
        new ReferenceProfile(
            "A",
            Optional.of("r"),
            radius,
            mu,
            Optional.of(new IsophoteShapes(radius, ellipticity, new double[42])),
            OptionalDouble.of(TOTAL));
    Evaluation evaluation =
        Evaluation.of(
            "truth.csv",
            ProfileMatch.of(List.of(outer), List.of(predicted("A", 0, 50))),
            1,
            Map.of());
    // Constant light within 3.6 arcsec lacks more than a tenth of the galaxy.
    assertTrue(Math.abs(of(evaluation, "mag_total").bias()) < SINGLE);
    StructureDeviation total = evaluation.profiles().get(0).structure().get(6);
    assertTrue(total.predicted() > TOTAL + 0.1, total.toString());
    assertEquals(0, of(evaluation, "mag_total_true").bias(), 0.01, "of the whole");
    assertEquals(Map.of("within_first_sample", 1), of(evaluation, "r_20").flagged());
    assertEquals(Map.of("within_first_sample", 1), of(evaluation, "r_20").flaggedReferences());
  }

  @Test
  void textAndJsonListMetrics() throws IOException {
    Evaluation evaluation = evaluation(OptionalDouble.of(TOTAL));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EvaluationText.print(evaluation, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.lines()
            .anyMatch(line -> line.matches("r_25 +3 +-1.0% +1.0% +66.7% 100.0%  not_reached 1")),
        text);
    assertTrue(text.lines().anyMatch(line -> line.matches("mag_total +3 +\\+0.050 .*")), text);
    JsonNode json = new ObjectMapper().readTree(EvaluationJson.bytes(evaluation));
    JsonNode r25 = json.at("/structure/1");
    assertEquals("r_25", r25.get("quantity").asText());
    assertTrue(r25.get("relative").asBoolean());
    assertEquals(1, r25.at("/flagged/not_reached").asInt());
    assertEquals(2.0 / 3, r25.get("within_1_sigma").asDouble(), SINGLE);
    JsonNode one = json.at("/profiles/3/structure/1");
    assertEquals("r_25", one.get("quantity").asText());
    assertTrue(one.get("predicted").isNull());
    assertEquals("not_reached", one.get("flag").asText());
    assertEquals(H * 5 * Math.log(10) / 2.5, one.get("reference").asDouble(), 0.01);
    assertTrue(one.get("reference_flag").isNull());
  }
}
