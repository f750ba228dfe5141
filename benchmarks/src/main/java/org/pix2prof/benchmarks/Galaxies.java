// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.pix2prof.training.simulate.SimulationWriter;
import org.pix2prof.training.simulate.Simulator;
import org.pix2prof.training.simulate.SurveyModel;

/** The same simulated SDSS galaxies for every benchmark, as FITS files in memory. */
@State(Scope.Benchmark)
public class Galaxies {
  /** Number of galaxies in a benchmark. */
  public static final int COUNT = 32;

  private static final long SEED = 4242;

  private final int count;
  private final List<byte[]> files = new ArrayList<>();

  /** Constructor for JMH. */
  public Galaxies() {
    this(COUNT);
  }

  Galaxies(int count) {
    this.count = count;
  }

  /**
   * Simulates the galaxies.
   *
   * @throws IOException if no temporary directory can be written
   * @throws InterruptedException if the thread is interrupted
   */
  @Setup
  public void simulate() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("pix2prof-benchmarks");
    new SimulationWriter(new Simulator(SEED, SurveyModel.SDSS), directory)
        .write(count, 1, done -> {});
    for (Path path : list(directory)) {
      if (path.toString().endsWith(".fits")) {
        files.add(Files.readAllBytes(path));
      }
      Files.delete(path);
    }
    Files.delete(directory);
  }

  /**
   * Returns the galaxies.
   *
   * @return FITS files with one image of 256 x 256 pixels of 4 bytes each
   */
  public List<byte[]> files() {
    return files;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
