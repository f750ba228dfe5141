package org.pix2prof.model.internal;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.pix2prof.model.Caption;
import org.pix2prof.model.KnownAnswer;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.internal.layers.LayerCall;

/** The part of a model that the manifest's {@code network} describes, with its weights in place. */
public interface CaptionNetwork extends AutoCloseable {

  /**
   * Captions a batch. Safe for use by several threads: all state is in the weights, which do not
   * change, and in {@code manager}.
   *
   * @param images inputs made as the manifest says
   * @param most longest profile, at least 1; one longer than the manifest's is the manifest's
   * @param manager owner of every array made on the way; the caller closes it after the call
   * @return one caption per image, in order
   */
  List<Caption> caption(List<PreparedImage> images, int most, NDManager manager);

  /**
   * Captions a batch, with profiles as long as the manifest allows.
   *
   * @param images inputs made as the manifest says
   * @param manager owner of every array made on the way
   * @return one caption per image, in order
   */
  default List<Caption> caption(List<PreparedImage> images, NDManager manager) {
    return caption(images, Integer.MAX_VALUE, manager);
  }

  /**
   * Lists what it asks the engine for.
   *
   * @param batch number of images of a call of {@link #caption}
   * @return each distinct convolution, recurrent and linear layer of such a call; none if they are
   *     not known
   */
  List<LayerCall> layers(int batch);

  /**
   * Chooses what a {@link KnownAnswer} of this network is about.
   *
   * @return size of an image and length of a profile that together take little time
   */
  Question question();

  /**
   * A small image to caption, and how far.
   *
   * @param width pixels
   * @param height pixels
   * @param maxLength longest profile
   */
  record Question(int width, int height, int maxLength) {}

  /** Frees the native memory of the weights. */
  @Override
  void close();
}
