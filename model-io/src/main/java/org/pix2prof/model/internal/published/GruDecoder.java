// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.Arrays;
import java.util.Map;
import org.pix2prof.model.ModelManifest.Decoder;

/**
 * Stacked GRU whose input is its own last output: {@code y = relu(fc(relu(h)))}, with h the hidden
 * state of the top layer.
 */
final class GruDecoder {
  private final int layers;
  private final NDList gru = new NDList();
  private final NDArray weight;
  private final NDArray bias;

  /**
   * Creates the decoder from its weights.
   *
   * @param weights by name
   * @param decoder number of layers
   * @param owner manager of the decoder's arrays
   */
  GruDecoder(Map<String, NDArray> weights, Decoder decoder, NDManager owner) {
    layers = decoder.layers();
    for (int layer = 0; layer < layers; layer++) {
      for (String part : new String[] {"weight_ih", "weight_hh", "bias_ih", "bias_hh"}) {
        gru.add(weights.get("decoder.gru." + part + "_l" + layer));
      }
    }
    weight = weights.get("decoder.fc.weight");
    bias = weights.get("decoder.fc.bias");
    gru.attach(owner);
    weight.attach(owner);
    bias.attach(owner);
  }

  /**
   * State of a batch of sequences.
   *
   * @param hidden [layers, batch, hidden]
   * @param last output of the step before, [batch, 1, 1]
   */
  record State(NDArray hidden, NDArray last) {
    void attach(NDManager manager) {
      hidden.attach(manager);
      last.attach(manager);
    }
  }

  /**
   * Creates the first state: all layers start from the latent vector, and the first input is 0.
   *
   * @param latents [batch, latent]
   */
  State start(NDArray latents) {
    NDArray[] all = new NDArray[layers];
    Arrays.fill(all, latents);
    NDArray last = latents.getManager().zeros(new Shape(latents.getShape().get(0), 1, 1));
    return new State(NDArrays.stack(new NDList(all)), last);
  }

  /** Computes one radial step of every sequence. The old state's manager owns the new state. */
  State step(State state) {
    NDList out =
        state
            .last()
            .getNDArrayInternal()
            .gru(state.last(), state.hidden(), gru, true, layers, 0, false, false, true);
    NDArray top = Activation.relu(out.get(0));
    NDArray mu = Activation.relu(Linear.linear(top, weight, bias).singletonOrThrow());
    return new State(out.get(1), mu);
  }
}
