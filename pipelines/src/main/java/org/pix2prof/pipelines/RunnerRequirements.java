// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options required by a runner. Missing ones are reported with their command-line names. */
final class RunnerRequirements {
  private static final Pattern MISSING_VALUE =
      Pattern.compile("Missing required value for \\[.*\\.get(\\w)(\\w*)\\(\\), \"(.*?)\\.? *\"]");
  private static final Pattern MISSING_OPTION =
      Pattern.compile("Missing required pipeline options: (\\w+)");

  /**
   * Rejects options that would fail late: to find a bucket, Dataflow's runner queries several
   * services, which takes minutes without permission.
   *
   * @param args with the runner and its defaults
   */
  static void check(List<String> args) throws UsageException {
    if (RunnerDefaults.named(args).equals("dataflow")
        && args.stream().noneMatch(arg -> arg.matches("--(gcpT|t)empLocation=.+"))) {
      throw new UsageException(
          "--tempLocation is missing: Dataflow needs a directory in a bucket,"
              + " gs://BUCKET/DIRECTORY");
    }
  }

  /** Converts a failure to create the runner: invalid usage, or a request refused by a service. */
  static Exception refused(IllegalArgumentException failure) {
    if (StorageFailures.message(failure).isPresent()) {
      return failure;
    }
    String message = String.valueOf(failure.getMessage());
    Matcher value = MISSING_VALUE.matcher(message);
    if (value.find()) {
      return new UsageException(
          "--"
              + value.group(1).toLowerCase(Locale.ROOT)
              + value.group(2)
              + " is missing: "
              + value.group(3));
    }
    Matcher option = MISSING_OPTION.matcher(message);
    if (option.find()) {
      return new UsageException("--" + option.group(1) + " is missing");
    }
    StringBuilder all = new StringBuilder(message);
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      all.append(": ").append(cause.getMessage());
    }
    return new UsageException(all.toString());
  }

  private RunnerRequirements() {}
}
