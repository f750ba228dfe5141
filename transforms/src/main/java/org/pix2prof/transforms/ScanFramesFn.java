package org.pix2prof.transforms;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.FrameHandler;
import org.pix2prof.internal.fits.FrameScanner;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Frame;
import org.pix2prof.values.ImageReference;

/** Finds the frames of each file. */
final class ScanFramesFn extends DoFn<MatchResult.Metadata, Frame> {
  static final TupleTag<Frame> FRAMES = new TupleTag<>() {};
  private static final String METRICS = "pix2prof";

  private final FitsOptions options;
  private final BadRecordRouter router;
  private final Counter frames = Metrics.counter(METRICS, "frames_found");
  private final Counter bytesRead = Metrics.counter(METRICS, "bytes_read_of_headers");
  private final Map<String, Counter> skipped = new HashMap<>();
  private transient FrameScanner scanner;

  ScanFramesFn(FitsOptions options, BadRecordRouter router) {
    this.options = options;
    this.router = router;
  }

  @Setup
  public void setup() {
    scanner = new FrameScanner(options);
  }

  @ProcessElement
  public void process(@Element MatchResult.Metadata file, MultiOutputReceiver out)
      throws Exception {
    String source = file.resourceId().toString();
    FrameHandler sink =
        new FrameHandler() {
          @Override
          public void frame(Frame frame) {
            frames.inc();
            out.get(FRAMES).output(frame);
          }

          @Override
          public void bad(int hdu, BadImageException problem) throws Exception {
            BadImages.route(router, out, new ImageReference(source, hdu), problem);
          }

          @Override
          public void skipped(int hdu, String reason) {
            skipped
                .computeIfAbsent(reason, r -> Metrics.counter(METRICS, "hdus_skipped_" + r))
                .inc();
          }
        };
    bytesRead.inc(scanner.scan(BeamFiles.open(file.resourceId()), file.sizeBytes(), source, sink));
  }
}
