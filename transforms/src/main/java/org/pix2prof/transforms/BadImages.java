// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.ImageReference;
import org.pix2prof.values.Provenance;

/** Routing of images that cannot be used: a small reference to the image and a reason. */
final class BadImages {
  private static final SerializableCoder<ImageReference> CODER =
      SerializableCoder.of(ImageReference.class);

  /**
   * Counts the image under {@code bad_records_REASON} and passes it to the router, which throws or
   * records it. The message of a thrown exception names the file and HDU; a record has them in its
   * own fields.
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

  /** Routes an image by its provenance. */
  static void route(
      BadRecordRouter router,
      MultiOutputReceiver receiver,
      Provenance image,
      BadImageException problem)
      throws Exception {
    route(router, receiver, new ImageReference(image.source(), image.hdu()), problem);
  }

  /** Returns the router for a handler; it throws if there is no handler. */
  static BadRecordRouter router(@Nullable ErrorHandler<BadRecord, ?> handler) {
    return handler == null ? BadRecordRouter.THROWING_ROUTER : BadRecordRouter.RECORDING_ROUTER;
  }

  /**
   * Builds a step that routes bad records.
   *
   * @param main tag of its output
   * @param more tags of its other outputs, besides that of the bad records
   */
  static <InputT, OutputT> ParDo.MultiOutput<InputT, OutputT> step(
      DoFn<InputT, OutputT> fn, TupleTag<OutputT> main, TupleTag<?>... more) {
    TupleTagList tags = TupleTagList.of(BadRecordRouter.BAD_RECORD_TAG);
    for (TupleTag<?> tag : more) {
      tags = tags.and(tag);
    }
    return ParDo.of(fn).withOutputTags(main, tags);
  }

  /** Passes the bad records of a step to the handler, if there is one. */
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
