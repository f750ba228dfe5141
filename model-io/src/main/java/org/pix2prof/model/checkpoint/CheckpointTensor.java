// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.IOException;

/** Tensor of an open checkpoint. {@link #values} reads the values. */
public final class CheckpointTensor {
  private final PyTorchCheckpoint checkpoint;
  private final TensorView view;

  CheckpointTensor(PyTorchCheckpoint checkpoint, TensorView view) {
    this.checkpoint = checkpoint;
    this.view = view;
  }

  /**
   * Length of each axis.
   *
   * @return one number per axis; empty for a scalar
   */
  public long[] shape() {
    return view.shape().clone();
  }

  /**
   * Reads the elements in row-major order, for any type and layout. Integers beyond 2^53 are
   * rounded.
   *
   * @return one value per element
   * @throws IOException if the file does not contain them
   */
  public double[] values() throws IOException {
    return checkpoint.values(view);
  }
}
