package org.pix2prof.transforms;

import java.io.Serializable;
import org.pix2prof.model.CaptionModel;

/** Where a worker gets its model from: small and serialisable, unlike the model. */
interface ModelSource extends Serializable {
  /**
   * Gets the model, loading it if no other part of this JVM has.
   *
   * @throws Exception if it cannot be had
   */
  Lease acquire() throws Exception;

  /** The use of a model until it is closed. */
  interface Lease extends AutoCloseable {
    CaptionModel model();

    @Override
    void close();
  }
}
