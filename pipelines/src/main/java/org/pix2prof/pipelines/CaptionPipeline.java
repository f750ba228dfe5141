// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.BadRecordErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.transforms.CaptionProfiles;
import org.pix2prof.transforms.WriteBadRecords;
import org.pix2prof.transforms.WriteModelImages;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/**
 * Pipeline from FITS files to profiles, configured by {@link ProfileOptions} and shared by all
 * commands that caption.
 */
public final class CaptionPipeline {

  /** Consumer of the profiles. */
  public interface Sink {
    /**
     * Adds the steps that process the profiles.
     *
     * @param profiles one per image
     */
    void accept(PCollection<SurfaceBrightnessProfile> profiles);

    /**
     * Creates the transform that writes the bad records, if they are recorded.
     *
     * @param place {@code --badRecords}: a prefix, or the name of a file that ends in {@code .json}
     * @return the sink of an error handler
     */
    default PTransform<PCollection<BadRecord>, PCollection<String>> badRecords(String place) {
      return OutputPlace.of(place, Format.JSON).single()
          ? WriteBadRecords.toFile(place)
          : WriteBadRecords.to(place);
    }
  }

  /**
   * Captions all images and waits for the end.
   *
   * @param options input and settings
   * @param console shows progress
   * @param sink consumer of the profiles
   * @return the counts
   * @throws UsageException if the options are invalid
   * @throws Exception if anything failed
   */
  public static RunCounts run(ProfileOptions options, Console console, Sink sink) throws Exception {
    return run(options, FileSource.of(options), console, sink);
  }

  /** Captions all images of a source and waits for the end. */
  static RunCounts run(ProfileOptions options, ImageSource source, Console console, Sink sink)
      throws Exception {
    try (EngineStart engine = EngineStart.of(options)) {
      Pipeline pipeline = create(options, source, sink);
      return run(pipeline, options, console, expected(options, source, console));
    }
  }

  /**
   * Counts the expected images. On a cluster, this process may not see the files, so the workers
   * list them.
   */
  private static ExpectedImages expected(
      ProfileOptions options, ImageSource source, Console console) throws Exception {
    if (PipelineRun.isLocal(options)) {
      source.warnings().forEach(w -> console.err().println("pix2prof: warning: " + w));
      return source.count();
    }
    return console.showsProgress() ? source.elsewhere() : ExpectedImages.unknown();
  }

  private static RunCounts run(
      Pipeline pipeline, ProfileOptions options, Console console, ExpectedImages expected)
      throws Exception {
    try {
      return PipelineRun.run(pipeline, console, expected);
    } catch (Exception e) {
      throw named(e, options);
    }
  }

  /**
   * Captions images as their files arrive, until cancelled.
   *
   * @param interrupt cancels the pipeline if it runs in this process
   * @return the counts; empty if the pipeline was cancelled and they are unknown
   * @throws UsageException if the options are invalid
   * @throws Exception if anything failed
   */
  static Optional<RunCounts> watch(
      ProfileOptions options,
      WatchSettings watching,
      Console console,
      Interrupt interrupt,
      Sink sink)
      throws Exception {
    options.as(StreamingOptions.class).setStreaming(true);
    Pipeline pipeline = create(options, WatchedSource.of(options, watching), sink);
    try {
      return PipelineRun.watch(
          pipeline, console, PipelineRun.isLocal(options) ? interrupt : Interrupt.ignored());
    } catch (Exception e) {
      throw named(e, options);
    }
  }

  private static Pipeline create(ProfileOptions options, ImageSource source, Sink sink)
      throws Exception {
    Pipeline pipeline = PipelineRun.create(options);
    try {
      if (options.getBadRecords() == null) {
        sink.accept(profiles(pipeline, options, source, null));
      } else {
        try (var bad =
            pipeline.registerBadRecordErrorHandler(sink.badRecords(options.getBadRecords()))) {
          sink.accept(profiles(pipeline, options, source, bad));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    return pipeline;
  }

  private static Exception named(Exception e, ProfileOptions options) {
    return Failures.root(e) instanceof BadImageException bad && options.getBadRecords() == null
        ? new BadImageException(
            bad.reason(),
            Failures.message(bad)
                + " (--badRecords=PREFIX skips and records such images and continues)",
            e)
        : e;
  }

  private static PCollection<SurfaceBrightnessProfile> profiles(
      Pipeline pipeline, ProfileOptions options, ImageSource source, BadRecordErrorHandler<?> bad)
      throws IOException, UsageException {
    return (options.getReferenceBand() == null
            ? caption(KnownTargets.assign(source.images(pipeline, bad), options, bad), options, bad)
            : source.captionInReferenceBand(pipeline, bad))
        .apply("Count", ParDo.of(new CountFn()))
        .setCoder(SurfaceBrightnessProfileCoder.of());
  }

  private static PCollection<SurfaceBrightnessProfile> caption(
      PCollection<GalaxyImage> images, ProfileOptions options, BadRecordErrorHandler<?> bad)
      throws IOException, UsageException {
    CaptionProfiles caption =
        CaptionProfiles.of(PreprocessedImages.model(options))
            .withRadii(MeasurementOptions.radii(options));
    if (options.isHarmonics()) {
      caption = caption.withHarmonics();
    }
    if (options.getBatchSize() != null) {
      caption = caption.withMaxBatchSize(options.getBatchSize());
    }
    Optional<WriteModelImages> modelImages = ModelImageOptions.of(options);
    if (modelImages.isPresent()) {
      caption = caption.withModelImages(modelImages.get());
    }
    if (bad != null) {
      caption = caption.withBadRecordErrorHandler(bad);
    }
    return PreprocessedImages.prepare(images, options, bad).apply("CaptionProfiles", caption);
  }

  /** Counts the profiles for {@link RunCounts}. */
  private static final class CountFn
      extends DoFn<SurfaceBrightnessProfile, SurfaceBrightnessProfile> {
    private final Counter profiles = Metrics.counter("pix2prof", RunCounts.PROFILES);
    private final Counter zeroPoint = Metrics.counter("pix2prof", RunCounts.ASSUMED + "zero_point");
    private final Counter pixelScale =
        Metrics.counter("pix2prof", RunCounts.ASSUMED + "pixel_scale");
    private final Counter doubtful = Metrics.counter("pix2prof", RunCounts.DOUBTFUL);

    @ProcessElement
    public void process(
        @Element SurfaceBrightnessProfile profile,
        OutputReceiver<SurfaceBrightnessProfile> receiver) {
      profiles.inc();
      if (profile.flags().contains(Flag.ZERO_POINT_ASSUMED)) {
        zeroPoint.inc();
      }
      if (profile.flags().contains(Flag.PIXEL_SCALE_ASSUMED)) {
        pixelScale.inc();
      }
      if (profile.flags().contains(Flag.CALIBRATION_DOUBTFUL)) {
        doubtful.inc();
      }
      receiver.output(profile);
    }
  }

  private CaptionPipeline() {}
}
