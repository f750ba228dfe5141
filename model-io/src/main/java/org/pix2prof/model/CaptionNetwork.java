package org.pix2prof.model;

import ai.djl.ndarray.NDManager;
import java.util.List;

/** The part of a model that the manifest's {@code network} describes, with its weights in place. */
public interface CaptionNetwork extends AutoCloseable {

  /**
   * Captions a batch. Safe for use by several threads: all state is in the weights, which do not
   * change, and in {@code manager}.
   *
   * @param images inputs made as the manifest says
   * @param manager owner of every array made on the way; the caller closes it after the call
   * @return one caption per image, in order
   */
  List<Caption> caption(List<PreparedImage> images, NDManager manager);

  /** Frees the native memory of the weights. */
  @Override
  void close();
}
