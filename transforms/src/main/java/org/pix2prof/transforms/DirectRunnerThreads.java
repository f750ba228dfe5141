package org.pix2prof.transforms;

import java.util.OptionalInt;
import org.apache.beam.sdk.options.PipelineOptions;

/** The runner that does all work in this process, one bundle of one step after the other. */
final class DirectRunnerThreads {
  private static final String DIRECT = "org.apache.beam.runners.direct.";

  /**
   * The number of bundles that the direct runner processes at once.
   *
   * @return empty for every other runner
   */
  static OptionalInt of(PipelineOptions options) {
    Class<?> runner = options.getRunner();
    if (!runner.getName().startsWith(DIRECT)) {
      return OptionalInt.empty();
    }
    try {
      // This module depends on no runner.
      Class<? extends PipelineOptions> direct =
          Class.forName(DIRECT + "DirectOptions", true, runner.getClassLoader())
              .asSubclass(PipelineOptions.class);
      Object parallelism = direct.getMethod("getTargetParallelism").invoke(options.as(direct));
      return OptionalInt.of(Math.max(1, (int) parallelism));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(runner.getName() + " has no --targetParallelism", e);
    }
  }

  private DirectRunnerThreads() {}
}
