// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.lang.management.ManagementFactory;

/** Prints the cost of a simulated galaxy: {@code main(count)}. */
final class SimulatorBench {

  private SimulatorBench() {}

  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    Simulator simulator = new Simulator(1, SurveyModel.SDSS);
    for (int i = 0; i < 60; i++) {
      simulator.simulate(i).observe(simulator.noiseOf(i));
    }
    var threads = ManagementFactory.getThreadMXBean();
    long simulate = 0;
    long observe = 0;
    double length = 0;
    for (int i = 100; i < 100 + count; i++) {
      long start = threads.getCurrentThreadCpuTime();
      SimulatedGalaxy galaxy = simulator.simulate(i);
      long middle = threads.getCurrentThreadCpuTime();
      galaxy.observe(simulator.noiseOf(i));
      observe += threads.getCurrentThreadCpuTime() - middle;
      simulate += middle - start;
      length += galaxy.truth().length();
    }
    System.out.printf(
        "simulate %.2f ms, observe %.2f ms, mean length %.1f%n",
        simulate / 1e6 / count, observe / 1e6 / count, length / count);
  }
}
