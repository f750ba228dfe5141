package org.pix2prof.transforms;

import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.ImageReference;

/** How the transforms tell of an image they cannot use: a small reference and a reason. */
final class BadImages {
  private static final SerializableCoder<ImageReference> CODER =
      SerializableCoder.of(ImageReference.class);

  /**
   * Counts the image under {@code bad_records_REASON} and hands it to the router, which throws or
   * records it.
   */
  static void route(
      BadRecordRouter router,
      MultiOutputReceiver receiver,
      ImageReference image,
      BadImageException problem)
      throws Exception {
    Metrics.counter("pix2prof", "bad_records_" + problem.reason()).inc();
    router.route(receiver, image, CODER, problem, problem.reason());
  }

  private BadImages() {}
}
