// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.internal.CaptionNetwork;

/**
 * Network with its weights. Each call has its own manager, which is closed at the end of the call.
 * {@link #close} waits for running calls: a runner may tear down its workers while one still
 * captions, and the engine would then use freed memory.
 */
final class LoadedModel implements CaptionModel {
  private final ModelManifest manifest;
  private final CaptionNetwork network;
  private final NDManager manager;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private final EngineCheck check;
  private boolean closed;

  /** Largest batch that was checked for each number of radial steps. */
  private final Map<Integer, Integer> verified = new ConcurrentHashMap<>();

  /** Largest batch that is expected. */
  private volatile int maxBatch;

  /**
   * Takes ownership of its arguments.
   *
   * @param manager owner of the weights
   */
  LoadedModel(ModelManifest manifest, CaptionNetwork network, NDManager manager) {
    this.manifest = manifest;
    this.network = network;
    this.manager = manager;
    this.check = new EngineCheck(manifest, network, manager);
  }

  @Override
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public List<Caption> caption(List<PreparedImage> images) {
    images.forEach(this::requireInput);
    if (images.isEmpty()) {
      return List.of();
    }
    use.readLock().lock();
    try {
      return captionAll(images);
    } finally {
      use.readLock().unlock();
    }
  }

  @Override
  public void verify(int maxBatchSize) {
    use.readLock().lock();
    try {
      requireOpen();
      ensureVerified(EngineCheck.answerSteps(network), maxBatchSize);
    } finally {
      use.readLock().unlock();
    }
  }

  private void ensureVerified(int steps, int batch) {
    if (isVerified(steps, Math.max(batch, maxBatch))) {
      return;
    }
    synchronized (check) {
      maxBatch = Math.max(batch, maxBatch);
      if (!isVerified(steps, maxBatch)) {
        check.run(steps, maxBatch);
        verified.put(steps, maxBatch);
      }
    }
  }

  private boolean isVerified(int steps, int batch) {
    return verified.getOrDefault(steps, 0) >= batch;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(manifest.name() + " is closed");
    }
  }

  private List<Caption> captionAll(List<PreparedImage> images) {
    requireOpen();
    for (PreparedImage image : images) {
      ensureVerified(network.steps(image.width(), image.height()), images.size());
    }
    try (NDManager call = manager.newSubManager()) {
      List<Caption> captions = network.caption(images, call);
      if (captions.size() != images.size()) {
        throw new IllegalStateException(
            manifest.name() + " gave " + captions.size() + " captions for " + images.size());
      }
      return captions;
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        network.close();
        manager.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
