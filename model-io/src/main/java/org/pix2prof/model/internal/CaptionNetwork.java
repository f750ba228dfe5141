// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.pix2prof.model.Caption;
import org.pix2prof.model.KnownAnswer;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.internal.layers.LayerCall;

/** Network of a model, as the manifest's {@code network} describes it, with its weights. */
public interface CaptionNetwork extends AutoCloseable {

  /**
   * Captions a batch. Several threads may call this method: the weights do not change, and all
   * other arrays belong to {@code manager}.
   *
   * @param images inputs prepared according to the manifest
   * @param maxLength maximum length of a profile, at least 1; the manifest's {@code maxLength}
   *     applies too
   * @param manager owner of all intermediate arrays; the caller closes it after the call
   * @return one caption per image, in order
   */
  List<Caption> caption(List<PreparedImage> images, int maxLength, NDManager manager);

  /**
   * Captions a batch with profiles of up to the manifest's {@code maxLength}.
   *
   * @param images inputs prepared according to the manifest
   * @param manager owner of all intermediate arrays
   * @return one caption per image, in order
   */
  default List<Caption> caption(List<PreparedImage> images, NDManager manager) {
    return caption(images, Integer.MAX_VALUE, manager);
  }

  /**
   * Returns the number of radial steps that the layers compute for an image. It is the same for all
   * images unless the network takes images of any size.
   *
   * @param width pixels
   * @param height pixels
   * @return number of steps
   */
  int steps(int width, int height);

  /**
   * Lists the layers that the engine computes.
   *
   * @param steps number of steps of all images in a call of {@link #caption}
   * @param batch number of images in that call
   * @return each distinct convolution, recurrent and linear layer of that call; empty if unknown
   */
  List<LayerCall> layers(int steps, int batch);

  /**
   * Chooses the size of this network's {@link KnownAnswer}.
   *
   * @return an image size and a profile length that take little time to compute
   */
  Question question();

  /**
   * Size of an image and of its profile.
   *
   * @param width pixels
   * @param height pixels
   * @param maxLength maximum length of the profile
   */
  record Question(int width, int height, int maxLength) {}

  /** Frees the native memory of the weights. */
  @Override
  void close();
}
