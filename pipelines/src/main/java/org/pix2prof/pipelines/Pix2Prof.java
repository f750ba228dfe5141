// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Entry point of the command line, which finds and runs the command. */
public final class Pix2Prof {
  /** Exit status of a successful command. */
  public static final int OK = 0;

  /** Exit status of a failed command. */
  public static final int FAILED = 1;

  /** Exit status of invalid usage. */
  public static final int USAGE = 2;

  private final Map<String, Command> commands = new TreeMap<>();
  private final PrintStream out;
  private final PrintStream err;

  /** Cause of the failure, for programs that call this class; null if there was none. */
  private Throwable failure;

  private Pix2Prof(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    ServiceLoader.load(Command.class).forEach(command -> commands.put(command.name(), command));
  }

  /**
   * Runs a command and exits with its status.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs a command.
   *
   * @param out for results
   * @param err for progress and errors
   * @param args the command and its options
   * @return the exit status: {@link #OK}, {@link #FAILED} or {@link #USAGE}
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    try {
      return new Pix2Prof(out, err).run(List.of(args));
    } catch (ServiceConfigurationError e) {
      err.println("pix2prof: " + Failures.message(e));
      return FAILED;
    }
  }

  /**
   * Runs a command for a caller that also reports failures in its own way.
   *
   * @throws IllegalStateException if the exit status is not {@link #OK}, with its cause
   */
  static void runOrThrow(PrintStream out, PrintStream err, List<String> args) {
    Pix2Prof run = new Pix2Prof(out, err);
    int status = run.run(args);
    if (status != OK) {
      throw new IllegalStateException(
          args.get(0) + " ended with status " + status + "; see standard error", run.failure);
    }
  }

  private int run(List<String> args) {
    Logs.configure(false);
    if (args.isEmpty()) {
      Help.commands(err, commands.values());
      return USAGE;
    }
    String name = args.get(0);
    if (name.equals("help") && args.size() > 1) {
      return commands.containsKey(args.get(1)) ? help(args.get(1)) : unknown(args.get(1));
    }
    if (isHelp(name)) {
      Help.commands(out, commands.values());
      return OK;
    }
    if (!commands.containsKey(name)) {
      return unknown(name);
    }
    List<String> rest = args.subList(1, args.size());
    return rest.stream().anyMatch(Pix2Prof::isHelp)
        ? help(name)
        : execute(commands.get(name), rest);
  }

  private int execute(Command command, List<String> args) {
    boolean verbose = args.contains("--verbose") || args.contains("--verbose=true");
    Logs.configure(verbose);
    try {
      CommandOptions options = Arguments.parse(command, args);
      Console.Style progress =
          Console.Style.of(options.getProgress(), Boolean.getBoolean("pix2prof.terminal"));
      command.run(options, new Console(out, err, progress));
      return OK;
    } catch (UsageException e) {
      failure = e;
      err.println("pix2prof " + command.name() + ": " + Failures.oneLine(e.getMessage()));
      return USAGE;
    } catch (Exception | LinkageError | ServiceConfigurationError e) {
      failure = e;
      if (verbose) {
        e.printStackTrace(err);
      }
      String hint = verbose || Failures.isPlain(e) ? "" : " (--verbose shows where)";
      err.println("pix2prof " + command.name() + ": " + Failures.message(e) + hint);
      return FAILED;
    }
  }

  private int help(String name) {
    Help.options(out, commands.get(name));
    return OK;
  }

  private int unknown(String name) {
    String hint =
        Suggestions.to(name, commands.keySet()).map(n -> "; did you mean '" + n + "'?").orElse("");
    err.println(
        "pix2prof: unknown command '" + name + "'" + hint + " ('pix2prof help' lists them)");
    return USAGE;
  }

  private static boolean isHelp(String arg) {
    return arg.equals("help") || arg.equals("--help") || arg.equals("-h");
  }
}
