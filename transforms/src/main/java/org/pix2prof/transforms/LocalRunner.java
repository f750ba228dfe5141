// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.OptionalInt;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.display.DisplayData;

/** Detects pipelines that run within this process. */
public final class LocalRunner {
  private static final String DIRECT = "org.apache.beam.runners.direct.";
  private static final String FLINK =
      "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment";

  /**
   * Detects the Direct runner and Flink's embedded cluster.
   *
   * @param options options with the runner
   * @return true if the whole pipeline runs within this process
   */
  public static boolean isChosenBy(PipelineOptions options) {
    Class<?> runner = options.getRunner();
    return isDirect(options)
        || (runner.getSimpleName().equals("FlinkRunner")
            && isEmbedded(flinkMaster(options), runner.getClassLoader()));
  }

  /**
   * Detects the Direct runner.
   *
   * @param options options with the runner
   * @return true for the Direct runner
   */
  public static boolean isDirect(PipelineOptions options) {
    return options.getRunner().getName().equals(DIRECT + "DirectRunner");
  }

  /**
   * Returns the number of bundles that the Direct runner processes in parallel.
   *
   * @return the number; empty for any other runner
   */
  static OptionalInt directThreads(PipelineOptions options) {
    if (!isDirect(options)) {
      return OptionalInt.empty();
    }
    ClassLoader loader = options.getRunner().getClassLoader();
    try {
      // This module does not depend on a runner.
      Class<? extends PipelineOptions> direct =
          Class.forName(DIRECT + "DirectOptions", true, loader).asSubclass(PipelineOptions.class);
      Object parallelism = direct.getMethod("getTargetParallelism").invoke(options.as(direct));
      return OptionalInt.of(Math.max(1, (int) parallelism));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(DIRECT + "DirectRunner has no --targetParallelism", e);
    }
  }

  /**
   * Flink's options may be missing from the class path, so their value is read from display data.
   */
  private static String flinkMaster(PipelineOptions options) {
    return DisplayData.from(options).items().stream()
        .filter(item -> item.getKey().equals("flinkMaster"))
        .map(item -> String.valueOf(item.getValue()))
        .findFirst()
        .orElse("[auto]");
  }

  private static boolean isEmbedded(String master, ClassLoader loader) {
    return switch (master) {
      case "[local]", "[collection]" -> true;
      case "[auto]" -> !isSubmittedByFlink(loader);
      default -> false;
    };
  }

  /** Flink's command line and application mode choose the cluster themselves. */
  private static boolean isSubmittedByFlink(ClassLoader loader) {
    try {
      return !(boolean)
          Class.forName(FLINK, true, loader)
              .getMethod("areExplicitEnvironmentsAllowed")
              .invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          "this version of Flink does not report whether it has submitted the program", e);
    }
  }

  private LocalRunner() {}
}
