// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.ImageReference;

/**
 * A step that decodes files. Each instance has its own decoder.
 *
 * @param <InputT> a file
 * @param <OutputT> a value in it
 * @param <DecoderT> decoder of the file's format, not serialisable
 */
abstract class DecodeFn<InputT, OutputT, DecoderT> extends DoFn<InputT, OutputT> {
  private final BadRecordRouter router;
  private transient @Nullable DecoderT decoder;

  DecodeFn(BadRecordRouter router) {
    this.router = router;
  }

  /** Creates the decoder. */
  abstract DecoderT newDecoder();

  @Setup
  public void setup() {
    decoder = newDecoder();
  }

  final DecoderT decoder() {
    return requireNonNull(decoder, "decoder");
  }

  final void route(MultiOutputReceiver out, ImageReference image, BadImageException problem)
      throws Exception {
    BadImages.route(router, out, image, problem);
  }

  static Counter counter(String name) {
    return Metrics.counter("pix2prof", name);
  }

  static void countSkippedHdu(String reason) {
    counter("hdus_skipped_" + reason).inc();
  }
}
