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
   * @throws RuntimeException if the engine fails; then no image of the batch has a caption
   */
  List<Caption> caption(List<PreparedImage> images);

  /** Frees the native memory of the weights. */
  @Override
  void close();
}
