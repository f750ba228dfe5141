// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pix2prof.pipelines.Command;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.OutputLock;
import org.pix2prof.pipelines.Progress;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.training.simulate.Band;
import org.pix2prof.training.simulate.FrameGeometry;
import org.pix2prof.training.simulate.FrameSimulation;
import org.pix2prof.training.simulate.ObservingConditions;
import org.pix2prof.training.simulate.SimulationWriter;
import org.pix2prof.training.simulate.Simulator;
import org.pix2prof.training.simulate.SurveyModel;
import org.pix2prof.training.simulate.SurveyOption;

/**
 * The command {@code simulate}, which simulates galaxies as FITS files with their true profiles.
 */
@AutoService(Command.class)
public final class SimulateCommand implements Command {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  /** Constructor for {@link java.util.ServiceLoader}. */
  public SimulateCommand() {}

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String summary() {
    return "simulates galaxy images or survey frames as FITS, with true profiles in truth.csv";
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
    ObservingConditions conditions = conditions(options);
    if (options.getFrames() != null) {
      frames(options, conditions, console);
      return;
    }
    if (options.getFrameSize() != null) {
      throw new UsageException("--frameSize requires --frames");
    }
    List<Band> bands = bands(options.getBands() == null ? List.of() : options.getBands());
    Path directory = emptyDirectory(options.getOutput());
    Simulator simulator =
        new Simulator(options.getSeed(), options.getSurvey().surveys(), conditions);
    int threads = Runtime.getRuntime().availableProcessors();
    try (OutputLock lock = OutputLock.ofDirectory(directory);
        Progress progress = console.progress("galaxies", count)) {
      emptyDirectory(options.getOutput()); // Another run may have filled it meanwhile.
      new SimulationWriter(simulator, directory, bands.stream().map(Band::name).toList())
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
                + directory);
  }

  private static void frames(
      SimulateOptions options, ObservingConditions conditions, Console console) throws Exception {
    int frames = options.getFrames();
    if (frames < 1) {
      throw new UsageException("--frames must be at least 1, not " + frames);
    }
    if (options.getSurvey() != SurveyOption.SDSS) {
      throw new UsageException(
          "--frames simulates SDSS; it cannot be combined with another --survey");
    }
    for (String option : List.of("centreOffset", "skyOffset", "companion")) {
      if (isSet(option, conditions)) {
        throw new UsageException("--" + option + " cannot be combined with --frames");
      }
    }
    List<Band> bands = bands(options.getBands() == null ? List.of("r") : options.getBands());
    FrameGeometry geometry = geometry(options.getFrameSize());
    Path directory = emptyDirectory(options.getOutput());
    FrameSimulation simulation =
        new FrameSimulation(
            options.getSeed(),
            frames,
            options.getCount(),
            bands,
            conditions.fwhmArcsec(),
            geometry);
    int threads = Runtime.getRuntime().availableProcessors();
    try (OutputLock lock = OutputLock.ofDirectory(directory);
        Progress progress = console.progress("frames", simulation.files())) {
      emptyDirectory(options.getOutput()); // Another run may have filled it meanwhile.
      simulation.write(directory, threads, done -> progress.update(done, 0));
    }
    console
        .out()
        .println(
            simulation.files()
                + " frames of seed "
                + options.getSeed()
                + ", "
                + FrameSimulation.CATALOG
                + " with "
                + options.getCount()
                + " positions and "
                + SimulationWriter.TRUTH
                + " in "
                + directory);
  }

  private static boolean isSet(String option, ObservingConditions conditions) {
    return switch (option) {
      case "centreOffset" -> conditions.centreOffset().isPresent();
      case "skyOffset" -> conditions.skyOffset().isPresent();
      default -> conditions.companion().isPresent();
    };
  }

  private static FrameGeometry geometry(String size) throws UsageException {
    if (size == null) {
      return FrameGeometry.SDSS;
    }
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw new UsageException("--frameSize must be WIDTHxHEIGHT in pixels, not " + size);
    }
    try {
      return FrameGeometry.of(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--frameSize=" + size + ": " + e.getMessage());
    }
  }

  private static List<Band> bands(List<String> names) throws UsageException {
    List<Band> bands = new ArrayList<>();
    for (String name : names) {
      bands.add(
          SurveyModel.SDSS.bands().stream()
              .filter(band -> band.name().equals(name) && !bands.contains(band))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--bands must be of g, r, i and z, each once, not " + names)));
    }
    return bands;
  }

  private static ObservingConditions conditions(SimulateOptions options) throws UsageException {
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
    return new ObservingConditions(
        optional(fwhm),
        optional(centre),
        optional(sky),
        Optional.ofNullable(options.getCompanion()));
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Path emptyDirectory(String output) throws UsageException, IOException {
    Path directory;
    try {
      directory = Path.of(output);
    } catch (InvalidPathException e) {
      throw new UsageException("--output=" + output + " is not a path: " + e.getMessage());
    }
    if (!Files.exists(directory)) {
      return directory;
    }
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          "--output=" + output + " is a file; expected a new or empty directory");
    }
    try (Stream<Path> inside = Files.list(directory)) {
      if (inside.anyMatch(file -> !file.endsWith(OutputLock.OF_DIRECTORY))) {
        throw new UsageException(
            "--output=" + output + " is not empty; expected a new or empty directory");
      }
    }
    return directory;
  }
}
