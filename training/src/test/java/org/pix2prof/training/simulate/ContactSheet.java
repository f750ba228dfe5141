// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.ImageHDU;

/**
 * Draws sheets of cutouts to compare simulated and real ones by eye: {@code main(out.png, seed,
 * first, count)} for simulated galaxies, {@code main(out.png, directory)} for FITS cutouts.
 */
final class ContactSheet {

  private static final int CELL = 192;
  private static final int COLUMNS = 6;

  private ContactSheet() {}

  private record Cutout(float[] pixels, int width, int height) {}

  public static void main(String[] args) throws Exception {
    List<Cutout> cutouts = args.length == 2 ? real(Path.of(args[1])) : simulated(args);
    int rows = (cutouts.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage sheet =
        new BufferedImage(COLUMNS * CELL, rows * CELL, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < cutouts.size(); i++) {
      draw(cutouts.get(i), sheet, i % COLUMNS * CELL, i / COLUMNS * CELL);
    }
    ImageIO.write(sheet, "png", new File(args[0]));
  }

  private static List<Cutout> simulated(String[] args) {
    Simulator simulator = new Simulator(Long.parseLong(args[1]), SurveyModel.SDSS);
    long first = Long.parseLong(args[2]);
    List<Cutout> cutouts = new ArrayList<>();
    for (long i = first; i < first + Long.parseLong(args[3]); i++) {
      SimulatedGalaxy galaxy = simulator.simulate(i);
      System.out.println(galaxy.id() + " " + galaxy.band() + " " + galaxy.truth().length());
      cutouts.add(
          new Cutout(galaxy.observe(simulator.noiseOf(i)), galaxy.width(), galaxy.height()));
    }
    return cutouts;
  }

  private static List<Cutout> real(Path directory) throws IOException, FitsException {
    List<Cutout> cutouts = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    try (var paths = Files.walk(directory)) {
      paths.filter(p -> p.toString().endsWith(".fits")).sorted().forEach(files::add);
    }
    for (Path file : files) {
      try (Fits fits = new Fits(file.toFile())) {
        if (!(fits.readHDU() instanceof ImageHDU hdu) || hdu.getAxes().length != 2) {
          continue;
        }
        int[] axes = hdu.getAxes();
        float[] pixels = new float[axes[0] * axes[1]];
        Object kernel = hdu.getKernel();
        for (int y = 0; y < axes[0]; y++) {
          for (int x = 0; x < axes[1]; x++) {
            pixels[y * axes[1] + x] =
                ((Number) java.lang.reflect.Array.get(java.lang.reflect.Array.get(kernel, y), x))
                    .floatValue();
          }
        }
        System.out.println(file.getFileName());
        cutouts.add(new Cutout(pixels, axes[1], axes[0]));
      }
    }
    return cutouts;
  }

  /** Draws with an asinh stretch in units of the sky scatter, north up as in FITS viewers. */
  private static void draw(Cutout cutout, BufferedImage sheet, int left, int top) {
    float[] finite = new float[cutout.pixels.length];
    int n = 0;
    for (float v : cutout.pixels) {
      if (Float.isFinite(v)) {
        finite[n++] = v;
      }
    }
    float[] sorted = Arrays.copyOf(finite, n);
    Arrays.sort(sorted);
    double sky = sorted[n / 4];
    double sigma = Math.max(1e-9, (sorted[n / 4] - sorted[n / 25]));
    double top99 = Math.log(2 * 300);
    double scale = Math.min(1, (CELL - 4.0) / Math.max(cutout.width, cutout.height));
    for (int j = 0; j < cutout.height * scale - 1; j++) {
      for (int i = 0; i < cutout.width * scale - 1; i++) {
        float v = cutout.pixels[(int) (j / scale) * cutout.width + (int) (i / scale)];
        double t = (v - sky) / sigma;
        double shade = (Math.log(t + Math.sqrt(t * t + 1)) + 1) / (top99 + 1);
        int grey = Float.isFinite(v) ? (int) (255 * Math.max(0, Math.min(1, shade))) : 128;
        sheet.getRaster().setSample(left + i, top + CELL - 5 - j, 0, grey);
      }
    }
  }
}
