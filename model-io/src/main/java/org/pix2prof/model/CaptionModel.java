package org.pix2prof.model;

import java.util.List;

/** A loaded model: prepared images in, captions out. Safe for use by several threads. */
public interface CaptionModel extends AutoCloseable {

  /**
   * What the model is and what it expects.
   *
   * @return its manifest
   */
  ModelManifest manifest();

  /**
   * Captions a batch.
   *
   * @param images inputs made as {@link #manifest()} says
   * @return one caption per image, in order
   * @throws EngineFaultException if {@link #verify} would refuse the engine
   * @throws RuntimeException if the engine fails; then no image of the batch has a caption
   */
  List<Caption> caption(List<PreparedImage> images);

  /**
   * Checks that the engine computes what this model needs, before it captions a galaxy: each
   * distinct layer against plain Java, and the whole network against the manifest's known answer.
   * Does nothing where this process has checked the same before, or where no engine is used.
   *
   * @param maxBatchSize most images of a batch
   * @throws EngineFaultException if the engine computes wrong values; says which, and what to set
   */
  default void verify(int maxBatchSize) {}

  /** Frees the native memory of the weights. */
  @Override
  void close();
}
