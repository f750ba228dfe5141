// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Caption;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.engine.Engines;

class PolarNetworkTest {
  private static final int SIZE = 128;
  private static final ModelManifest MANIFEST =
      new ModelManifest(
          "test",
          "1",
          ModelManifest.Format.SAFETENSORS,
          "weights.safetensors",
          "0".repeat(64),
          new ModelManifest.Input(
              SIZE,
              SIZE,
              0.4,
              22.5,
              List.of("r"),
              OptionalDouble.empty(),
              ModelManifest.Sky.BORDER,
              ModelManifest.Centre.DETECTED,
              ModelManifest.Missing.NAN,
              new ModelManifest.Normalisation.None()),
          new ModelManifest.Network(
              new ModelManifest.Encoder.Polar(64, 2, 8, 16),
              new ModelManifest.Decoder(2, 16, List.of("mu", "mu_err", "ellipticity", "pa_deg"))),
          new ModelManifest.Profile(
              new ModelManifest.Radius.Geometric(0.4, 1.09),
              48,
              new ModelManifest.Stop.Predicted(0.5)),
          Map.of());

  private static NDManager manager;
  private static PolarNetwork network;

  @BeforeAll
  static void load() {
    manager = Engines.newManager(Device.cpu());
    network = PolarNetwork.load(MANIFEST, weights(7), manager);
  }

  @AfterAll
  static void close() {
    network.close();
    manager.close();
  }

  private static NDList weights(long seed) {
    return weights(MANIFEST, seed, 0.7, manager);
  }

