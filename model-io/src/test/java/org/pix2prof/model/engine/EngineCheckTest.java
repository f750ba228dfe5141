// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.EngineFaultException;
import org.pix2prof.model.KnownAnswer;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.bundle.Manifests;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.CaptionNetwork;
import org.pix2prof.model.internal.layers.LayerCall;
import org.pix2prof.model.internal.layers.LinearLayer;

class EngineCheckTest {
  private static final String DEFAULT = "classpath:/org/pix2prof/model/default/";

  @TempDir Path directory;
  private final NDManager manager = Engines.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  /** Returns a fixed profile and records its inputs. */
  private static final class FixedNetwork implements CaptionNetwork {
    private final float[] mu;
    final List<PreparedImage> asked = new ArrayList<>();

    FixedNetwork(float... mu) {
      this.mu = mu;
    }

    @Override
    public List<Caption> caption(List<PreparedImage> images, int maxLength, NDManager manager) {
      asked.addAll(images);
      return Collections.nCopies(images.size(), new Caption(mu, null));
    }

    @Override
    public int steps(int width, int height) {
      return 2;
    }

    @Override
    public List<LayerCall> layers(int steps, int batch) {
      return List.of(new LayerCall(new LinearLayer(3, 2, steps), batch));
    }

    @Override
    public Question question() {
      return new Question(4, 3, 2);
    }

    @Override
    public void close() {}
  }

  private static ModelManifest manifest(int seed, Float... mu) {
    return Manifests.torchScript().withKnownAnswer(new KnownAnswer(seed, 4, 3, List.of(mu)));
  }

  private void check(ModelManifest manifest, CaptionNetwork network) {
    new EngineCheck(manifest, network, manager).run(2, 2);
  }

  @Test
  void checksACorrectAnswerOnce() {
    FixedNetwork network = new FixedNetwork(20, 21.0005f);
    check(manifest(1, 20f, 21f), network);
    check(manifest(1, 20f, 21f), network);
    assertEquals(1, network.asked.size());
    assertEquals(4, network.asked.get(0).width());
    check(manifest(2, 20f, 21f), network);
    assertEquals(2, network.asked.size());
  }

  @Test
  void rejectsWrongAnswerInOneSentence() {
    String message =
        assertThrows(
                EngineFaultException.class,
                () -> check(manifest(3, 20f, 21f), new FixedNetwork(20, 21.01f)))
            .getMessage();
    assertTrue(
        message.startsWith(
            "model scripted is rejected, because this machine computes it wrongly: the error"
                + " of the whole network on its known answer is 0.010 mag/arcsec^2; at most 0.0010"
                + " is allowed (PyTorch 2."),
        message);
    assertTrue(message.contains("ONEDNN_MAX_CPU_ISA=AVX2"), message);
    assertEquals(1, message.lines().count());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void rejectsAnswerWithNaN(float value) {
    String message =
        assertThrows(
                EngineFaultException.class,
                () -> check(manifest(4, 20f, 21f), new FixedNetwork(20, value)))
            .getMessage();
    assertTrue(message.contains("known answer is infinity"), message);
  }

  @Test
  void lengthMayDifferByOne() {
    assertDoesNotThrow(() -> check(manifest(5, 20f, 21f, 22f), new FixedNetwork(20, 21)));
    assertThrows(
        EngineFaultException.class, () -> check(manifest(6, 20f, 21f, 22f), new FixedNetwork(20)));
  }

  @Test
  void defaultModelHasItsKnownAnswer() throws Exception {
    ModelBundle bundle = ModelBundle.open(DEFAULT);
    KnownAnswer stored = bundle.manifest().knownAnswer();
    assertTrue(stored.mu().size() > 20, "" + stored.mu().size());
    try (CaptionModel model = ModelLoader.load(bundle, Device.cpu())) {
      model.verify(32);
    }
    bundle.copyTo(directory);
    KnownAnswer again = KnownAnswers.add(directory).knownAnswer();
    assertEquals(stored.mu().size(), again.mu().size());
    for (int i = 0; i < again.mu().size(); i++) {
      assertEquals(stored.mu().get(i), again.mu().get(i), 1e-4);
    }
  }

  @Test
  void rejectsOtherWeightsAtTheFirstCaption() throws Exception {
    ModelBundle bundle = ModelBundle.open(DEFAULT);
    ModelManifest manifest = bundle.manifest();
    List<Float> other = new ArrayList<>(manifest.knownAnswer().mu());
    other.set(3, other.get(3) + 0.002f);
    ModelBundle.write(
        directory,
        manifest.withKnownAnswer(new KnownAnswer(2021, 128, 128, other)),
        bundle.weights());
    try (CaptionModel model = ModelLoader.load(ModelBundle.open(directory), Device.cpu())) {
      PreparedImage image = KnownAnswer.image(1, 256, 256);
      assertThrows(EngineFaultException.class, () -> model.caption(List.of(image)));
    }
  }
}
