package org.pix2prof.training;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.pix2prof.pipelines.Command;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.Progress;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.training.simulate.Conditions;
import org.pix2prof.training.simulate.SimulationWriter;
import org.pix2prof.training.simulate.Simulator;

/** {@code simulate}: simulated galaxies as FITS, with their true profiles. */
@AutoService(Command.class)
public final class SimulateCommand implements Command {

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
    return SimulateOptions.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    SimulateOptions options = commandOptions.as(SimulateOptions.class);
    int count = options.getCount();
    if (count < 1) {
      throw new UsageException("--count must be at least 1, not " + count);
    }
    Conditions conditions = conditions(options);
    Path folder = emptyFolder(options.getOutput());
    Simulator simulator =
        new Simulator(options.getSeed(), options.getSurvey().surveys(), conditions);
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

  private static Conditions conditions(SimulateOptions options) throws UsageException {
    Double fwhm = options.getFwhm();
    if (fwhm != null && !(fwhm >= 0.4 && fwhm <= 5)) {
      throw new UsageException("--fwhm must be from 0.4 to 5 arcsec, not " + fwhm);
    }
    Double centre = options.getCentreOffset();
    if (centre != null && !(centre >= 0 && centre <= 30)) {
      throw new UsageException("--centreOffset must be from 0 to 30 pixels, not " + centre);
    }
    Double sky = options.getSkyOffset();
    if (sky != null && !(Math.abs(sky) <= 5)) {
      throw new UsageException("--skyOffset must be from -5 to 5 sigma, not " + sky);
    }
    return new Conditions(
        optional(fwhm), optional(centre), optional(sky), Optional.ofNullable(options.getCompany()));
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
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
