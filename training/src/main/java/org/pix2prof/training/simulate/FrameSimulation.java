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
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.pix2prof.wcs.LocalWcs;

/**
 * Simulates survey frames and the catalogue of their galaxies: overlapping bzipped FITS frames in
 * the format of SDSS, {@value #CATALOG} with the columns {@code id,ra,dec}, and the true profiles
 * as {@value SimulationWriter#TRUTH}. The true profiles are written last, so a directory without
 * them is incomplete. The output is byte-identical for the same arguments, for any number of
 * threads.
 */
public final class FrameSimulation {
  /** Name of the table of positions. */
  public static final String CATALOG = "catalog.csv";

  private static final String HEADER =
      "object_id,band,radius_arcsec,mu,ellipticity,pa_deg_ccw_from_x,pa_deg_east_of_north\n";

  /** Detector counts per standard deviation of the sky. */
  private static final double COUNTS_PER_SIGMA = 5.5;

  /**
   * Galaxies fainter than in cutouts of single galaxies, to keep enough empty sky in the fields.
   */
  private static final SurveyModel SURVEY =
      new SurveyModel(
          256,
          256,
          SurveyModel.SDSS.pixelScaleArcsec(),
          SurveyModel.SDSS.zeroPoint(),
          SurveyModel.SDSS.bands(),
          SurveyModel.SDSS.fwhmMinArcsec(),
          SurveyModel.SDSS.fwhmMaxArcsec(),
          15,
          19,
          SurveyModel.SDSS.grid(),
          SurveyModel.SDSS.depth());

  private final long seed;
  private final List<Band> bands;
  private final OptionalDouble fwhmArcsec;
  private final FrameGeometry geometry;
  private final List<SurveyField> frames;
  private final List<CatalogGalaxy> galaxies;

  /**
   * Draws the positions of frames and galaxies.
   *
   * @param seed random seed
   * @param frames number of fields, at least 1
   * @param positions number of catalogue rows, at least 1
   * @param bands bands of SDSS, at least one; each field has one frame per band
   * @param fwhmArcsec seeing of all frames; random in each band if empty
   * @param geometry size and overlap of the frames
   */
  public FrameSimulation(
      long seed,
      int frames,
      int positions,
      List<Band> bands,
      OptionalDouble fwhmArcsec,
      FrameGeometry geometry) {
    this.seed = seed;
    this.bands = List.copyOf(bands);
    this.fwhmArcsec = requireNonNull(fwhmArcsec, "fwhmArcsec");
    this.geometry = geometry;
    Stripe stripe = new Stripe(seed, frames, geometry, SURVEY.pixelScaleArcsec());
    this.frames = stripe.frames();
    this.galaxies = FrameCatalog.draw(seed, positions, stripe, geometry);
  }

  List<SurveyField> frames() {
    return frames;
  }

  List<CatalogGalaxy> galaxies() {
    return galaxies;
  }

  /**
   * Returns the number of frame files.
   *
   * @return fields times bands
   */
  public int files() {
    return frames.size() * bands.size();
  }

  /**
   * Writes frames, catalogue and true profiles.
   *
   * @param directory output directory; created if it does not exist
   * @param threads number of threads
   * @param progress consumer of the number of frames written so far
   * @throws IOException if a file cannot be written; the message names it
   * @throws InterruptedException if the thread is interrupted
   */
  public void write(Path directory, int threads, LongConsumer progress)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    FrameCatalog.write(galaxies, directory.resolve(CATALOG));
    Path partial = directory.resolve(SimulationWriter.TRUTH + ".partial");
    try (BufferedWriter table = Files.newBufferedWriter(partial)) {
      SimulationWriter.append(HEADER, table, partial);
      OrderedExecutor.run(
          files(),
          threads,
          i -> writeFrame(directory, (int) i / bands.size(), bands.get((int) i % bands.size())),
          (i, rows) -> {
            SimulationWriter.append(rows, table, partial);
            progress.accept(i + 1);
          });
    }
    Files.move(
        partial, directory.resolve(SimulationWriter.TRUTH), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes a frame and returns the rows of its galaxies' true profiles. */
  private String writeFrame(Path directory, int index, Band band) throws IOException {
    SurveyField frame = frames.get(index);
    LocalWcs wcs = frame.wcs(band.name());
    FrameRenderer.Scene scene = render(index, band);
    float[] pixels = observe(scene.light(), index, band);
    FrameFile.write(
        directory.resolve(frame.name(band.name()) + FrameFile.EXTENSION),
        frame,
        wcs,
        band.name(),
        pixels,
        geometry,
        perCount(band));
    StringBuilder rows = new StringBuilder();
    scene.truths().forEach(truth -> append(rows, truth, band));
    return rows.toString();
  }

  FrameRenderer.Scene render(int index, Band band) {
    return new FrameRenderer(seed, SURVEY, band, psf(band), geometry)
        .render(index, frames.get(index).wcs(band.name()), galaxies);
  }

  private Psf psf(Band band) {
    SplittableRandom random = random(-1, band);
    double drawn =
        RandomVariates.clippedNormal(
            random, 1.3, 0.25, SURVEY.fwhmMinArcsec(), SURVEY.fwhmMaxArcsec());
    return Psf.doubleGaussian(
        fwhmArcsec.orElse(drawn) / SURVEY.pixelScaleArcsec(),
        RandomVariates.uniform(random, 2, 2.8),
        RandomVariates.uniform(random, 0.12, 0.35),
        1);
  }

  private static double perCount(Band band) {
    return band.skySigma() / COUNTS_PER_SIGMA;
  }

  /** Adds noise and rounds to integer detector counts. */
  private float[] observe(float[] light, int index, Band band) {
    SplittableRandom random = random(index, band);
    double perCount = perCount(band);
    double variance = band.skySigma() * band.skySigma();
    float[] pixels = new float[light.length];
    for (int i = 0; i < light.length; i++) {
      double sigma = Math.sqrt(variance + Math.max(0, light[i]) / band.gain());
      pixels[i] =
          (float) (Math.rint((light[i] + sigma * random.nextGaussian()) / perCount) * perCount);
    }
    return pixels;
  }

  private SplittableRandom random(int index, Band band) {
    long mixed = seed * 0xD1B54A32D192ED03L + index * 0x9E3779B97F4A7C15L + band.name().hashCode();
    return new SplittableRandom(new SplittableRandom(mixed).nextLong());
  }

  private static void append(StringBuilder rows, FrameRenderer.GalaxyTruth truth, Band band) {
    TruthProfile profile = truth.profile();
    for (int k = 0; k < profile.length(); k++) {
      rows.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.4f,%.4f,%.4f,%.2f,%.2f\n",
              truth.galaxy().id(),
              band.name(),
              profile.radiusArcsec()[k],
              profile.mu()[k],
              profile.ellipticity()[k],
              profile.paDeg()[k],
              ((profile.paDeg()[k] + truth.eastOfNorthDeg()) % 180 + 180) % 180));
    }
  }
}
