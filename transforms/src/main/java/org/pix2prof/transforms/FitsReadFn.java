// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.io.InputStream;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.Counter;
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
final class FitsReadFn extends DecodeFn<ReadableFile, GalaxyImage, FitsDecoder> {
  static final TupleTag<GalaxyImage> IMAGES = new TupleTag<>() {};

  private final FitsOptions options;
  private final Counter filesRead = counter("files_read");
  private final Counter imagesUnreadable = counter("images_unreadable");
  private final Counter imagesRead = counter("images_read");
  private final Counter bytesRead = counter("bytes_read");
  private final Counter masksMissing = counter("masks_missing");

  FitsReadFn(FitsOptions options, BadRecordRouter router) {
    super(router);
    this.options = options;
  }

  @Override
  FitsDecoder newDecoder() {
    return new FitsDecoder(options, BeamFiles::open);
  }

  @ProcessElement
  public void process(@Element ReadableFile file, MultiOutputReceiver out) throws Exception {
    MatchResult.Metadata metadata = file.getMetadata();
    String source = metadata.resourceId().toString();
    bytesRead.inc(
        decoder().decode(open(metadata), metadata.sizeBytes(), source, new Outputs(source, out)));
    filesRead.inc();
  }

  /** Opens the stored bytes; the decoder detects compression from the content. */
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
      route(out, new ImageReference(source, hdu), problem);
    }

    @Override
    public void skipped(int hdu, String reason) {
      countSkippedHdu(reason);
    }
  }
}
