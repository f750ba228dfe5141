// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Parses a command line into typed options. Reports each mistake in one line. */
final class Arguments {
  /**
   * Parses the options of a command; Beam's options are accepted too.
   *
   * @throws UsageException that names the option and the expected value
   */
  static CommandOptions parse(Command command, List<String> args) throws UsageException {
    Map<String, OptionSpec> own = OptionSpec.own(command.options());
    Map<String, String> aliases = OptionSpec.aliases(own);
    return parse(command, own, args.stream().map(arg -> withoutAlias(arg, aliases)).toList());
  }

  private static CommandOptions parse(
      Command command, Map<String, OptionSpec> own, List<String> args) throws UsageException {
    Map<String, OptionSpec> known = known(own, args);

    Set<String> seen = new HashSet<>();
    List<String> normal = new ArrayList<>();
    for (String arg : args) {
      if (!arg.startsWith("--") || arg.length() == 2) {
        throw new UsageException("expected --option=value, not '" + arg + "'");
      }
      int equals = arg.indexOf('=');
      String name = name(arg);
      OptionSpec spec = known.get(name);
      if (spec == null) {
        throw unknown(command, name, own, known);
      }
      if (equals < 0 && !spec.isFlag()) {
        throw new UsageException("--" + name + " needs a value: --" + name + "=" + spec.expected());
      }
      String value = equals < 0 ? "true" : arg.substring(equals + 1);
      boolean repeatable = !own.containsKey(name) || spec.expected().equals("VALUE");
      if (!seen.add(name) && !repeatable) {
        throw new UsageException("--" + name + " is given twice");
      }
      if (value.isEmpty() && own.containsKey(name)) {
        throw new UsageException("--" + name + " is empty");
      }
      normal.add("--" + name + "=" + (value.isEmpty() ? value : spec.normalise(value)));
    }
    for (OptionSpec spec : own.values()) {
      List<String> others = spec.alternatives(own);
      boolean needed = spec.required() || !spec.groups().isEmpty();
      // Of alternative options, the last one reports for all.
      boolean reports = others.stream().allMatch(other -> other.compareTo(spec.name()) < 0);
      if (needed && reports && !seen.contains(spec.name()) && Collections.disjoint(others, seen)) {
        throw new UsageException(
            "--"
                + spec.name()
                + " is missing"
                + others.stream().map(other -> ", or --" + other).collect(Collectors.joining())
                + ": "
                + spec.description());
      }
    }
    normal.addAll(RunnerDefaults.missing(normal));
    RunnerRequirements.check(normal);
    if (!seen.contains("appName")) {
      normal.add("--appName=pix2prof"); // Beam would name jobs after this class.
    }
    try {
      return PipelineOptionsFactory.fromArgs(normal.toArray(String[]::new)).as(command.options());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** Returns the options of a command and those of Beam that the arguments need. */
  private static Map<String, OptionSpec> known(Map<String, OptionSpec> own, List<String> args) {
    if (RunnerDefaults.isDirect(args)) {
      Map<String, OptionSpec> known = OptionRegistry.local();
      known.putAll(own);
      if (args.stream().filter(a -> a.startsWith("--")).allMatch(a -> known.containsKey(name(a)))) {
        return known;
      }
    }
    Map<String, OptionSpec> known = OptionRegistry.all();
    known.putAll(own);
    return known;
  }

  private static String withoutAlias(String arg, Map<String, String> aliases) {
    String option = arg.startsWith("--") ? aliases.get(name(arg)) : null;
    return option == null ? arg : "--" + option + arg.substring(2 + name(arg).length());
  }

  /** Returns the text between the dashes and the equals sign. */
  private static String name(String arg) {
    int equals = arg.indexOf('=');
    return arg.substring(2, equals < 0 ? arg.length() : equals);
  }

  private static UsageException unknown(
      Command command, String name, Map<String, OptionSpec> own, Map<String, OptionSpec> known) {
    Optional<String> nearest =
        Suggestions.to(name, own.keySet()).or(() -> Suggestions.to(name, known.keySet()));
    return new UsageException(
        "unknown option --"
            + name
            + nearest.map(n -> "; did you mean --" + n + "?").orElse("")
            + " ('pix2prof "
            + command.name()
            + " --help' lists the options)");
  }

  private Arguments() {}
}
