package org.pix2prof.model;

import java.util.List;

/** A loaded model: prepared images in, captions out. Safe for use by several threads. */
public interface CaptionModel extends AutoCloseable {

  /**
   * Manifest of the model.
   *
   * @return the manifest
   */
  ModelManifest manifest();

  /**
   * Captions a batch.
   *
   * @param images inputs prepared according to {@link #manifest()}
   * @return one caption per image, in order
   * @throws EngineFaultException if {@link #verify} rejects the engine
   * @throws RuntimeException if the engine fails; then no image of the batch has a caption
   */
  List<Caption> caption(List<PreparedImage> images);

  /**
   * Checks that the engine computes this model correctly: compares each distinct layer with plain
   * Java, and the whole network with the manifest's known answer. Does nothing if this process has
   * already made the check, or if the model uses no engine.
   *
   * @param maxBatchSize maximum number of images in a batch
   * @throws EngineFaultException if the engine computes wrong values; the message names the layer
   *     and the settings that help
   */
  default void verify(int maxBatchSize) {}

  /** Frees the native memory of the weights. */
  @Override
  void close();
}
