package org.pix2prof.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.internal.fits.FitsDecoder;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.ImageHandler;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ImageReference;

/** Reads the images of each file. */
final class FitsReadFn extends DoFn<ReadableFile, GalaxyImage> {
  static final TupleTag<GalaxyImage> IMAGES = new TupleTag<>() {};
  private static final String METRICS = "pix2prof";

  private final FitsOptions options;
  private final BadRecordRouter router;
  private final Counter filesRead = Metrics.counter(METRICS, "files_read");
  private final Counter imagesUnreadable = Metrics.counter(METRICS, "images_unreadable");
  private final Counter imagesRead = Metrics.counter(METRICS, "images_read");
  private final Counter bytesRead = Metrics.counter(METRICS, "bytes_read");
  private final Counter masksMissing = Metrics.counter(METRICS, "masks_missing");
  private final Map<String, Counter> skipped = new HashMap<>();
  private transient FitsDecoder decoder;

  FitsReadFn(FitsOptions options, BadRecordRouter router) {
    this.options = options;
    this.router = router;
  }

  @Setup
  public void setup() {
    decoder = new FitsDecoder(options, BeamFiles::open);
  }

  @ProcessElement
  public void process(@Element ReadableFile file, MultiOutputReceiver out) throws Exception {
    MatchResult.Metadata metadata = file.getMetadata();
    String source = metadata.resourceId().toString();
    bytesRead.inc(
        decoder.decode(open(metadata), metadata.sizeBytes(), source, new Outputs(source, out)));
    filesRead.inc();
  }

  /** The bytes as stored: compression is told by content, not by name. */
  private static InputStream open(MatchResult.Metadata metadata) throws IOException {
    return BeamFiles.open(metadata.resourceId());
  }

  private final class Outputs implements ImageHandler {
    private final String source;
    private final MultiOutputReceiver out;

    Outputs(String source, MultiOutputReceiver out) {
      this.source = source;
      this.out = out;
    }

    @Override
    public void image(GalaxyImage image) {
      imagesRead.inc();
      if (image.flags().contains(Flag.MASK_MISSING)) {
        masksMissing.inc();
      }
      out.get(IMAGES).output(image);
    }

    @Override
    public void bad(int hdu, BadImageException problem) throws Exception {
      imagesUnreadable.inc();
      BadImages.route(router, out, new ImageReference(source, hdu), problem);
    }

    @Override
    public void skipped(int hdu, String reason) {
      skipped.computeIfAbsent(reason, r -> Metrics.counter(METRICS, "hdus_skipped_" + r)).inc();
    }
  }
}
