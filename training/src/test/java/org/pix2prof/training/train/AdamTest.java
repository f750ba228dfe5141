// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.engine.Engines;

class AdamTest {
  private static void descend(Map<String, NDArray> weights, Adam adam, NDManager manager, int n) {
    for (int i = 0; i < n; i++) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray target = scope.create(new float[] {1, -2});
        try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
          gradients.backward(target.sub(weights.get("w")).square().sum());
        }
        adam.step(0.05f, scope);
      }
    }
  }

  private static Map<String, NDArray> start(NDManager manager) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    NDArray w = manager.create(new float[] {0, 0});
    w.setRequiresGradient(true);
    weights.put("w", w);
    return weights;
  }

  /** Overwrites freed memory, to change weights that still refer to it. */
  private static void overwriteFreedMemory(NDManager manager) {
    for (int i = 0; i < 20; i++) {
      System.gc();
      float[] noise = new float[2];
      java.util.Arrays.fill(noise, 1e9f);
      for (int k = 0; k < 1000; k++) {
        manager.create(noise).close();
      }
    }
  }

  @Test
  void firstStepIsRateAgainstGradient() {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      Map<String, NDArray> weights = start(manager);
      Adam adam = new Adam(weights, manager);
      descend(weights, adam, manager, 1);
      assertArrayEquals(new float[] {0.05f, -0.05f}, weights.get("w").toFloatArray(), 1e-5f);
    }
  }

  @Test
  void weightsAndMeanConvergeToMinimum() {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      Map<String, NDArray> weights = start(manager);
      Adam adam = new Adam(weights, manager);
      descend(weights, adam, manager, 600);
      assertArrayEquals(new float[] {1, -2}, weights.get("w").toFloatArray(), 0.02f);
      assertArrayEquals(new float[] {1, -2}, adam.mean().get("w").toFloatArray(), 0.05f);
    }
  }

  @Test
  void restoredStateContinuesIdentically() {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      Map<String, NDArray> one = start(manager);
      Adam first = new Adam(one, manager);
      descend(one, first, manager, 10);
      NDList state = first.state();
      descend(one, first, manager, 10);

      Map<String, NDArray> other = start(manager);
      Adam second = new Adam(other, manager);
      second.restore(state, 10);
      state.close();
      overwriteFreedMemory(manager);
      descend(other, second, manager, 10);
      assertEquals(first.steps(), second.steps());
      assertArrayEquals(one.get("w").toFloatArray(), other.get("w").toFloatArray());
    }
  }

  @Test
  void ignoresNonFiniteGradient() {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      Map<String, NDArray> weights = start(manager);
      Adam adam = new Adam(weights, manager);
      try (NDManager scope = manager.newSubManager()) {
        try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
          gradients.backward(weights.get("w").mul(Float.NaN).sum());
        }
        assertFalse(adam.step(0.05f, scope));
      }
      assertArrayEquals(new float[] {0, 0}, weights.get("w").toFloatArray());
      descend(weights, adam, manager, 1);
      assertArrayEquals(new float[] {0.05f, -0.05f}, weights.get("w").toFloatArray(), 1e-5f);
    }
  }

  @Test
  void memoryIsConstant() {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      Map<String, NDArray> weights = start(manager);
      Adam adam = new Adam(weights, manager);
      descend(weights, adam, manager, 3);
      int before = manager.getManagedArrays().size();
      descend(weights, adam, manager, 3);
      assertTrue(manager.getManagedArrays().size() <= before);
    }
  }
}
