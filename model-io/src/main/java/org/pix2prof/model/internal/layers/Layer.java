// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import ai.djl.ndarray.NDManager;

/**
 * Layer of a network: its kind and all sizes except the batch size. Equal layers run the same
 * kernels.
 */
public sealed interface Layer permits ConvolutionLayer, GruLayer, LinearLayer {

  /**
   * Runs the layer on artificial weights and inputs and compares it with plain Java in double
   * precision. Weights are scaled so that outputs are of order 1. All outputs must be finite; a
   * sample from all parts of the output is compared.
   *
   * @param batch batch size
   * @param manager parent of the intermediate arrays, on the tested device
   * @return the maximum absolute error; infinite if an output is not finite
   */
  double worstError(int batch, NDManager manager);
}
