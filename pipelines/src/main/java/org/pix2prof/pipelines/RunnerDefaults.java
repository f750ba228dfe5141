package org.pix2prof.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.runners.PipelineRunnerRegistrar;

/** What we ask of a runner unless the user says otherwise. */
final class RunnerDefaults {
  private static final String DIRECT = "DirectRunner";
  private static final String FLINK_CONF = "--flinkConfDir=";

  /** By the runner's name in lower case without "runner", which is how users may call it. */
  private static final Map<String, List<String>> DEFAULTS =
      Map.of(
          // Progress needs the run in the background. The two checks encode or hash every element
          // at every step to find transforms that change their input, which ours never do.
          "direct",
          List.of(
              "--blockOnRun=false", "--enforceImmutability=false", "--enforceEncodability=false"),
          // Without the first every image is copied between two fused steps. Without the second
          // steps of two outputs, images and bad records, are not fused at all.
          "flink",
          List.of("--fasterCopy=true", "--useDataStreamForBatch=true"));

  /** The same for a watch, which has no end. */
  private static final Map<String, List<String>> WATCH_DEFAULTS =
      Map.of(
          // Files are published, and work is saved, at a checkpoint. It stays when the job is
          // cancelled, so that it can be taken up again. Stopped for good, what waits is published.
          // A bundle that a checkpoint cuts short holds the watermark until the next one ends:
          // where
          // checkpoints fall in step with the looks for files no window would ever close.
          "flink",
          List.of(
              "--checkpointingInterval=10000",
              "--externalizedCheckpointsEnabled=true",
              "--retainExternalizedCheckpointsOnCancellation=true",
              "--finishBundleBeforeCheckpointing=true",
              "--enableStableInputDrain=true"));

  /** The defaults of the chosen runner that the arguments do not set. */
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

  /** The Direct runner, or the one of a jar that has no Direct runner. */
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

  /** Whether the arguments name the Direct runner, or none where it is the one that is taken. */
  static boolean isDirect(List<String> args) {
    String runner = value(args, "--runner=");
    return shortName(runner == null ? only(available()) : runner).equals("direct");
  }

  /** The short name, in lower case, of the runner that the arguments name. */
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
