// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;

/**
 * Repeatedly processes FITS files to CSV rows on one thread without Beam, for comparison with a
 * pipeline over the same files, see {@code docs/scaling.md}.
 */
public final class PlainLoop {
  private static final int BATCH = 32;
  private static final int WARM_UP = 20;
  private static final int BATCHES = 60;

  /**
   * Measures and prints the rate and the CPU time.
   *
   * @param args directory of {@code *.fits.gz}
   * @throws Exception if a file has no valid image
   */
  public static void main(String[] args) throws Exception {
    List<byte[]> few = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".fits.gz")).sorted().toList()) {
        few.add(Files.readAllBytes(file));
      }
    }
    List<byte[]> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      batch.add(few.get(i % few.size()));
    }
    try (CaptionModel model =
        ModelLoader.load(ModelBundle.open(ModelRef.DEFAULT_URI), Engines.device("cpu"))) {
      Preprocessor preprocessor = Preprocessor.of(model.manifest().input());
      for (int i = 0; i < WARM_UP; i++) {
        caption(model, preprocessor, batch);
      }
      long start = System.nanoTime();
      long cpu = processCpuNanos();
      for (int i = 0; i < BATCHES; i++) {
        caption(model, preprocessor, batch);
      }
      int galaxies = BATCHES * BATCH;
      System.out.printf(
          Locale.ROOT,
          "plain loop, 1 thread: %.1f galaxies/s, %.1f CPU-ms a galaxy%n",
          galaxies / ((System.nanoTime() - start) / 1e9),
          (processCpuNanos() - cpu) / 1e6 / galaxies);
    }
  }

  private static void caption(CaptionModel model, Preprocessor preprocessor, List<byte[]> files)
      throws Exception {
    List<GalaxyImage> read = Steps.read(files);
    List<PreparedImage> inputs = Steps.prepare(preprocessor, Steps.sky(read));
    Steps.csv(read, inputs, model.manifest(), model.caption(inputs));
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private PlainLoop() {}
}