  /** Draws weights for which no profile ends early. */
  static NDList weights(ModelManifest of, long seed, double size, NDManager owner) {
    SplittableRandom random = new SplittableRandom(seed);
    NDList list = new NDList();
    PolarConfig.of(of)
        .weights()
        .forEach(
            (name, shape) -> {
              float[] values = new float[(int) shape.size()];
              double scale = size / Math.sqrt((double) shape.size() / shape.get(0));
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) (scale * random.nextGaussian());
              }
              if (name.equals("decoder.heads.bias")) {
                values[2] = -5;
              }
              NDArray array = owner.create(values, shape);
              array.setName(name);
              list.add(array);
            });
    return list;
  }

  /** An exponential disc of axis ratio 0.6, with a neighbour. */
  private static float[] galaxy(double paDeg) {
    float[] pixels = new float[SIZE * SIZE];
    double c = SIZE / 2 - 0.5;
    double cos = Math.cos(Math.toRadians(paDeg));
    double sin = Math.sin(Math.toRadians(paDeg));
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double u = (x - c) * cos + (y - c) * sin;
        double v = (y - c) * cos - (x - c) * sin;
        double other = Math.hypot(u - 25, v - 10);
        pixels[y * SIZE + x] =
            (float) (10 * Math.exp(-Math.hypot(u, v / 0.6) / 8) + 3 * Math.exp(-other * other / 8));
      }
    }
    return pixels;
  }

  private static PreparedImage image(float[] pixels) {
    double c = SIZE / 2 - 0.5;
    return new PreparedImage(pixels, SIZE, SIZE, c, c, 0, 0, 0.02, Set.of());
  }

  private static PreparedImage image(float[] pixels, Isophotes isophotes) {
    double c = SIZE / 2 - 0.5;
    return new PreparedImage(pixels, SIZE, SIZE, c, c, 0, 0, 1, 0.02, Set.of(), isophotes);
  }

  /** Returns the state of an image before the first iteration. */
  static EllipseState state(PreparedImage image) {
    return new EllipseState(
        image,
        PolarConfig.of(MANIFEST).angles(),
        PolarNetwork.semiMajorPixels(MANIFEST),
        MANIFEST.profile().radius());
  }

  private static Caption caption(PreparedImage... images) {
    try (NDManager scope = manager.newSubManager()) {
      return network.caption(List.of(images), scope).get(0);
    }
  }

  @Test
  void rotatedGalaxyHasTheSameProfile() {
    Caption upright = caption(image(galaxy(20)));
    Caption turned = caption(image(galaxy(110)));
    assertEquals(48, upright.length());
    assertArrayEquals(upright.mu(), turned.mu(), 2e-3f);
    assertArrayEquals(upright.muErr(), turned.muErr(), 2e-3f);
    assertArrayEquals(upright.ellipticity(), turned.ellipticity(), 2e-3f);
    for (int i = 0; i < upright.length(); i++) {
      if (upright.ellipticity()[i] > 0.05) {
        double turn = turned.paDeg()[i] - upright.paDeg()[i];
        assertEquals(90, (turn + 180) % 180, 1, "step " + i);
      }
    }
  }

  @Test
  void outputsFollowTheManifest() {
    for (List<String> outputs : List.of(List.of("mu"), List.of("mu", "mu_err"))) {
      ModelManifest manifest =
          new ModelManifest(
              MANIFEST.name(),
              MANIFEST.version(),
              MANIFEST.format(),
              MANIFEST.weights(),
              MANIFEST.sha256(),
              MANIFEST.input(),
              new ModelManifest.Network(
                  MANIFEST.network().encoder(), new ModelManifest.Decoder(2, 16, outputs)),
              MANIFEST.profile(),
              Map.of());
      try (PolarNetwork lesser = PolarNetwork.load(manifest, weights(7), manager);
          NDManager scope = manager.newSubManager()) {
        Caption caption = lesser.caption(List.of(image(galaxy(20))), scope).get(0);
        assertEquals(outputs.contains("mu_err"), caption.muErr() != null);
        assertNull(caption.ellipticity());
        assertNull(caption.paDeg());
      }
    }
  }

  @Test
  void rotatedGalaxyHasRotatedEllipses() {
    EllipseState upright = network.ellipse(image(galaxy(20)));
    EllipseState turned = network.ellipse(image(galaxy(110)));
    for (int iteration = 0; iteration < 2; iteration++) {
      try (NDManager scope = manager.newSubManager()) {
        PolarNetwork.refine(List.of(upright), network.forward(List.of(upright), scope));
        PolarNetwork.refine(List.of(turned), network.forward(List.of(turned), scope));
      }
    }
    double size = 0;
    for (int i = 0; i < upright.ellipses().steps(); i++) {
      assertEquals(upright.ellipses().etaX()[i], -turned.ellipses().etaX()[i], 2e-3);
      assertEquals(upright.ellipses().etaY()[i], -turned.ellipses().etaY()[i], 2e-3);
      size += upright.ellipses().flattening(i);
    }
    assertTrue(size > 0.01, "the ellipses did not change");
    double c = SIZE / 2 - 0.5;
    assertEquals(upright.ellipses().centreX() - c, turned.ellipses().centreY() - c, 2e-3);
    assertEquals(upright.ellipses().centreY() - c, -(turned.ellipses().centreX() - c), 2e-3);
  }

  @Test
  void captionDoesNotDependOnTheBatch() {
    PreparedImage one = image(galaxy(20));
    assertArrayEquals(
        caption(one).mu(), caption(one, image(galaxy(77)), image(galaxy(5))).mu(), 1e-4f);
  }

  private static float[] radii(int count) {
    return MANIFEST.profile().radius().first(count);
  }

  @Test
  void keepsGivenIsophotes() {
    float[] ellipticity = {0.3f, 0.35f, 0.4f};
    float[] paDeg = {20, 21.5f, 179.9f};
    Isophotes given = new Isophotes(60.25, 66.5, radii(3), ellipticity, paDeg);
    Caption along = caption(image(galaxy(20), given));
    assertEquals(48, along.length());
    for (int i = 0; i < along.length(); i++) {
      int last = Math.min(i, 2);
      assertEquals(ellipticity[last], along.ellipticity()[i]);
      assertEquals(paDeg[last], along.paDeg()[i]);
    }
    assertEquals(60.25, along.centreX());
    assertEquals(66.5, along.centreY());
  }

  @Test
  void givenIsophotesReproduceTheLastIteration() {
    EllipseState ellipse = network.ellipse(image(galaxy(20)));
    try (NDManager scope = manager.newSubManager()) {
      PolarNetwork.refine(List.of(ellipse), network.forward(List.of(ellipse), scope));
    }
    Ellipses found = ellipse.ellipses();
    Isophotes given =
        new Isophotes(
            found.centreX(),
            found.centreY(),
            radii(48),
            found.ellipticities(48),
            found.positionAngles(48));
    PreparedImage free = image(galaxy(20));
    PreparedImage bound = image(galaxy(20), given);
    // The network runs two iterations: the second one along the ellipses of the first.
    assertArrayEquals(caption(free).mu(), caption(bound).mu(), 1e-4f);
    assertArrayEquals(caption(free).mu(), caption(free, bound).mu(), 1e-4f);
    assertArrayEquals(caption(bound).mu(), caption(bound, free).mu(), 1e-4f);
    Isophotes circles = Isophotes.ofOneShape(found.centreX(), found.centreY(), 0, 0);
    assertNotEquals(caption(bound).mu()[20], caption(image(galaxy(20), circles)).mu()[20], 1e-3f);
  }

  @Test
  void captionHasTheFinalCentre() {
    EllipseState ellipse = network.ellipse(image(galaxy(20)));
    for (int iteration = 0; iteration < 2; iteration++) {
      try (NDManager scope = manager.newSubManager()) {
        PolarNetwork.refine(List.of(ellipse), network.forward(List.of(ellipse), scope));
      }
    }
    Caption caption = caption(image(galaxy(20)));
    assertEquals(ellipse.ellipses().centreX(), caption.centreX(), 1e-6);
    assertEquals(ellipse.ellipses().centreY(), caption.centreY(), 1e-6);
    assertNotEquals(SIZE / 2 - 0.5, caption.centreX(), 1e-3);
  }

  @Test
  void muFollowsTheFlux() {
    float[] pixels = galaxy(20);
    float[] brighter = pixels.clone();
    for (int i = 0; i < pixels.length; i++) {
      brighter[i] *= 10;
    }
    double c = SIZE / 2 - 0.5;
    Caption faint = caption(image(pixels));
    Caption bright = caption(new PreparedImage(brighter, SIZE, SIZE, c, c, 0, 0, 0.2, Set.of()));
    for (int i = 0; i < faint.length(); i++) {
      assertEquals(faint.mu()[i] - 2.5, bright.mu()[i], 1e-3);
    }
  }

  @Test
  void missingPixelsAndEmptyRowsGiveFiniteValues() {
    float[] pixels = galaxy(20);
    for (int i = 0; i < pixels.length / 2; i++) {
      pixels[i] = Float.NaN;
    }
    for (float mu : caption(image(pixels)).mu()) {
      assertTrue(Float.isFinite(mu));
    }
  }

  @Test
  void namesWrongWeights() {
    NDList missing = weights(1);
    missing.remove(0);
    assertMessage("weight 'encoder.conv1.weight' is missing", missing);
    NDList wrong = weights(1);
    NDArray odd = manager.zeros(new Shape(3));
    odd.setName("encoder.conv1.weight");
    wrong.set(0, odd);
    assertMessage("encoder.conv1.weight", wrong);
    NDList unknown = weights(1);
    unknown.get(0).setName("surprise");
    assertMessage("unknown weight 'surprise'", unknown);
  }

  private static void assertMessage(String part, NDList weights) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> PolarNetwork.load(MANIFEST, weights, manager))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
