// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.engine.SharedModels;
import org.pix2prof.values.ModelRef;

/**
 * The loaded copy of a model that this JVM shares.
 *
 * @param ref model and device
 */
record SharedModelSource(ModelRef ref) implements ModelSource {
  @Override
  public Lease acquire() throws IOException {
    SharedModels.Lease lease = Models.acquire(ref);
    return new Lease() {
      @Override
      public CaptionModel model() {
        return lease.model();
      }

      @Override
      public void close() {
        lease.close();
      }
    };
  }

  @Override
  public String toString() {
    return ref.uri() + " on " + ref.device();
  }
}
