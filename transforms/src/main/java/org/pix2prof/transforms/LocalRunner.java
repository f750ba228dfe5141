package org.pix2prof.transforms;

import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.display.DisplayData;

/** Finds out if a pipeline runs within this process, on one machine. */
public final class LocalRunner {
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
    return switch (runner.getSimpleName()) {
      case "DirectRunner" -> true;
      case "FlinkRunner" -> isEmbedded(flinkMaster(options), runner.getClassLoader());
      default -> false;
    };
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
