package org.pix2prof.model.checkpoint;

import java.io.IOException;

/** A tensor of a checkpoint that is open. Its values are read when they are asked for. */
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
   * @return one number per axis, none for a scalar
   */
  public long[] shape() {
    return view.shape().clone();
  }

  /**
   * The elements, row-major, whatever their type and layout in the file. Whole numbers beyond 2^53
   * are rounded.
   *
   * @return one value per element
   * @throws IOException if the file does not hold them
   */
  public double[] values() throws IOException {
    return checkpoint.values(view);
  }
}
