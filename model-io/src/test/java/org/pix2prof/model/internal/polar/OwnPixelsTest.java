// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Caption;
import org.pix2prof.model.Flag;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Head;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.engine.Engines;

/** A network that takes images in their own pixels and has all heads. */
class OwnPixelsTest {
  private static final double SIGMA = 0.02;

  private static NDManager manager;
  private static PolarNetwork network;

  @BeforeAll
  static void load() {
    manager = Engines.newManager(Device.cpu());
    network = PolarNetwork.load(manifest(ModelManifest.Pixels.NATIVE), weights(Map.of()), manager);
  }

  @AfterAll
  static void close() {
    network.close();
    manager.close();
  }

  private static ModelManifest manifest(ModelManifest.Pixels pixels) {
    return new ModelManifest(
        "test",
        "1",
        ModelManifest.Format.SAFETENSORS,
        "weights.safetensors",
        "0".repeat(64),
        new ModelManifest.Input(
            512,
            512,
            0.4,
            22.5,
            List.of("r"),
            OptionalDouble.empty(),
            ModelManifest.Sky.BORDER,
            ModelManifest.Centre.DETECTED,
            ModelManifest.Missing.NAN,
            new ModelManifest.Normalisation.None(),
            pixels),
        new ModelManifest.Network(
            new ModelManifest.Encoder.Polar(32, 2, 16, 16, Set.of(Head.values())),
            new ModelManifest.Decoder(1, 16, List.of("mu", "mu_err", "ellipticity", "pa_deg"))),
        new ModelManifest.Profile(
            new ModelManifest.Radius.Geometric(0.4, 1.09),
            80,
            new ModelManifest.Stop.Predicted(0.5)),
        Map.of());
  }

  /** Random weights; some tensors have one given value. */
  private static NDList weights(Map<String, Float> given) {
    NDList list = PolarNetworkTest.weights(manifest(ModelManifest.Pixels.NATIVE), 5, 0.5, manager);
    for (NDArray array : list) {
      if (given.containsKey(array.getName())) {
        array.muli(0).addi(given.get(array.getName()));
      }
    }
    return list;
  }

  private static float[] disc(int width, int height, double x, double y) {
    float[] pixels = new float[width * height];
    for (int v = 0; v < height; v++) {
      for (int u = 0; u < width; u++) {
        pixels[v * width + u] = (float) (10 * Math.exp(-Math.hypot(u - x, (v - y) / 0.6) / 6));
      }
    }
    return pixels;
  }

  private static PreparedImage image(
      int width, int height, double skyError, double radiusFactor, Neighbour... neighbours) {
    double x = (width - 1) / 2.0;
    double y = (height - 1) / 2.0;
    return new PreparedImage(
        disc(width, height, x, y),
        width,
        height,
        x,
        y,
        0,
        0,
        1,
        PixelShape.SQUARE,
        SIGMA,
        new SkyLevel(5, skyError, SIGMA),
        Set.of(),
        false,
        null,
        List.of(neighbours),
        radiusFactor);
  }

  private static Caption caption(PolarNetwork of, PreparedImage... images) {
    try (NDManager scope = manager.newSubManager()) {
      return of.caption(List.of(images), scope).get(0);
    }
  }

  @Test
  void stepsReachTheCorners() {
    // Corners are at 91, 181 and 335 pixels; 1.09^k passes them at k = 53, 61 and 68.
    assertEquals(56, caption(network, image(128, 128, 0.01, 1)).length());
    assertEquals(64, caption(network, image(256, 256, 0.01, 1)).length());
    assertEquals(72, caption(network, image(512, 432, 0.01, 1)).length());
    assertEquals(24, caption(network, image(10, 10, 0.01, 1)).length());
  }

  @Test
  void captionDoesNotDependOnTheSizesInTheBatch() {
    PreparedImage one = image(128, 96, 0.01, 1);
    PreparedImage other = image(300, 300, 0.01, 1);
    assertArrayEquals(caption(network, one).mu(), caption(network, one, other, other).mu(), 1e-4f);
  }

