// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.model.Flag;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.PipelineRun;
import org.pix2prof.pipelines.PreprocessedImages;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.training.LocalSink;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.PreparedGalaxy;

/** Reads images and their reference profiles and writes them to a {@link PairFile}. */
final class PairReader {
  /** Limits of plausible surface brightness, mag/arcsec^2. */
  private static final double BRIGHTEST = -5;

  private static final double FAINTEST = 40;

  /** Calibrations without which an image and its profile do not fit together. */
  private static final List<Flag> ASSUMED =
      List.of(Flag.PIXEL_SCALE_ASSUMED, Flag.ZERO_POINT_ASSUMED);

  private final PolarNetwork network;
  private final ReferenceIndex references;
  private final PairFile.Writer writer;
  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
  private final Map<ReferenceProfile, String> images = new ConcurrentHashMap<>();

  private PairReader(PolarNetwork network, ReferenceIndex references, PairFile.Writer writer) {
    this.network = network;
    this.references = references;
    this.writer = writer;
  }

  /**
   * Reads all pairs.
   *
   * @param options input, truth and settings for reading
   * @param model for which the images are preprocessed
   * @param network of that model
   * @param file to write
   * @param console for the progress
   * @return number of pairs, and of images without a pair by reason
   * @throws UsageException if no pair remains
   * @throws Pipeline.PipelineExecutionException if several images have one profile; the message
   *     names them
   */
  static String read(
      TrainOptions options, ModelRef model, PolarNetwork network, Path file, Console console)
      throws Exception {
    ReferenceIndex references =
        new ReferenceIndex(ReferenceFiles.read(options.getTruth(), options, console));
    try (PairFile.Writer writer = new PairFile.Writer(file, input(network.manifest()))) {
      PairReader reader = new PairReader(network, references, writer);
      reader.run(options, model, console);
      if (reader.images.isEmpty()) {
        throw new UsageException(
            "--truth: no image of --input has a usable profile in "
                + options.getTruth()
                + ": "
                + reader.summary());
      }
      writer.finish();
      return reader.summary();
    }
  }

  /** Describes what the images of a model's pairs were prepared for. */
  static String input(ModelManifest manifest) {
    return manifest.input() + " " + manifest.profile();
  }

  private void run(TrainOptions options, ModelRef model, Console console) throws Exception {
    Pipeline pipeline = Pipeline.create(options);
    try (LocalSink<PreparedGalaxy> galaxies = new LocalSink<>(this::add);
        LocalSink<BadRecord> bad =
            new LocalSink<>(record -> count(record.getFailure().getDescription()))) {
      try (var handler = pipeline.registerBadRecordErrorHandler(bad)) {
        PreprocessedImages.read(pipeline, options, options.getInput(), model, handler)
            .apply("Pairs", galaxies);
      }
      PipelineRun.run(pipeline, console, 0);
    } catch (Pipeline.PipelineExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException cause) {
        throw cause.getCause();
      }
      throw e;
    }
  }

  private void add(PreparedGalaxy galaxy) {
    ReferenceIndex.Match match = references.find(galaxy.provenance());
    ReferenceProfile profile = match.profile();
    if (profile == null) {
      count(match.problem().name().toLowerCase(Locale.ROOT));
      return;
    }
    for (Flag assumed : ASSUMED) {
      if (galaxy.image().flags().contains(assumed)) {
        count(assumed.name().toLowerCase(Locale.ROOT));
        return;
      }
    }
    for (double mu : profile.mu()) {
      if (!(mu >= BRIGHTEST && mu <= FAINTEST)) {
        count("implausible_mu");
        return;
      }
    }
    if (PairSamples.known(PairSamples.truth(network, galaxy.image(), profile))
        < TrainingSample.MIN_STEPS) {
      count("too_short");
      return;
    }
    String source = galaxy.provenance().source();
    String other = images.putIfAbsent(profile, source);
    if (other != null) {
      throw new IllegalArgumentException(
          "several images have the profile of "
              + profile.label()
              + ": "
              + other
              + " and "
              + source
              + "; --idKeyword or --idFromFileName can distinguish them");
    }
    try {
      writer.add(PreparedGalaxy.of(galaxy.provenance(), galaxy.image()), profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void count(String reason) {
    counts.merge(reason, 1, Integer::sum);
  }

  private String summary() {
    StringBuilder summary = new StringBuilder(images.size() + " pairs");
    int unused = references.size() - images.size();
    if (unused > 0) {
      summary.append(", ").append(unused).append(" profiles without image");
    }
    String separator = ", images without profile: ";
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      summary.append(separator).append(count.getValue()).append(' ').append(count.getKey());
      separator = ", ";
    }
    return summary.toString();
  }
}
