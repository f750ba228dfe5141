package org.pix2prof.transforms;

import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.ImageReference;

/** How the transforms tell of an image they cannot use: a small reference and a reason. */
final class BadImages {
  private static final SerializableCoder<ImageReference> CODER =
      SerializableCoder.of(ImageReference.class);

  /**
   * Counts the image under {@code bad_records_REASON} and hands it to the router, which throws or
   * records it. What is thrown names the file and HDU; a record has them beside the message.
   */
  static void route(
      BadRecordRouter router,
      MultiOutputReceiver receiver,
      ImageReference image,
      BadImageException problem)
      throws Exception {
    Metrics.counter("pix2prof", "bad_records_" + problem.reason()).inc();
    try {
      router.route(receiver, image, CODER, problem, problem.reason());
    } catch (BadImageException e) {
      throw named(image, e);
    }
  }

  /** The router for a handler, which throws where there is none. */
  static BadRecordRouter router(@Nullable ErrorHandler<BadRecord, ?> handler) {
    return handler == null ? BadRecordRouter.THROWING_ROUTER : BadRecordRouter.RECORDING_ROUTER;
  }

  /** Hands the bad records of a step to the handler, if there is one. */
  static PCollectionTuple collect(
      PCollectionTuple outputs, @Nullable ErrorHandler<BadRecord, ?> handler) {
    PCollection<BadRecord> bad =
        outputs
            .get(BadRecordRouter.BAD_RECORD_TAG)
            .setCoder(BadRecord.getCoder(outputs.getPipeline()));
    if (handler != null) {
      handler.addErrorCollection(bad);
    }
    return outputs;
  }

  private static BadImageException named(ImageReference image, BadImageException problem) {
    String place = image.hdu() < 0 ? image.source() : image.source() + ", HDU " + image.hdu();
    BadImageException named =
        new BadImageException(
            problem.reason(), place + ": " + problem.getMessage(), problem.getCause());
    named.setStackTrace(problem.getStackTrace());
    return named;
  }

  private BadImages() {}
}