  @Test
  void muDoesNotDependOnThePixelScale() {
    assertArrayEquals(
        caption(network, image(128, 128, 0.01, 1)).mu(),
        caption(network, image(128, 128, 0.01, 0.1)).mu());
  }

  @Test
  void correctsTheSkyOnlyIfItWasMeasured() {
    assertNotEquals(0, caption(network, image(128, 128, 0.01, 1)).skyExcess());
    assertEquals(0, caption(network, image(128, 128, 0, 1)).skyExcess());
  }

  @Test
  void choosesTheTargetByItsLogit() {
    // Only the distance from the middle matters, and the network prefers a large one.
    NDList weights = weights(Map.of("target.hidden.weight", 0f, "target.hidden.bias", 0f));
    for (NDArray array : weights) {
      if (array.getName().equals("target.hidden.weight")) {
        array.set(new ai.djl.ndarray.index.NDIndex("0, 16"), 20);
      } else if (array.getName().equals("target.logit.weight")) {
        array.muli(0).addi(1);
      }
    }
    Neighbour neighbour = new Neighbour(new Point(90, 40), 100, false);
    try (PolarNetwork outward =
        PolarNetwork.load(manifest(ModelManifest.Pixels.NATIVE), weights, manager)) {
      Caption alone = caption(outward, image(128, 128, 0.01, 1));
      Caption chosen = caption(outward, image(128, 128, 0.01, 1, neighbour));
      assertTrue(Math.hypot(alone.centreX() - 63.5, alone.centreY() - 63.5) < 12);
      assertTrue(Math.hypot(chosen.centreX() - 90, chosen.centreY() - 40) < 12);
      assertFalse(alone.otherTarget());
      assertTrue(chosen.otherTarget());
      assertEquals(Set.of(), chosen.flags());
    }
    Neighbour twin = new Neighbour(new Point(63.5, 60), 1, false);
    try (PolarNetwork undecided =
        PolarNetwork.load(
            manifest(ModelManifest.Pixels.NATIVE),
            weights(Map.of("target.logit.weight", 0f)),
            manager)) {
      assertEquals(
          Set.of(Flag.TARGET_UNCERTAIN),
          caption(undecided, image(128, 128, 0.01, 1, twin)).flags());
    }
  }

  @Test
  void candidatesAreTheLikelySources() {
    Neighbour near = new Neighbour(new Point(70, 60), 0.5, false);
    Neighbour bright = new Neighbour(new Point(80, 60), 4, true);
    Neighbour far = new Neighbour(new Point(5, 5), 0.5, false);
    assertEquals(
        List.of(near.position(), bright.position()),
        Candidates.others(image(128, 128, 0.01, 1, far, near, bright)));
  }

  @Test
  void sharesOfOtherLightFollowTheEllipses() {
    PreparedImage image = image(128, 128, 0.01, 1);
    EllipseState ellipse = network.ellipse(image);
    EllipseFeatures features = ellipse.features();
    float[] light = new float[128 * 128];
    for (int y = 60; y <= 67; y++) {
      for (int x = 90; x < 128; x++) {
        light[y * 128 + x] = 1e6f;
      }
    }
    float[] share = new float[features.steps * 32];
    ellipse.share(new ImagePyramid(light, 128, 128), share, 0);
    int row = 42; // 1.09^42 = 37 pixels
    assertEquals(1, share[row * 32], 1e-3);
    assertEquals(0, share[row * 32 + 16], 1e-6);
    assertEquals(0, share[10 * 32], 1e-6);
  }

  @Test
  void refusesToChooseATargetInACrop() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarConfig.of(manifest(ModelManifest.Pixels.RESAMPLED)))
            .getMessage();
    assertTrue(message.contains("target unless input.pixels is native"), message);
  }
}
