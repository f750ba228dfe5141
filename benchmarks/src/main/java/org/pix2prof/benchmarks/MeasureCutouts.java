// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.pix2prof.internal.fits.FitsDecoder;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.ImageHandler;
import org.pix2prof.model.BadImageException;
import org.pix2prof.transforms.MakeCutouts;
import org.pix2prof.transforms.ReadCatalog;
import org.pix2prof.transforms.WriteBadRecords;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;

/**
 * Compares the cost of making cutouts with that of reading all frames completely: {@code cutouts.sh
 * CATALOG FRAMES [DIRECTORY]}. If a directory is given, the cutouts are written there for {@code
 * check_cutouts.py}.
 */
public final class MeasureCutouts {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * Measures and prints the costs.
   *
   * @param args catalogue, glob of frames and, optionally, a directory for the cutouts
   * @throws Exception if a file cannot be read
   */
  public static void main(String[] args) throws Exception {
    cut(args[0], args[1], args.length > 2 ? Path.of(args[2]) : null);
    List<Path> files = files(args[1]);
    whole(files.subList(0, 1)); // Warms up.
    long start = System.nanoTime();
    long cpu = PROCESS.getProcessCpuTime();
    long bytes = whole(files);
    print("frames read whole", files.size(), bytes, start, cpu);
  }

  private static void print(String what, long count, long bytes, long start, long cpu) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d, %.1f MB read, %.1f s, %.1f CPU-s%n",
        what,
        count,
        bytes / 1e6,
        (System.nanoTime() - start) / 1e9,
        (PROCESS.getProcessCpuTime() - cpu) / 1e9);
  }

  private static List<Path> files(String glob) throws Exception {
    Path directory = Path.of(glob).getParent();
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    List<Path> files = new ArrayList<>();
    try (var all = Files.newDirectoryStream(directory, matcher::matches)) {
      all.forEach(files::add);
    }
    return files;
  }

  /** Reads all pixels of all frames. */
  private static long whole(List<Path> files) throws Exception {
    FitsDecoder decoder = new FitsDecoder(FitsOptions.defaults());
    long bytes = 0;
    for (Path file : files) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        bytes += decoder.decode(in, Files.size(file), file.toString(), new DiscardingHandler());
      }
    }
    return bytes;
  }

  private static void cut(String catalog, String frames, Path directory) throws Exception {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(
                "--runner=DirectRunner",
                "--targetParallelism=1",
                "--enforceImmutability=false",
                "--enforceEncodability=false")
            .create();
    Pipeline pipeline = Pipeline.create(options);
    Path bad = Files.createTempDirectory("cutouts").resolve("bad");
    try (ErrorHandler.BadRecordErrorHandler<?> handler =
        pipeline.registerBadRecordErrorHandler(WriteBadRecords.to(bad.toString()))) {
      pipeline
          .apply(ReadCatalog.create().from(catalog).withBadRecordErrorHandler(handler))
          .apply(
              MakeCutouts.create()
                  .from(frames)
                  .withSurvey(Survey.SDSS)
                  .withMaxCutoutSize(MakeCutouts.DEFAULT_CUTOUT_SIZE_ARCSEC)
                  .withBadRecordErrorHandler(handler))
          .apply(ParDo.of(new KeepCutoutsFn(directory == null ? null : directory.toString())));
    }
    long start = System.nanoTime();
    long cpu = PROCESS.getProcessCpuTime();
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    Map<String, Long> counters = new TreeMap<>();
    result
        .metrics()
        .queryMetrics(MetricsFilter.builder().build())
        .getCounters()
        .forEach(c -> counters.merge(c.getName().getName(), c.getAttempted(), Long::sum));
    print("cutouts cut", counters.get(KeepCutoutsFn.CUTOUTS), bytes(counters), start, cpu);
    System.out.printf(
        Locale.ROOT, "of that for headers: %.1f MB%n", counters.get("bytes_read_of_headers") / 1e6);
  }

  private static long bytes(Map<String, Long> counters) {
    return counters.get("bytes_read") + counters.get("bytes_read_of_headers");
  }

  private static final class DiscardingHandler implements ImageHandler {
    @Override
    public void image(GalaxyImage image) {}

    @Override
    public void bad(int hdu, BadImageException problem) throws Exception {
      throw problem;
    }

    @Override
    public void skipped(int hdu, String reason) {}
  }

  private MeasureCutouts() {}
}
