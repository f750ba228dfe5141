// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.Serializable;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;

/** Inference metrics with the names of Beam's RunInference. */
final class InferenceMetrics implements Serializable {
  private final Counter inferences = counter("num_inferences");
  private final Counter failedBatches = counter("failed_batches_counter");
  private final Counter engineFaults = counter("engine_faults");
  private final Distribution latency = distribution("inference_batch_latency_micro_secs");
  private final Distribution batchSize = distribution("inference_request_batch_size");
  private final Distribution batchBytes = distribution("inference_request_batch_byte_size");
  private final Distribution loadLatency = distribution("load_model_latency_milli_secs");
  private final Distribution captionTime = distribution("caption_time_milli_secs");

  void batchDone(int images, long bytes, long micros) {
    inferences.inc(images);
    latency.update(micros);
    batchSize.update(images);
    batchBytes.update(bytes);
  }

  void batchFailed() {
    failedBatches.inc();
  }

  void engineFailed() {
    engineFaults.inc();
  }

  /** Records that a batch begins or ends now. The range of these times has no start-up. */
  void captioning() {
    captionTime.update(System.currentTimeMillis());
  }

  void modelAcquired(long millis) {
    loadLatency.update(millis);
  }

  private static Counter counter(String name) {
    return Metrics.counter("pix2prof", name);
  }

  private static Distribution distribution(String name) {
    return Metrics.distribution("pix2prof", name);
  }
}
