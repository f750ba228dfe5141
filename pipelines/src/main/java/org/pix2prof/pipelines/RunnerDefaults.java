package org.pix2prof.pipelines;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What we ask of a runner unless the user says otherwise. */
final class RunnerDefaults {
  private static final Map<String, List<String>> DEFAULTS =
      Map.of(
          // Progress needs the run in the background. The two checks encode or hash every element
          // at every step to find transforms that change their input, which ours never do.
          "DirectRunner",
          List.of(
              "--blockOnRun=false", "--enforceImmutability=false", "--enforceEncodability=false"),
          // Without it every image is encoded and decoded between two fused steps.
          "FlinkRunner",
          List.of("--fasterCopy=true"));

  /** The defaults of the chosen runner that the arguments do not set. */
  static List<String> missing(List<String> args) {
    String runner =
        args.stream()
            .filter(arg -> arg.startsWith("--runner="))
            .map(arg -> arg.substring(arg.lastIndexOf('.') < 0 ? 9 : arg.lastIndexOf('.') + 1))
            .findFirst()
            .orElse("DirectRunner");
    Stream<String> defaults = DEFAULTS.getOrDefault(runner, List.of()).stream();
    return defaults
        .filter(
            d -> args.stream().noneMatch(arg -> arg.startsWith(d.substring(0, d.indexOf('=') + 1))))
        .toList();
  }

  private RunnerDefaults() {}
}
