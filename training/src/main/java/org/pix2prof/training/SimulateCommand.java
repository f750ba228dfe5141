package org.pix2prof.training;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.pipelines.Command;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.Progress;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.training.simulate.SimulationWriter;
import org.pix2prof.training.simulate.Simulator;
import org.pix2prof.training.simulate.Survey;

/** {@code simulate}: simulated galaxies as FITS, with their true profiles. */
@AutoService(Command.class)
public final class SimulateCommand implements Command {

  /** What {@code simulate} can be told. */
  public interface Options extends CommandOptions {
    /**
     * How many galaxies.
     *
     * @return how many galaxies
     */
    @Description("How many galaxies to simulate.")
    @Validation.Required
    Integer getCount();

    /**
     * See {@link #getCount}.
     *
     * @param count how many galaxies
     */
    void setCount(Integer count);

    /**
     * Which galaxies.
     *
     * @return which galaxies
     */
    @Description("Which galaxies: the same seed gives the same files.")
    @Default.Long(1)
    long getSeed();

    /**
     * See {@link #getSeed}.
     *
     * @param seed which galaxies
     */
    void setSeed(long seed);

    /**
     * Where they go.
     *
     * @return where they go
     */
    @Description("Folder for the FITS files and truth.csv; new or empty.")
    @Validation.Required
    String getOutput();

    /**
     * See {@link #getOutput}.
     *
     * @param output where they go
     */
    void setOutput(String output);
  }

  /** Made by the service loader. */
  public SimulateCommand() {}

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String summary() {
    return "simulates galaxies as FITS, with their true profiles in one truth.csv";
  }

  @Override
  public Class<? extends CommandOptions> options() {
    return Options.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    Options options = commandOptions.as(Options.class);
    int count = options.getCount();
    if (count < 1) {
      throw new UsageException("--count must be at least 1, not " + count);
    }
    Path folder = emptyFolder(options.getOutput());
    Simulator simulator = new Simulator(options.getSeed(), Survey.SDSS);
    int threads = Runtime.getRuntime().availableProcessors();
    try (Progress progress = console.progress("galaxies", count)) {
      new SimulationWriter(simulator, folder)
          .write(count, threads, done -> progress.update(done, 0));
    }
    console
        .out()
        .println(
            count
                + " galaxies of seed "
                + options.getSeed()
                + " and "
                + SimulationWriter.TRUTH
                + " in "
                + folder);
  }

  private static Path emptyFolder(String output) throws UsageException, IOException {
    Path folder;
    try {
      folder = Path.of(output);
    } catch (InvalidPathException e) {
      throw new UsageException("--output=" + output + " is not a path: " + e.getMessage());
    }
    if (!Files.exists(folder)) {
      return folder;
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException("--output=" + output + " is a file; expected a new or empty folder");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new UsageException(
            "--output=" + output + " is not empty; expected a new or empty folder");
      }
    }
    return folder;
  }
}
