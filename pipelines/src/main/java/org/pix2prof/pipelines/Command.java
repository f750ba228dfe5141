// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

/**
 * One command of {@code pix2prof}, found by {@link java.util.ServiceLoader}: register it with
 * {@code @AutoService(Command.class)} and give it a public constructor without parameters.
 */
public interface Command {

  /** {@return name of the command, in lower case with hyphens} */
  String name();

  /** {@return summary in one line, without a full stop} */
  String summary();

  /**
   * Returns the interface of the command's options. Each getter defines one option, named as its
   * property, with {@code @Description}. {@code @Default} and {@code @Validation.Required} are
   * optional. A getter without a default has a boxed type and returns null if the option is not
   * given. Enum constants are typed in lower case.
   *
   * @return the interface
   */
  Class<? extends CommandOptions> options();

  /**
   * Runs the command. Results and the summary line go to {@link Console#out}.
   *
   * @param options of the command line, checked for type and presence, for use with {@code
   *     options.as(...)}
   * @param console for output to the user
   * @throws UsageException if the options are invalid: exit status 2
   * @throws Exception if the command failed: exit status 1. The user sees only the message, so it
   *     names the file, HDU, keyword or option and the expected value
   */
  void run(CommandOptions options, Console console) throws Exception;
}
