// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.Serializable;
import org.pix2prof.model.CaptionModel;

/** The source of a worker's model, small and serialisable unlike the model. */
interface ModelSource extends Serializable {
  /**
   * Acquires the model, after loading it if this JVM has not loaded it yet.
   *
   * @throws Exception if the model cannot be loaded
   */
  Lease acquire() throws Exception;

  /** A lease of a model, until it is closed. */
  interface Lease extends AutoCloseable {
    CaptionModel model();

    @Override
    void close();
  }
}
