package org.pix2prof.pipelines;

/**
 * One command of {@code pix2prof}, found by {@link java.util.ServiceLoader}: register it with
 * {@code @AutoService(Command.class)} and give it a public constructor without parameters.
 */
public interface Command {

  /** {@return what the user types, lower case with hyphens} */
  String name();

  /** {@return what it does, in one line without a full stop} */
  String summary();

  /**
   * Its options: each getter is one, named as its property, with {@code @Description} and, where
   * they apply, {@code @Default} and {@code @Validation.Required}. A getter without a default has a
   * boxed type and gives null where the user said nothing. Enum constants are typed in lower case.
   *
   * @return the interface
   */
  Class<? extends CommandOptions> options();

  /**
   * Does the work. Results and the one summary line go to {@link Console#out}.
   *
   * @param options as the user gave them: checked for type and presence, for use with {@code
   *     options.as(...)}
   * @param console where to talk to the user
   * @throws UsageException if the options make no sense: exit status 2
   * @throws Exception if the work failed: exit status 1. The user sees the message only, so it
   *     names the file, HDU, keyword or option and what was expected
   */
  void run(CommandOptions options, Console console) throws Exception;
}
