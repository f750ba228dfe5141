package org.pix2prof.transforms;

import java.util.OptionalInt;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.display.DisplayData;

/** Finds out if a pipeline runs within this process, on one machine. */
public final class LocalRunner {
  private static final String DIRECT = "org.apache.beam.runners.direct.";
  private static final String FLINK =
      "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment";

  /**
   * Tests for the Direct runner and for Flink's embedded cluster.
   *
   * @param options with the runner
   * @return whether the whole pipeline runs within this process
   */
  public static boolean isChosenBy(PipelineOptions options) {
    Class<?> runner = options.getRunner();
    return isDirect(options)
        || (runner.getSimpleName().equals("FlinkRunner")
            && isEmbedded(flinkMaster(options), runner.getClassLoader()));
  }

  /**
   * Tests for the Direct runner.
   *
   * @param options with the runner
   * @return whether it is the Direct runner
   */
  public static boolean isDirect(PipelineOptions options) {
    return options.getRunner().getName().equals(DIRECT + "DirectRunner");
  }

  /**
   * The number of bundles that the Direct runner processes at once.
   *
   * @return empty for every other runner
   */
  static OptionalInt directThreads(PipelineOptions options) {
    if (!isDirect(options)) {
      return OptionalInt.empty();
    }
    ClassLoader loader = options.getRunner().getClassLoader();
    try {
      // This module depends on no runner.
      Class<? extends PipelineOptions> direct =
          Class.forName(DIRECT + "DirectOptions", true, loader).asSubclass(PipelineOptions.class);
      Object parallelism = direct.getMethod("getTargetParallelism").invoke(options.as(direct));
      return OptionalInt.of(Math.max(1, (int) parallelism));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(DIRECT + "DirectRunner has no --targetParallelism", e);
    }
  }

  /** Flink's options are not on our class path, but every option can be displayed. */
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
      throw new LinkageError("this Flink does not tell whether it has submitted the program", e);
    }
  }

  private LocalRunner() {}
}
