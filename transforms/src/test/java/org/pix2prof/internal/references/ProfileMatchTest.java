// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

class ProfileMatchTest {
  @Test
  void matchesObjectAndBand() throws IOException {
    SurfaceBrightnessProfile g = predicted("A", "g", 0);
    SurfaceBrightnessProfile r = predicted("A", "r", 0);

    assertEquals(r, only(ProfileMatch.of(List.of(reference("A", "r")), List.of(g, r))));
  }

  @Test
  void doesNotMatchOtherBand() throws IOException {
    List<ProfileMatch> matches =
        ProfileMatch.of(
            List.of(reference("A", "r"), reference("B", "r"), reference("C", "r")),
            List.of(predicted("A", "g", 0), predicted("B", "r", 0)));

    assertTrue(matches.get(0).prediction().isEmpty());
    assertEquals("its images are of A g", matches.get(0).reason());
    assertTrue(matches.get(1).prediction().isPresent());
    assertEquals("no image of it", matches.get(2).reason());
  }

  @Test
  void matchesUnknownBandIfTruthHasOneBand() throws IOException {
    SurfaceBrightnessProfile unknown = predicted("A", null, 0);

    assertEquals(unknown, only(ProfileMatch.of(List.of(reference("A", "r")), List.of(unknown))));
    assertEquals(unknown, only(ProfileMatch.of(List.of(reference("A", null)), List.of(unknown))));

    List<ProfileMatch> matches =
        ProfileMatch.of(
            List.of(reference("A", "g"), reference("A", "r"), reference("B", "r")),
            List.of(unknown, predicted("B", "r", 0)));
    assertTrue(matches.get(0).prediction().isEmpty());
    assertTrue(matches.get(0).reason().contains("--band"), matches.get(0).reason());
    assertTrue(matches.get(1).prediction().isEmpty());
  }

  @Test
  void truthWithoutBandMatchesOnlyImage() throws IOException {
    SurfaceBrightnessProfile r = predicted("A", "r", 0);

    assertEquals(r, only(ProfileMatch.of(List.of(reference("A", null)), List.of(r))));
  }

  @Test
  void matchesImagesByFileName() throws IOException {
    SurfaceBrightnessProfile g = predicted("cutout#1", "g", 0);
    SurfaceBrightnessProfile r = predicted("cutout#R", "r", 0);

    assertEquals(r, only(ProfileMatch.of(List.of(reference("cutout", "r")), List.of(g, r))));
    assertEquals(g, only(ProfileMatch.of(List.of(reference("cutout#1", "g")), List.of(g, r))));
  }

  @Test
  void refusesTwoPredictionsForOneReference() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                ProfileMatch.of(
                    List.of(reference("A", "r")),
                    List.of(predicted("A", "r", 0), predicted("A", "r", 0.1))));

    assertEquals(
        "several predictions fit A r: /images/A.fits; --idKeyword or --idFromFileName can"
            + " distinguish them",
        e.getMessage());
  }

  @Test
  void eachFindsAllPredictions() {
    SurfaceBrightnessProfile one = predicted("A", "r", 0);
    SurfaceBrightnessProfile two = predicted("A", "r", 0.1);

    List<ProfileMatch> matches =
        ProfileMatch.each(List.of(reference("A", "r"), reference("B", "r")), List.of(one, two));

    assertEquals(
        List.of(Optional.of(one), Optional.of(two), Optional.empty()),
        matches.stream().map(ProfileMatch::prediction).toList());
    assertEquals("no image of it", matches.get(2).reason());
  }

  @Test
  void refusesDisjointSetsWithExamples() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                ProfileMatch.of(
                    IntStream.range(0, 7).mapToObj(i -> reference("T" + i, "r")).toList(),
                    List.of(predicted("P", "r", 0), predicted("Q", null, 0))));

    assertEquals(
        "no object and band of the truth is among the predictions: the truth has"
            + " T0 r, T1 r, T2 r, T3 r, T4 r and 2 more; predicted are P r, Q in no known band",
        e.getMessage());
  }

  private static SurfaceBrightnessProfile only(List<ProfileMatch> matches) {
    assertEquals(1, matches.size());
    return matches.get(0).prediction().orElseThrow();
  }

  private static ReferenceProfile reference(String objectId, String band) {
    return new ReferenceProfile(
        objectId,
        Optional.ofNullable(band),
        new double[] {1, 4},
        new double[] {20, 22},
        Optional.empty());
  }

  private static SurfaceBrightnessProfile predicted(String objectId, String band, double fainter) {
    return SurfaceBrightnessProfile.builder()
        .setProvenance(
            Provenance.of(objectId, Optional.ofNullable(band), "/images/" + objectId + ".fits", 0))
        .setModel("fake-1.0.0@0123456789ab")
        .setRadiusArcsec(new float[] {1, 4})
        .setMu(new float[] {20 + (float) fainter, 22 + (float) fainter})
        .setMuErr(Optional.empty())
        .setFlags(Set.of())
        .build();
  }
}
