package org.pix2prof.model.internal.layers;

import ai.djl.ndarray.NDManager;

/**
 * A layer as a network asks the engine for it: its kind and every size but that of the batch. Equal
 * layers run the same kernels.
 */
public sealed interface Layer permits ConvolutionLayer, GruLayer, LinearLayer {

  /**
   * Runs the layer on made-up weights and inputs, and compares it with plain Java in double
   * precision. Weights are scaled so that outputs are of order 1. Every output must be finite; a
   * sample of them, from all parts of the output, is compared.
   *
   * @param batch images at once
   * @param manager parent of what is made on the way, on the device to check
   * @return the largest error, absolute; infinite if an output is not finite
   */
  double worstError(int batch, NDManager manager);
}
