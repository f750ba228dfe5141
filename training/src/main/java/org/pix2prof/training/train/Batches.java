// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Batches of sources with the same number of steps, so that no step is computed in vain. A batch
 * keeps its sources until the trainer removes them.
 */
final class Batches {
  private final int size;
  private final TrainingSamples samples;
  private final Map<Integer, List<TrainingSample>> bySteps = new TreeMap<>();

  Batches(int size, TrainingSamples samples) {
    this.size = size;
    this.samples = samples;
  }

  /** Returns the next full batch; the caller removes the sources that are done. */
  List<TrainingSample> next() {
    for (List<TrainingSample> batch : bySteps.values()) {
      if (batch.size() >= size) {
        return batch;
      }
    }
    while (true) {
      TrainingSample sample = samples.next();
      List<TrainingSample> batch =
          bySteps.computeIfAbsent(sample.ellipse.steps(), steps -> new ArrayList<>());
      batch.add(sample);
      if (batch.size() >= size) {
        return batch;
      }
    }
  }
}
