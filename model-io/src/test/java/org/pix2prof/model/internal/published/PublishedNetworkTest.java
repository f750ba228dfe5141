// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.model.Caption;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.engine.Engines;

class PublishedNetworkTest {
  private static final Map<String, float[]> WEIGHTS = Samples.weights(14);
  private static final ModelManifest MANIFEST = Samples.manifest(Samples.NETWORK, Samples.STOP);
  private static final ReferenceNetwork REFERENCE = new ReferenceNetwork(WEIGHTS, 4, 16, 3);
  private static final List<PreparedImage> IMAGES =
      LongStream.range(0, 9).mapToObj(Samples::image).toList();

  private NDManager manager;
  private PublishedNetwork network;

  @BeforeEach
  void load() {
    manager = Engines.newManager(Device.cpu());
    network = PublishedNetwork.load(MANIFEST, Samples.arrays(WEIGHTS, manager), manager);
  }

  @AfterEach
  void close() {
    network.close();
    manager.close();
  }

  @Test
  void latentEqualsPlainLoops() {
    for (PreparedImage image : IMAGES) {
      float[] latent = network.encode(image, manager).toFloatArray();
      double[] expected = reference(image);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], latent[i], 1e-4 * (1 + Math.abs(expected[i])));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.003, 100", "0.02, 69", "0.3, 20"})
  void profilesEqualPlainLoops(double maxStd, int longest) {
    Stop.Flat stop = new Stop.Flat(Samples.STOP.after(), Samples.STOP.window(), maxStd);
    List<Integer> lengths = new ArrayList<>();
    try (PublishedNetwork network =
        PublishedNetwork.load(
            Samples.manifest(Samples.NETWORK, stop), Samples.arrays(WEIGHTS, manager), manager)) {
      List<Caption> captions = network.caption(IMAGES, manager);
      assertEquals(IMAGES.size(), captions.size());
      for (int i = 0; i < IMAGES.size(); i++) {
        float[] mu = captions.get(i).mu();
        assertNull(captions.get(i).muErr());
        assertProfile(
            REFERENCE.decode(
                reference(IMAGES.get(i)), stop.after(), stop.window(), maxStd, Samples.MAX_LENGTH),
            mu,
            i);
        lengths.add(mu.length);
      }
    }
    // Otherwise the test would not cover profiles that leave the batch one after another.
    assertEquals(longest, Collections.max(lengths));
    assertTrue(lengths.stream().distinct().count() > 3, () -> "lengths " + lengths);
  }

  private static void assertProfile(List<Double> expected, float[] mu, int image) {
    assertEquals(expected.size(), mu.length, "length of profile " + image);
    for (int step = 0; step < mu.length; step++) {
      assertEquals(expected.get(step), mu[step], 1e-4, "profile " + image + " step " + step);
    }
  }

  @Test
  void captionDoesNotDependOnTheBatch() {
    List<Caption> together = network.caption(IMAGES, manager);
    for (int i = 0; i < IMAGES.size(); i++) {
      Caption alone = network.caption(List.of(IMAGES.get(i)), manager).get(0);
      assertArrayEquals(alone.mu(), together.get(i).mu(), 5e-5f);
    }
    assertEquals(List.of(), network.caption(List.of(), manager));
  }

  @Test
  void acceptsHalfPrecisionWeights() {
    NDList half = new NDList();
    for (NDArray array : Samples.arrays(WEIGHTS, manager)) {
      NDArray narrow = array.toType(DataType.FLOAT16, true);
      narrow.setName(array.getName());
      half.add(narrow);
    }
    try (PublishedNetwork other = PublishedNetwork.load(MANIFEST, half, manager)) {
      float[] latent = other.encode(IMAGES.get(0), manager).toFloatArray();
      assertArrayEquals(network.encode(IMAGES.get(0), manager).toFloatArray(), latent, 0.05f);
    }
  }

  @Test
  void captioningFreesItsMemory() {
    int before = manager.getManagedArrays().size();
    try (NDManager call = manager.newSubManager()) {
      network.caption(IMAGES.subList(0, 2), call);
    }
    assertEquals(before, manager.getManagedArrays().size());
  }

  @Test
  void rejectsWrongWeightsByName() {
    NDList weights = Samples.arrays(WEIGHTS, manager);
    weights.removeIf(array -> array.getName().equals("encoder.layer3.0.shortcut.0.weight"));
    NDArray extra = manager.ones(new Shape(2));
    extra.setName("decoder.gru.weight_ih_l3");
    weights.add(extra);
    NDArray counter = manager.ones(new Shape());
    counter.setName("encoder.bn1.num_batches_tracked");
    weights.add(counter);
    NDArray narrow = manager.ones(new Shape(1, 15));
    narrow.setName("decoder.fc.weight");
    weights.removeIf(array -> array.getName().equals("decoder.fc.weight"));
    weights.add(narrow);
    String message = refusal(MANIFEST, weights);
    assertTrue(message.contains("encoder.layer3.0.shortcut.0.weight is missing"), message);
    assertTrue(message.contains("decoder.gru.weight_ih_l3 is not expected"), message);
    assertTrue(message.contains("decoder.fc.weight has shape (1, 15), not (1, 16)"), message);
    assertTrue(!message.contains("num_batches_tracked"), message);
  }

  @Test
  void rejectsOtherNetworks() {
    NDList weights = Samples.arrays(WEIGHTS, manager);
    Encoder encoder = Samples.NETWORK.encoder();
    Decoder decoder = Samples.NETWORK.decoder();
    assertTrue(
        refusal(Samples.manifest(Samples.NETWORK, new Stop.Predicted(0.5)), weights)
            .contains("profile.stop must be flat"));
    assertTrue(
        refusal(new Network(new Encoder.Polar(64, 2, 16, 16), decoder), weights)
            .contains("network.encoder must be a resnet18"));
    assertTrue(
        refusal(new Network(encoder, new Decoder(3, 32, List.of("mu"))), weights)
            .contains("network.encoder.latent 16 must equal network.decoder.hidden 32"));
    assertTrue(
        refusal(new Network(encoder, new Decoder(3, 16, List.of("mu", "stop"))), weights)
            .contains("network.decoder.outputs must be [mu], not [mu, stop]"));
    assertTrue(
        refusal(new Network(encoder, new Decoder(0, 16, List.of("mu"))), weights)
            .contains("at least 1"));
  }

  private String refusal(Network other, NDList weights) {
    return refusal(Samples.manifest(other, Samples.STOP), weights);
  }

  private String refusal(ModelManifest manifest, NDList weights) {
    return assertThrows(
            IllegalArgumentException.class, () -> PublishedNetwork.load(manifest, weights, manager))
        .getMessage();
  }

  private static double[] reference(PreparedImage image) {
    return REFERENCE.encode(image.pixels(), image.height(), image.width());
  }
}
