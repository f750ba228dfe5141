// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link Stages} and prints a table of costs. */
public final class MeasureStages {
  private MeasureStages() {}

  /**
   * Runs the benchmarks.
   *
   * @param args arguments of JMH, such as a pattern of benchmarks or {@code -i 10}
   * @throws CommandLineOptionException if an argument is wrong
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    List<Cost> costs =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(args))
                    .addProfiler(CpuTime.class)
                    .shouldFailOnError(true)
                    .build())
            .run().stream().map(Cost::of).toList();
    System.out.println();
    System.out.print(Cost.table(costs));
  }
}
