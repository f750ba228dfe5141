// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.runners.PipelineRunnerRegistrar;

/** Default options of the runners. */
final class RunnerDefaults {
  private static final String DIRECT = "DirectRunner";
  private static final String FLINK_CONF = "--flinkConfDir=";

  /** Defaults by the short name of the runner, in lower case without "runner". */
  private static final Map<String, List<String>> DEFAULTS =
      Map.of(
          // Progress needs the run in the background. The two checks encode or hash every element
          // at every step to detect transforms that change their input, which ours never do.
          "direct",
          List.of(
              "--blockOnRun=false", "--enforceImmutability=false", "--enforceEncodability=false"),
          // Without the first, every image is copied between two fused steps. Without the second,
          // steps with two outputs (images and bad records) are not fused at all.
          "flink",
          List.of("--fasterCopy=true", "--useDataStreamForBatch=true"));

  /** Default options of a watch, which is unbounded. */
  private static final Map<String, List<String>> WATCH_DEFAULTS =
      Map.of(
          // Files are published, and progress is saved, at a checkpoint. It is kept when the job is
          // cancelled, so that the job can be resumed. When the job is stopped, pending files are
          // published. A bundle that a checkpoint interrupts holds the watermark until the next one
          // ends: if checkpoints coincide with the polls for files, no window would ever close.
          "flink",
          List.of(
              "--checkpointingInterval=10000",
              "--externalizedCheckpointsEnabled=true",
              "--retainExternalizedCheckpointsOnCancellation=true",
              "--finishBundleBeforeCheckpointing=true",
              "--enableStableInputDrain=true"));

  /** Returns the defaults of the chosen runner that the arguments do not set. */
  static List<String> missing(List<String> args) {
    return missing(args, available());
  }

  static List<String> missing(List<String> args, List<String> available) {
    String runner = value(args, "--runner=");
    List<String> missing = new ArrayList<>();
    if (runner == null) {
      runner = only(available);
      missing.add("--runner=" + runner);
    }
    String name = shortName(runner);
    boolean watches = value(args, "--watch=") != null;
    Stream.of(DEFAULTS, watches ? WATCH_DEFAULTS : Map.<String, List<String>>of())
        .flatMap(defaults -> defaults.getOrDefault(name, List.of()).stream())
        .filter(d -> value(args, d.substring(0, d.indexOf('=') + 1)) == null)
        .forEach(missing::add);
    if (name.equals("flink")
        && value(args, FLINK_CONF) == null
        && System.getenv("FLINK_CONF_DIR") == null) {
      missing.add(FLINK_CONF + FlinkConf.write(showsProgress(args)));
    }
    return missing;
  }

  private static boolean showsProgress(List<String> args) {
    String progress = value(args, "--progress=");
    return progress == null ? Boolean.getBoolean("pix2prof.terminal") : !progress.equals("false");
  }

  /** Returns the Direct runner, or the runner of a jar without the Direct runner. */
  private static String only(List<String> available) {
    return available.contains(DIRECT)
        ? DIRECT
        : available.stream().filter(r -> !r.startsWith("Test")).findFirst().orElse(DIRECT);
  }

  private static List<String> available() {
    return StreamSupport.stream(
            ServiceLoader.load(PipelineRunnerRegistrar.class).spliterator(), false)
        .flatMap(
            registrar -> StreamSupport.stream(registrar.getPipelineRunners().spliterator(), false))
        .map(Class::getSimpleName)
        .toList();
  }

  /** Returns whether the arguments name the Direct runner, or none where it is the default. */
  static boolean isDirect(List<String> args) {
    String runner = value(args, "--runner=");
    return shortName(runner == null ? only(available()) : runner).equals("direct");
  }

  /** Returns the short name, in lower case, of the runner in the arguments. */
  static String named(List<String> args) {
    return shortName(value(args, "--runner="));
  }

  private static String shortName(String runner) {
    String name = runner.substring(runner.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return name.endsWith("runner") ? name.substring(0, name.length() - "runner".length()) : name;
  }

  private static String value(List<String> args, String option) {
    return args.stream()
        .filter(arg -> arg.startsWith(option))
        .map(arg -> arg.substring(option.length()))
        .findFirst()
        .orElse(null);
  }

  private RunnerDefaults() {}
}
