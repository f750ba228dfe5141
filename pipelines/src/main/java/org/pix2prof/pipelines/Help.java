// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Text of {@code help} and {@code --help}. */
final class Help {
  private static final int WIDTH = 100;
  private static final String INDENT = "      ";

  static void commands(PrintStream out, Collection<Command> commands) {
    out.println("Galaxy surface-brightness profiles from survey images.");
    out.println();
    out.println("usage: pix2prof COMMAND --option=value ...");
    out.println();
    int widest = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (Command command : commands) {
      out.printf(Locale.ROOT, "  %-" + widest + "s  %s%n", command.name(), command.summary());
    }
    out.println();
    out.println("'pix2prof COMMAND --help' lists the options of a command.");
  }

  static void options(PrintStream out, Command command) {
    out.println("pix2prof " + command.name() + ": " + command.summary());
    out.println();
    Map<String, OptionSpec> own = OptionSpec.own(command.options());
    own.values().stream()
        .filter(spec -> !need(spec, own).isEmpty())
        .forEach(spec -> option(out, spec, need(spec, own)));
    own.values().stream()
        .filter(spec -> need(spec, own).isEmpty())
        .forEach(spec -> option(out, spec, ""));
    out.println();
    out.println(
        "Every option of Apache Beam works too if a pipeline runs: --runner=FlinkRunner,"
            + " --tempLocation=URI, ...");
  }

  private static String need(OptionSpec spec, Map<String, OptionSpec> own) {
    if (!spec.required() && spec.groups().isEmpty()) {
      return "";
    }
    List<String> others = spec.alternatives(own);
    return others.isEmpty()
        ? "  (required)"
        : "  (this, or --" + String.join(" or --", others) + ")";
  }

  private static void option(PrintStream out, OptionSpec spec, String need) {
    out.println("  --" + spec.name() + "=" + spec.expected() + need);
    String text =
        spec.description()
            + spec.defaultValue().map(value -> " Default: " + value + ".").orElse("");
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : text.strip().split("\\s+")) {
      if (line.length() + word.length() > WIDTH) {
        out.println(line.toString().stripTrailing());
        line.setLength(INDENT.length());
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }

  private Help() {}
}
