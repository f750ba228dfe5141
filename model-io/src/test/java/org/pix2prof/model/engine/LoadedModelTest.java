// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Caption;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.bundle.Manifests;
import org.pix2prof.model.internal.CaptionNetwork;
import org.pix2prof.model.internal.layers.LayerCall;

class LoadedModelTest {
  private final ModelManifest manifest = Manifests.torchScript();
  private final NDManager manager = Engines.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  /** Returns a given number of captions and records its calls. */
  private static class FakeNetwork implements CaptionNetwork {
    final List<NDManager> managers = new ArrayList<>();
    final List<List<Integer>> checked = new ArrayList<>();
    int captions = 1;
    boolean closed;

    @Override
    public int steps(int width, int height) {
      return width;
    }

    @Override
    public List<LayerCall> layers(int steps, int batch) {
      checked.add(List.of(steps, batch));
      return List.of();
    }

    @Override
    public Question question() {
      return new Question(4, 3, 1);
    }

    @Override
    public List<Caption> caption(List<PreparedImage> images, int maxLength, NDManager manager) {
      assertTrue(manager.isOpen());
      managers.add(manager);
      if (captions < 0) {
        throw new IllegalStateException("fails");
      }
      return Collections.nCopies(captions, new Caption(new float[] {1}, null));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static PreparedImage image(int width, int height) {
    return new PreparedImage(new float[width * height], width, height, 0, 0, 0, 0, 0, Set.of());
  }

  @Test
  void closesTheManagerOfEachCall() {
    FakeNetwork network = new FakeNetwork();
    LoadedModel model = new LoadedModel(manifest, network, manager);
    assertEquals(1, model.caption(List.of(image(4, 3))).size());
    network.captions = -1;
    assertThrows(IllegalStateException.class, () -> model.caption(List.of(image(4, 3))));
    assertEquals(2, network.managers.stream().distinct().count());
    network.managers.forEach(used -> assertFalse(used.isOpen()));
    assertTrue(manager.isOpen());
  }

  @Test
  void rejectsImagesOfAnotherSize() {
    FakeNetwork network = new FakeNetwork();
    LoadedModel model = new LoadedModel(manifest, network, manager);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> model.caption(List.of(image(4, 3), image(3, 4))))
            .getMessage();
    assertEquals(
        "the image is 3 x 4, but model scripted takes 4 x 3: it was prepared for another model",
        message);
    assertEquals(List.of(), network.managers);
  }

  @Test
  void rejectsIsophotesForOtherModels() {
    FakeNetwork network = new FakeNetwork();
    LoadedModel model = new LoadedModel(manifest, network, manager);
    Isophotes isophotes = Isophotes.ofOneShape(1, 1, 0, 0);
    PreparedImage image =
        new PreparedImage(new float[12], 4, 3, 1, 1, 0, 0, 1, 0, Set.of(), isophotes);
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.caption(List.of(image)))
            .getMessage();
    assertEquals("model scripted has no isophotes, so it cannot measure along given ones", message);
    assertEquals(List.of(), network.managers);
  }

  @Test
  void checksTheLayersOfEachSizeOnceForTheLargestBatch() {
    FakeNetwork network = new FakeNetwork();
    LoadedModel model = new LoadedModel(Manifests.polarNative(), network, manager);
    model.verify(8);
    model.caption(List.of(image(4, 3)));
    model.caption(List.of(image(2, 3)));
    model.caption(List.of(image(2, 5)));
    assertEquals(
        List.of(List.of(4, 1), List.of(4, 8), List.of(2, 1), List.of(2, 8)), network.checked);
  }

  @Test
  void emptyBatchSkipsTheNetwork() {
    FakeNetwork network = new FakeNetwork();
    assertEquals(List.of(), new LoadedModel(manifest, network, manager).caption(List.of()));
    assertEquals(List.of(), network.managers);
  }

  @Test
  void rejectsAnExtraCaption() {
    FakeNetwork network = new FakeNetwork();
    network.captions = 2;
    LoadedModel model = new LoadedModel(manifest, network, manager);
    assertThrows(IllegalStateException.class, () -> model.caption(List.of(image(4, 3))));
  }

  @Test
  void closingFreesTheWeights() {
    FakeNetwork network = new FakeNetwork();
    LoadedModel model = new LoadedModel(manifest, network, manager);
    assertSame(manifest, model.manifest());
    model.close();
    assertTrue(network.closed);
    assertFalse(manager.isOpen());
  }

  @Test
  void closingWaitsForRunningCall() throws Exception {
    CountDownLatch captioning = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    FakeNetwork network =
        new FakeNetwork() {
          @Override
          public List<Caption> caption(List<PreparedImage> images, NDManager call) {
            captioning.countDown();
            try {
              assertTrue(proceed.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            assertFalse(closed);
            return super.caption(images, call);
          }
        };
    LoadedModel model = new LoadedModel(manifest, network, manager);
    CompletableFuture<List<Caption>> call =
        CompletableFuture.supplyAsync(() -> model.caption(List.of(image(4, 3))));
    assertTrue(captioning.await(30, TimeUnit.SECONDS));
    Thread closing = new Thread(model::close);
    closing.start();
    while (closing.getState() == Thread.State.NEW || closing.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    assertEquals(Thread.State.WAITING, closing.getState());
    proceed.countDown();
    assertEquals(1, call.get(30, TimeUnit.SECONDS).size());
    closing.join(30_000);
    assertTrue(network.closed);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> model.caption(List.of(image(4, 3))));
    assertEquals("scripted is closed", refused.getMessage());
    model.close();
  }
}
