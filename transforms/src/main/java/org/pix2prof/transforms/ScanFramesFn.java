// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.FrameHandler;
import org.pix2prof.internal.fits.FrameScanner;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Frame;
import org.pix2prof.values.ImageReference;

/** Finds the frames of each file. */
final class ScanFramesFn extends DecodeFn<MatchResult.Metadata, Frame, FrameScanner> {
  static final TupleTag<Frame> FRAMES = new TupleTag<>() {};

  private final FitsOptions options;
  private final Counter frames = counter("frames_found");
  private final Counter bytesRead = counter("bytes_read_of_headers");

  ScanFramesFn(FitsOptions options, BadRecordRouter router) {
    super(router);
    this.options = options;
  }

  @Override
  FrameScanner newDecoder() {
    return new FrameScanner(options);
  }

  @ProcessElement
  public void process(@Element MatchResult.Metadata file, MultiOutputReceiver out)
      throws Exception {
    String source = file.resourceId().toString();
    FrameHandler handler =
        new FrameHandler() {
          @Override
          public void frame(Frame frame) {
            frames.inc();
            out.get(FRAMES).output(frame);
          }

          @Override
          public void bad(int hdu, BadImageException problem) throws Exception {
            route(out, new ImageReference(source, hdu), problem);
          }

          @Override
          public void skipped(int hdu, String reason) {
            countSkippedHdu(reason);
          }
        };
    bytesRead.inc(
        decoder().scan(BeamFiles.open(file.resourceId()), file.sizeBytes(), source, handler));
  }
}
