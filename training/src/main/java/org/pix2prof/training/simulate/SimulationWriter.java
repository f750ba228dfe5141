// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import static java.util.Objects.requireNonNull;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;

/**
 * Writes simulated galaxies to a directory: one FITS image per galaxy, or one per galaxy and band,
 * and the true profiles of all as {@value #TRUTH}. The true profiles are written last, so a
 * directory without them is incomplete. The output is byte-identical for the same simulator, for
 * any number of threads.
 */
public final class SimulationWriter {

  /** Name of the table of true profiles. */
  public static final String TRUTH = "truth.csv";

  private static final String HEADER =
      "object_id,band,radius_arcsec,mu,ellipticity,pa_deg_ccw_from_x,mag_total\n";

  private final Simulator simulator;
  private final Path directory;
  private final List<String> bands;

  /**
   * Creates a writer of each galaxy in one random band.
   *
   * @param simulator source of the galaxies
   * @param directory output directory; created if it does not exist
   */
  public SimulationWriter(Simulator simulator, Path directory) {
    this(simulator, directory, List.of());
  }

  /**
   * Creates a writer of each galaxy in the given bands. Files are named {@code ID-BAND.fits}.
   *
   * @param simulator source of the galaxies
   * @param directory output directory; created if it does not exist
   * @param bands names of filters; empty for one random band
   */
  public SimulationWriter(Simulator simulator, Path directory, List<String> bands) {
    this.simulator = requireNonNull(simulator, "simulator");
    this.directory = requireNonNull(directory, "directory");
    this.bands = List.copyOf(bands);
  }

  /**
   * Writes the first galaxies of the simulator.
   *
   * @param count number of galaxies
   * @param threads number of threads
   * @param progress consumer of the number of galaxies written so far
   * @throws IOException if a file cannot be written; the message names it
   * @throws InterruptedException if the thread is interrupted
   */
  public void write(long count, int threads, LongConsumer progress)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path partial = directory.resolve(TRUTH + ".partial");
    try (BufferedWriter table = Files.newBufferedWriter(partial)) {
      append(HEADER, table, partial);
      OrderedExecutor.run(
          count,
          threads,
          this::writeGalaxy,
          (index, rows) -> {
            append(rows, table, partial);
            progress.accept(index + 1);
          });
    }
    Files.move(partial, directory.resolve(TRUTH), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Appends to a table.
   *
   * @throws IOException if it cannot be written; the message names the file
   */
  static void append(String rows, BufferedWriter table, Path file) throws IOException {
    try {
      table.write(rows);
      table.flush();
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a galaxy's images and returns the rows of its true profile. */
  private String writeGalaxy(long index) throws IOException {
    if (bands.isEmpty()) {
      SimulatedGalaxy galaxy = simulator.simulate(index);
      return write(galaxy, galaxy.id(), simulator.noiseOf(index), simulator.totalMagnitude(index));
    }
    StringBuilder rows = new StringBuilder();
    for (String band : bands) {
      SimulatedGalaxy galaxy = simulator.simulate(index, band);
      rows.append(
          write(
              galaxy,
              galaxy.id() + "-" + band,
              simulator.noiseOf(index, band),
              simulator.totalMagnitude(index, band)));
    }
    return rows.toString();
  }

  private String write(
      SimulatedGalaxy galaxy, String name, RandomGenerator noise, double totalMagnitude)
      throws IOException {
    float[] pixels = galaxy.observe(noise);
    Path file = directory.resolve(name + ".fits");
    try (Fits fits = new Fits()) {
      fits.addHDU(image(galaxy, pixels));
      ReproducibleFits.undate(fits);
      fits.write(file.toFile());
    } catch (FitsException | IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    StringBuilder rows = new StringBuilder();
    TruthProfile truth = galaxy.truth();
    for (int k = 0; k < truth.length(); k++) {
      rows.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.4f,%.4f,%.4f,%.2f,%.4f\n",
              galaxy.id(),
              galaxy.band(),
              truth.radiusArcsec()[k],
              truth.mu()[k],
              truth.ellipticity()[k],
              truth.paDeg()[k],
              totalMagnitude));
    }
    return rows.toString();
  }

  private static ImageHDU image(SimulatedGalaxy galaxy, float[] pixels) throws FitsException {
    float[][] rows = new float[galaxy.height()][galaxy.width()];
    for (int y = 0; y < rows.length; y++) {
      System.arraycopy(pixels, y * galaxy.width(), rows[y], 0, galaxy.width());
    }
    ImageHDU hdu = (ImageHDU) Fits.makeHDU(rows);
    Header header = hdu.getHeader();
    double degrees = galaxy.pixelScaleArcsec() / 3600;
    header.addValue("OBJECT", galaxy.id(), "simulated galaxy");
    header.addValue("FILTER", galaxy.band(), "band");
    header.addValue("BUNIT", "nanomaggy", "AB magnitude 22.5 is 1 nanomaggy");
    header.addValue("CTYPE1", "RA---TAN", "reference: the true centre of the galaxy");
    header.addValue("CTYPE2", "DEC--TAN", null);
    header.addValue("CRPIX1", galaxy.centreX() + 1, "first pixel is 1");
    header.addValue("CRPIX2", galaxy.centreY() + 1, "first pixel is 1");
    header.addValue("CRVAL1", 180.0, "arbitrary");
    header.addValue("CRVAL2", 30.0, "arbitrary");
    header.addValue("CD1_1", -degrees, "degrees per pixel");
    header.addValue("CD1_2", 0.0, null);
    header.addValue("CD2_1", 0.0, null);
    header.addValue("CD2_2", degrees, "degrees per pixel");
    return hdu;
  }
}
