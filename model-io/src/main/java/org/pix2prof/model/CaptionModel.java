// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import java.util.List;
import java.util.Locale;

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
   * @throws IllegalArgumentException if {@link #requireInput} rejects an image
   * @throws EngineFaultException if {@link #verify} rejects the engine
   * @throws RuntimeException if the engine fails; then no image of the batch has a caption
   */
  List<Caption> caption(List<PreparedImage> images);

  /**
   * Checks that an image was prepared for this model.
   *
   * @param image input of {@link #caption}
   * @throws IllegalArgumentException if the image does not have the size of the model's input, is
   *     larger than it if the model takes images of any size, or has isophotes although the model
   *     has none
   */
  default void requireInput(PreparedImage image) {
    ModelManifest.Input input = manifest().input();
    boolean fits =
        input.pixels() == ModelManifest.Pixels.NATIVE
            ? image.width() <= input.width() && image.height() <= input.height()
            : image.width() == input.width() && image.height() == input.height();
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the image is %d x %d, but model %s takes %s%d x %d: it was prepared for another"
                  + " model",
              image.width(),
              image.height(),
              manifest().name(),
              input.pixels() == ModelManifest.Pixels.NATIVE ? "at most " : "",
              input.width(),
              input.height()));
    }
    if (image.isophotes() != null && !manifest().hasIsophotes()) {
      throw new IllegalArgumentException(
          "model "
              + manifest().name()
              + " has no isophotes, so it cannot measure along given ones");
    }
  }

  /**
   * Checks that the engine computes this model correctly: compares each distinct layer with plain
   * Java, and the whole network with the manifest's known answer. Does nothing if this process has
   * already made the check, or if the model uses no engine. For a model that takes images of any
   * size, {@link #caption} checks the layers for other sizes when they first occur.
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
