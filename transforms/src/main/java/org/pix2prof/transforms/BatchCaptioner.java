// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.EngineFaultException;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.engine.Engines;

/**
 * Captions batches, so that a bad image does not affect the others.
 *
 * <p>If the model fails on a batch, its images are retried one by one. An image that fails alone is
 * bad if the model captions another image of the batch or, in a batch of one, a blank image.
 * Otherwise the engine has failed, and the exception is thrown.
 *
 * <p>A NaN or infinite value from finite pixels is an engine failure. It fails the run instead of
 * making the image a bad record.
 */
final class BatchCaptioner {
  /** Side of a blank image for a model that takes images of any size, pixels. */
  private static final int BLANK_SIDE = 64;

  /** Larger pixel values may overflow single precision in a network. */
  private static final float LARGEST_PIXEL = 1e15f;

  private final CaptionModel model;
  private final InferenceMetrics metrics;

  BatchCaptioner(CaptionModel model, InferenceMetrics metrics) {
    this.model = model;
    this.metrics = metrics;
  }

  /**
   * Result of one image.
   *
   * @param caption null if there is a problem
   * @param problem null if there is a caption
   */
  record Result(@Nullable Caption caption, @Nullable BadImageException problem) {
    static Result of(Caption caption) {
      return new Result(caption, null);
    }

    static Result of(BadImageException problem) {
      return new Result(null, problem);
    }
  }

  /** Returns the size of an image's pixels in bytes. */
  static long bytes(PreparedImage image) {
    return (long) Float.BYTES * image.pixels().length;
  }

  /**
   * Captions a batch.
   *
   * @param images at least one image
   * @return one result per image, in order
   * @throws IllegalArgumentException if an image is not of the model's input size, or has isophotes
   *     while the model does not support them
   * @throws EngineFaultException if the engine computes wrong values
   * @throws IllegalStateException if the engine fails, or breaks the contract of {@link
   *     CaptionModel#caption}
   */
  List<Result> caption(List<PreparedImage> images) {
    images.forEach(model::requireInput);
    List<Caption> captions;
    try {
      captions = run(images);
    } catch (EngineFaultException e) {
      metrics.engineFailed();
      throw e;
    } catch (RuntimeException e) {
      metrics.batchFailed();
      return oneByOne(images, e);
    }
    return check(captions, images);
  }

  private List<Result> oneByOne(List<PreparedImage> images, RuntimeException batchFailure) {
    List<Result> results = new ArrayList<>();
    boolean works = false;
    for (PreparedImage image : images) {
      RuntimeException failure = batchFailure;
      if (images.size() > 1) {
        try {
          results.addAll(check(run(List.of(image)), List.of(image)));
          works = true;
          continue;
        } catch (EngineFaultException e) {
          throw e;
        } catch (RuntimeException e) {
          failure = e;
        }
      }
      results.add(
          Result.of(
              new BadImageException(
                  "caption_failed", "the model fails on this image: " + failure, failure)));
    }
    if (!works && !(images.size() == 1 && captionsBlank(batchFailure))) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "model %s failed on %s: %s",
              name(),
              images.size() == 1
                  ? "an image and on a blank one"
                  : "each of " + images.size() + " images",
              batchFailure),
          batchFailure);
    }
    return results;
  }

  private boolean captionsBlank(RuntimeException batchFailure) {
    ModelManifest.Input input = model.manifest().input();
    boolean anySize = input.pixels() == ModelManifest.Pixels.NATIVE;
    int width = anySize ? Math.min(BLANK_SIDE, input.width()) : input.width();
    int height = anySize ? Math.min(BLANK_SIDE, input.height()) : input.height();
    PreparedImage blank =
        new PreparedImage(
            new float[height * width],
            width,
            height,
            (width - 1) / 2.0,
            (height - 1) / 2.0,
            0,
            0,
            1,
            Set.of());
    try {
      model.caption(List.of(blank));
      return true;
    } catch (RuntimeException e) {
      batchFailure.addSuppressed(e);
      return false;
    }
  }

  private List<Caption> run(List<PreparedImage> images) {
    long start = System.nanoTime();
    List<Caption> captions = model.caption(images);
    long micros = (System.nanoTime() - start) / 1000;
    long bytes = images.stream().mapToLong(BatchCaptioner::bytes).sum();
    metrics.batchDone(images.size(), bytes, micros);
    return captions;
  }

  private List<Result> check(List<Caption> captions, List<PreparedImage> images) {
    if (captions.size() != images.size()) {
      throw new IllegalStateException(
          "model "
              + name()
              + " gave "
              + captions.size()
              + " captions for "
              + images.size()
              + " images");
    }
    return IntStream.range(0, captions.size())
        .mapToObj(i -> check(captions.get(i), images.get(i)))
        .toList();
  }

  private Result check(Caption caption, PreparedImage image) {
    if (caption.length() == 0) {
      return Result.of(new BadImageException("empty_profile", "the model gives no profile"));
    }
    return Stream.of(
            notFinite("mu", caption.mu()),
            notFinite("mu_err", caption.muErr()),
            notFinite("ellipticity", caption.ellipticity()),
            notFinite("pa_deg", caption.paDeg()),
            notFinite("sky", new float[] {(float) caption.skyExcess()}))
        .flatMap(Optional::stream)
        .findFirst()
        .map(message -> blame(image, message))
        .orElse(Result.of(caption));
  }

  private Result blame(PreparedImage image, String message) {
    if (overflows(image)) {
      return Result.of(new BadImageException("not_finite", message));
    }
    metrics.engineFailed();
    throw new EngineFaultException(
        "model "
            + name()
            + ": "
            + message
            + " for an image without fault; the engine or the weights are wrong ("
            + Engines.description()
            + "); "
            + Engines.remedy());
  }

  /** Returns true if a correct network may return NaN for these pixels. */
  private boolean overflows(PreparedImage image) {
    boolean takesNan = model.manifest().takesNan();
    for (float pixel : image.pixels()) {
      if (Float.isNaN(pixel) ? !takesNan : Math.abs(pixel) > LARGEST_PIXEL) {
        return true;
      }
    }
    return false;
  }

  /** Describes the first value that is NaN or infinite; the sequence may be null. */
  private static Optional<String> notFinite(String name, float[] values) {
    return IntStream.range(0, values == null ? 0 : values.length)
        .filter(i -> !Float.isFinite(values[i]))
        .mapToObj(i -> "the model gives " + name + " = " + values[i] + " at step " + i)
        .findFirst();
  }

  private String name() {
    return model.manifest().name();
  }
}
