// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pix2prof.model.Caption;
import org.pix2prof.model.EngineFaultException;
import org.pix2prof.model.KnownAnswer;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.internal.CaptionNetwork;
import org.pix2prof.model.internal.layers.LayerCall;

/**
 * Rejects an engine that computes wrong values on this processor. It compares every distinct layer
 * of a network with plain Java, for one image and for the largest batch, and the network with the
 * known answer of its manifest. A check that has passed is not repeated in this process.
 */
final class EngineCheck {
  /**
   * Maximum error of a layer's outputs, which are of order 1. Correct kernels have errors below
   * 1e-5 on CPUs; GPUs may round the factors of a product to 10 bits.
   */
  static final double LAYER_TOLERANCE_CPU = 1e-4;

  static final double LAYER_TOLERANCE_GPU = 1e-2;

  /** Maximum difference from the known answer, mag/arcsec^2. */
  static final double ANSWER_TOLERANCE_CPU = 1e-3;

  static final double ANSWER_TOLERANCE_GPU = 2e-2;

  private static final Set<Object> PASSED = ConcurrentHashMap.newKeySet();

  private final ModelManifest manifest;
  private final CaptionNetwork network;
  private final NDManager manager;
  private final Device device;

  /** Layer that passed. */
  private record PassedLayer(LayerCall call, Device device) {}

  /** Model whose answer was correct. */
  private record PassedAnswer(ModelManifest manifest, Device device) {}

  EngineCheck(ModelManifest manifest, CaptionNetwork network, NDManager manager) {
    this.manifest = manifest;
    this.network = network;
    this.manager = manager;
    this.device = manager.getDevice();
  }

  /**
   * Makes the checks that this process has not made yet.
   *
   * @param steps number of radial steps
   * @param batch maximum batch size
   * @throws EngineFaultException if a value is wrong
   */
  void run(int steps, int batch) {
    layers(steps, 1);
    layers(steps, batch);
    KnownAnswer answer = manifest.knownAnswer();
    if (answer != null && !PASSED.contains(new PassedAnswer(manifest, device))) {
      compare(answer);
      PASSED.add(new PassedAnswer(manifest, device));
    }
  }

  /** Captions the image of a seed. */
  static KnownAnswer answer(CaptionNetwork network, int seed, NDManager manager) {
    CaptionNetwork.Question question = network.question();
    Caption caption =
        caption(network, seed, question.width(), question.height(), question.maxLength(), manager);
    return new KnownAnswer(
        seed, question.width(), question.height(), KnownAnswer.rounded(caption.mu()));
  }

  /** Returns the number of steps of the known answer. */
  static int answerSteps(CaptionNetwork network) {
    CaptionNetwork.Question question = network.question();
    return network.steps(question.width(), question.height());
  }

  private void layers(int steps, int batch) {
    double tolerance = device.isGpu() ? LAYER_TOLERANCE_GPU : LAYER_TOLERANCE_CPU;
    for (LayerCall call : network.layers(steps, batch)) {
      PassedLayer passed = new PassedLayer(call, device);
      if (PASSED.contains(passed)) {
        continue;
      }
      double error = call.layer().worstError(call.batch(), manager);
      // "Greater" would be false for NaN.
      if (!(error <= tolerance)) {
        throw fault(
            String.format(
                Locale.ROOT,
                "the error of the %s, batch %d, is %s; at most %s is allowed",
                call.layer(),
                call.batch(),
                shown(error),
                shown(tolerance)));
      }
      PASSED.add(passed);
    }
  }

  private void compare(KnownAnswer expected) {
    float[] mu =
        caption(
                network,
                expected.seed(),
                expected.width(),
                expected.height(),
                Math.min(expected.mu().size() + 1, manifest.profile().maxLength()),
                manager)
            .mu();
    int length = expected.mu().size();
    double tolerance = device.isGpu() ? ANSWER_TOLERANCE_GPU : ANSWER_TOLERANCE_CPU;
    double worst = mu.length < length - 1 ? Double.POSITIVE_INFINITY : 0;
    for (int i = 0; i < Math.min(mu.length, length); i++) {
      double error = Math.abs(mu[i] - expected.mu().get(i));
      worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
    }
    if (worst > tolerance) {
      throw fault(
          String.format(
              Locale.ROOT,
              "the error of the whole network on its known answer is %s mag/arcsec^2; at most"
                  + " %s is allowed",
              shown(worst),
              shown(tolerance)));
    }
  }

  private static Caption caption(
      CaptionNetwork network, long seed, int width, int height, int maxLength, NDManager parent) {
    try (NDManager call = parent.newSubManager()) {
      return network
          .caption(List.of(KnownAnswer.image(seed, width, height)), maxLength, call)
          .get(0);
    }
  }

  private EngineFaultException fault(String what) {
    return new EngineFaultException(
        "model "
            + manifest.name()
            + " is rejected, because this machine computes it wrongly: "
            + what
            + " ("
            + Engines.description()
            + (device.isGpu() ? ", " + device : "")
            + "); "
            + (device.isGpu() ? "use --device=cpu" : Engines.remedy()));
  }

  private static String shown(double value) {
    return Double.isInfinite(value) ? "infinity" : String.format(Locale.ROOT, "%.2g", value);
  }
}
