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
   * records it. What is thrown names the image; a record has its reference beside the message.
   */
  static void route(
      BadRecordRouter router,
      MultiOutputReceiver receiver,
      ImageReference image,
      BadImageException problem)
      throws Exception {
    Metrics.counter("pix2prof", "bad_records_" + problem.reason()).inc();
    boolean throwing = router instanceof BadRecordRouter.ThrowingBadRecordRouter;
    router.route(
        receiver, image, CODER, throwing ? naming(image, problem) : problem, problem.reason());
  }

  private static BadImageException naming(ImageReference image, BadImageException problem) {
    String where = image.hdu() < 0 ? "" : ", HDU " + image.hdu();
    return new BadImageException(
        problem.reason(), image.source() + where + ": " + problem.getMessage(), problem);
  }

  private BadImages() {}
}
