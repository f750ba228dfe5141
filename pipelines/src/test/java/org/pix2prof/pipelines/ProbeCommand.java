// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** A command controlled by its options, to test how commands are run. */
@AutoService(Command.class)
public final class ProbeCommand implements Command {
  /** Behaviour of the probe. */
  public enum Mood {
    /** Prints its options. */
    WELL,
    /** Fails for a reason that the user can fix. */
    BROKEN_FILE,
    /** Fails with an internal error. */
    BUG,
    /** Refuses its options. */
    CONFUSED
  }

  /** One option of each type. */
  public interface Options extends CommandOptions {
    /** Probe. */
    @Description("A word that must be there.")
    @Validation.Required
    String getWord();

    /** Probe. */
    void setWord(String word);

    /** Probe. */
    @Description("How many times.")
    @Default.Integer(3)
    @Alias("often")
    int getTimes();

    /** Probe. */
    void setTimes(int times);

    /** Probe. */
    @Description("A scale that may be left out.")
    Double getScale();

    /** Probe. */
    void setScale(Double scale);

    /** Probe. */
    @Description("How to behave.")
    @Default.Enum("WELL")
    Mood getMood();

    /** Probe. */
    void setMood(Mood mood);
  }

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public String summary() {
    return "prints its options";
  }

  @Override
  public Class<? extends CommandOptions> options() {
    return Options.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    Options options = commandOptions.as(Options.class);
    switch (options.getMood()) {
      case WELL ->
          console
              .out()
              .println(
                  options.getWord() + " x " + options.getTimes() + ", scale " + options.getScale());
      case BROKEN_FILE ->
          throw new RuntimeException(new IOException("a.fits: expected 3 blocks, found 2"));
      case BUG -> throw new ArrayIndexOutOfBoundsException(7);
      case CONFUSED -> throw new UsageException("--word and --times do not go together");
      default -> throw new AssertionError(options.getMood());
    }
  }
}
