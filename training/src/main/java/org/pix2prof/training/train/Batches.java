// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Batches of samples with the same number of steps, so that no step is computed in vain. A batch
 * keeps its samples until the caller removes them.
 */
final class Batches {
  private final int size;
  private final TrainingSamples samples;
  private final Map<Integer, List<TrainingSample>> bySteps = new TreeMap<>();

  Batches(int size, TrainingSamples samples) {
    this.size = size;
    this.samples = samples;
  }

  /**
   * Returns the next full batch. After the last sample of a finite sequence, it returns those that
   * are not full.
   *
   * @return samples, of which the caller removes those that are done; empty after the last batch
   */
  List<TrainingSample> next() {
    for (List<TrainingSample> batch : bySteps.values()) {
      if (batch.size() >= size) {
        return batch;
      }
    }
    Optional<TrainingSample> sample;
    while ((sample = samples.next()).isPresent()) {
      List<TrainingSample> batch =
          bySteps.computeIfAbsent(sample.get().ellipse.steps(), steps -> new ArrayList<>());
      batch.add(sample.get());
      if (batch.size() >= size) {
        return batch;
      }
    }
    return bySteps.values().stream()
        .filter(batch -> !batch.isEmpty())
        .findFirst()
        .orElse(List.of());
  }
}
