// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.PreparedGalaxyCoder;
import org.pix2prof.values.Radii;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/**
 * Captions galaxies with their surface-brightness profiles.
 *
 * <pre>{@code
 * PCollection<SurfaceBrightnessProfile> profiles =
 *     galaxies.apply(CaptionProfiles.of(ModelRef.defaultModel()));
 * }</pre>
 *
 * <p>Galaxies are batched inside the bundle, so images are not shuffled, and each profile keeps the
 * timestamp and window of its galaxy. All threads of a JVM share one loaded model.
 *
 * <p>An image on which the model fails, or whose profile is empty or not finite, fails the
 * pipeline, unless {@link #withBadRecordErrorHandler} is set. An engine failure always fails it: if
 * the model fails on a batch, its images are retried one by one, and if all of them fail, the
 * engine has failed. A batch of one image is compared with a blank image.
 *
 * <p>Metrics, under {@code pix2prof} and named after Beam's RunInference: {@code num_inferences},
 * {@code failed_batches_counter}, {@code inference_batch_latency_micro_secs}, {@code
 * inference_request_batch_size}, {@code inference_request_batch_byte_size}, {@code
 * load_model_latency_milli_secs} (near 0 if the model was already loaded), {@code
 * caption_time_milli_secs} (the times at which batches begin and end, since 1970), and {@code
 * bad_records_REASON}.
 */
@AutoValue
public abstract class CaptionProfiles
    extends PTransform<PCollection<PreparedGalaxy>, PCollection<SurfaceBrightnessProfile>> {
  private static final int DEFAULT_BATCH_SIZE = 32;
  private static final long DEFAULT_BATCH_BYTES = 64L << 20;

  abstract ModelSource model();

  abstract int maxBatchSize();

  abstract long maxBatchBytes();

  abstract Radii radii();

  abstract boolean harmonics();

  abstract @Nullable WriteModelImages modelImages();

  abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setModel(ModelSource model);

    abstract Builder setMaxBatchSize(int size);

    abstract Builder setMaxBatchBytes(long bytes);

    abstract Builder setRadii(Radii radii);

    abstract Builder setHarmonics(boolean harmonics);

    abstract Builder setModelImages(WriteModelImages write);

    abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

    abstract CaptionProfiles build();
  }

  /**
   * Captions with a model, in batches of at most 32 images and 64 MiB of pixels.
   *
   * @param model model for which the galaxies were preprocessed
   * @return the transform
   */
  public static CaptionProfiles of(ModelRef model) {
    return of(new SharedModelSource(model));
  }

  static CaptionProfiles of(ModelSource model) {
    return new AutoValue_CaptionProfiles.Builder()
        .setModel(model)
        .setMaxBatchSize(DEFAULT_BATCH_SIZE)
        .setMaxBatchBytes(DEFAULT_BATCH_BYTES)
        .setRadii(Radii.ofModel())
        .setHarmonics(false)
        .build();
  }

  /**
   * Sets the maximum batch size.
   *
   * @param images maximum number of images, at least 1
   * @return this transform with the maximum
   * @throws IllegalArgumentException if the number is less than 1
   */
  public CaptionProfiles withMaxBatchSize(int images) {
    return toBuilder().setMaxBatchSize(checkBatchSize(images)).build();
  }

  static int checkBatchSize(int images) {
    if (images < 1) {
      throw new IllegalArgumentException("batch size must be 1 or more, not " + images);
    }
    return images;
  }

  /**
   * Sets the maximum bytes of pixels in a batch. A larger image is a batch of its own.
   *
   * @param bytes maximum number of bytes, at least 1
   * @return this transform with the maximum
   * @throws IllegalArgumentException if the number is less than 1
   */
  public CaptionProfiles withMaxBatchBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("batch bytes must be 1 or more, not " + bytes);
    }
    return toBuilder().setMaxBatchBytes(bytes).build();
  }

  /**
   * Sets the radii of the samples. The isophotes and mu are interpolated between those of the
   * model, and the intensity is measured at each radius. Beyond the end that the model predicts,
   * the isophotes keep their shape and mu is NaN.
   *
   * @param radii the choice; those of the model by default
   * @return this transform with the radii
   */
  public CaptionProfiles withRadii(Radii radii) {
    return toBuilder().setRadii(requireNonNull(radii, "radii")).build();
  }

  /**
   * Measures the isophotes' deviations from ellipses, {@link
   * org.pix2prof.model.photometry.IsophotePhotometry#harmonics}.
   *
   * @return this transform with the measurement
   */
  public CaptionProfiles withHarmonics() {
    return toBuilder().setHarmonics(true).build();
  }

  /**
   * Writes the model image of each profile and its residual, in the same stage: no pixels are
   * shuffled. The model must give isophotes.
   *
   * @param write where to; its bad records go to the handler of this transform, if there is one
   * @return this transform with the model images
   */
  public CaptionProfiles withModelImages(WriteModelImages write) {
    return toBuilder().setModelImages(requireNonNull(write, "write")).build();
  }

  /**
   * Sends images that cannot be captioned to a handler, each as an {@link
   * org.pix2prof.values.ImageReference} and a reason, instead of failing. The reasons are {@code
   * caption_failed}, {@code empty_profile} and {@code not_finite}.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with the handler
   */
  public CaptionProfiles withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
  }

  @Override
  public PCollection<SurfaceBrightnessProfile> expand(PCollection<PreparedGalaxy> input) {
    CaptionFn captionFn =
        new CaptionFn(
            model(),
            maxBatchSize(),
            maxBatchBytes(),
            radii(),
            harmonics(),
            modelImages() != null,
            BadImages.router(badRecordErrorHandler()));
    PCollectionTuple outputs =
        input.apply(
            "Caption", BadImages.step(captionFn, CaptionFn.PROFILES, CaptionFn.WITH_GALAXIES));
    PCollection<KV<PreparedGalaxy, SurfaceBrightnessProfile>> withGalaxies =
        outputs
            .get(CaptionFn.WITH_GALAXIES)
            .setCoder(KvCoder.of(PreparedGalaxyCoder.of(), SurfaceBrightnessProfileCoder.of()));
    WriteModelImages write = modelImages();
    if (write != null) {
      ErrorHandler<BadRecord, ?> handler = badRecordErrorHandler();
      withGalaxies.apply(
          "WriteModelImages", handler == null ? write : write.withBadRecordErrorHandler(handler));
    }
    return BadImages.collect(outputs, badRecordErrorHandler())
        .get(CaptionFn.PROFILES)
        .setCoder(SurfaceBrightnessProfileCoder.of());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.add(DisplayData.item("model", model().toString()).withLabel("Model"));
    displaySettings(builder);
  }

  /** Adds the settings other than the model. */
  void displaySettings(DisplayData.Builder builder) {
    WriteModelImages write = modelImages();
    builder
        .add(DisplayData.item("maxBatchSize", maxBatchSize()).withLabel("Maximum images per batch"))
        .add(
            DisplayData.item("maxBatchBytes", maxBatchBytes())
                .withLabel("Maximum bytes of pixels per batch"))
        .addIfNotDefault(
            DisplayData.item("radii", radii().toString()).withLabel("Radii"),
            Radii.ofModel().toString())
        .addIfNotDefault(
            DisplayData.item("harmonics", harmonics()).withLabel("Measures harmonics"), false)
        .addIfNotNull(
            DisplayData.item("modelImages", write == null ? null : write.prefix())
                .withLabel("Prefix of model images"));
  }
}
