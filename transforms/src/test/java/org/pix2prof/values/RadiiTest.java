// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.ModelManifest;

class RadiiTest {
  private static final ModelManifest.Radius MODEL = new ModelManifest.Radius.Geometric(1, 2);

  private static float[] arcsec(String radii) {
    return Radii.parse(radii).arcsec(MODEL, 3, 20);
  }

  @Test
  void endAsPredicted() {
    assertArrayEquals(new float[] {1, 2, 4}, arcsec("model"));
    assertArrayEquals(new float[] {0.5f, 1.5f}, arcsec("geometric:0.5:3"));
    assertArrayEquals(new float[] {1.5f, 3}, arcsec("linear:1.5"));
  }

  @Test
  void endAtRadius() {
    assertArrayEquals(new float[] {1, 2}, arcsec("model:3.9"));
    assertArrayEquals(new float[] {1, 2, 4, 8, 16, 32, 64}, arcsec("model:64"));
    assertArrayEquals(new float[] {0.5f, 1.5f, 4.5f, 13.5f}, arcsec("geometric:0.5:3:40"));
    assertArrayEquals(new float[] {1.5f, 3, 4.5f, 6}, arcsec("linear:1.5:6"));
    // 60 / 0.396 is 151.5: rounding must not add or lose a sample.
    assertEquals(151, arcsec("linear:0.396:60").length);
    assertEquals(600, arcsec("linear:0.1:60").length);
  }

  @Test
  void endAtEdge() {
    assertArrayEquals(new float[] {1, 2, 4, 8, 16}, arcsec("model:edge"));
    assertArrayEquals(new float[] {8, 16}, arcsec("linear:8:edge"));
  }

  @Test
  void firstSampleAlwaysExists() {
    assertArrayEquals(new float[] {8}, arcsec("linear:8"));
    assertArrayEquals(new float[] {1}, Radii.ofModel().toEdge().arcsec(MODEL, 3, 0));
  }

  @Test
  void listIsUsedAsItIs() {
    assertArrayEquals(new float[] {3, 50}, Radii.of(3, 50).arcsec(MODEL, 3, 20));
    assertThrows(IllegalArgumentException.class, () -> Radii.of());
    assertThrows(IllegalArgumentException.class, () -> Radii.of(0));
    assertThrows(IllegalArgumentException.class, () -> Radii.of(2, 2));
    assertThrows(IllegalArgumentException.class, () -> Radii.of(2, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Radii.of(1, 2).toEdge());
  }

  @Test
  void onlyDefaultIsOfModel() {
    assertTrue(Radii.ofModel().areOfModel());
    assertFalse(Radii.ofModel().toEdge().areOfModel());
    assertFalse(Radii.linear(1).areOfModel());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model", "model:edge", "linear:0.5:60.0", "geometric:0.3:1.09", "linear:2.0"})
  void textAndSerializationRoundTrip(String text) {
    assertEquals(text, Radii.parse(text).toString());
    assertEquals(Radii.parse(text), SerializableUtils.clone(Radii.parse(text)));
    assertEquals(Radii.parse(text).hashCode(), Radii.parse(text).hashCode());
  }

  @ParameterizedTest
  @CsvSource({
    "log:1, 'geometric:START:RATIO[:END]'",
    "linear, 'linear:STEP[:END]'",
    "linear:1:2:3, 'linear:STEP[:END]'",
    "linear:x, 'x'",
    "linear:-1, 'greater than 0'",
    "linear:5:2, 'at least the first one'",
    "geometric:0.3:1, 'greater than 1'",
    "model:-3, 'greater than 0'"
  })
  void refusesOtherTexts(String text, String part) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Radii.parse(text));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void limitsNumberOfSamples() {
    assertThrows(
        IllegalArgumentException.class, () -> Radii.parse("linear:1e-6:60").arcsec(MODEL, 3, 20));
  }
}
