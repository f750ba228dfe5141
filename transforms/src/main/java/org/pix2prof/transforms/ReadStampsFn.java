package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.fits.FitsOptions;
import org.pix2prof.fits.FrameReader;
import org.pix2prof.fits.FrameReader.Cut;
import org.pix2prof.fits.Region;
import org.pix2prof.model.BadImageException;
import org.pix2prof.stamps.StampParts;
import org.pix2prof.stamps.StampPiece;
import org.pix2prof.stamps.StampRequest;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ImageReference;

/** Reads one file for all stamps that need a part of it. */
final class ReadStampsFn extends DoFn<KV<String, Iterable<StampRequest>>, GalaxyImage> {
  static final TupleTag<GalaxyImage> STAMPS = new TupleTag<>() {};
  static final TupleTag<KV<String, StampPiece>> PIECES = new TupleTag<>() {};

  private final FitsOptions options;
  private final BadRecordRouter router;
  private final Counter bytesRead = Metrics.counter("pix2prof", "bytes_read");
  private final Counter stampsCut = Metrics.counter("pix2prof", "stamps_cut");
  private final Counter masksMissing = Metrics.counter("pix2prof", "masks_missing");
  private transient FrameReader reader;

  ReadStampsFn(FitsOptions options, BadRecordRouter router) {
    this.options = options;
    this.router = router;
  }

  @Setup
  public void setup() {
    reader = new FrameReader(options, BeamFiles::open);
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<StampRequest>> file, MultiOutputReceiver out)
      throws Exception {
    List<StampRequest> requests = new ArrayList<>();
    file.getValue().forEach(requests::add);
    List<Region> regions = requests.stream().map(StampRequest::region).toList();
    bytesRead.inc(reader.read(file.getKey(), regions, new Outputs(requests, out)));
  }

  private final class Outputs implements FrameReader.Sink {
    private final List<StampRequest> requests;
    private final MultiOutputReceiver out;
    private final Set<Integer> unmasked = new HashSet<>();

    Outputs(List<StampRequest> requests, MultiOutputReceiver out) {
      this.requests = requests;
      this.out = out;
    }

    @Override
    public void cut(int index, Cut cut) {
      StampRequest request = requests.get(index);
      stampsCut.inc(request.isEssential() ? 1 : 0);
      if (cut.maskMissing() && unmasked.add(request.region().hdu())) {
        masksMissing.inc();
      }
      if (request.isWhole()) {
        out.get(STAMPS).output(StampParts.stamp(request, cut));
      } else {
        StampParts.piece(request, cut)
            .ifPresent(piece -> out.get(PIECES).output(KV.of(request.stamp(), piece)));
      }
    }

    /** A stamp is lost with its own frame; without another it only lacks what is beyond it. */
    @Override
    public void bad(int index, BadImageException problem) throws Exception {
      StampRequest request = requests.get(index);
      String what = request.isEssential() ? "stamp of " : "edge of the stamp of ";
      BadImages.route(
          router,
          out,
          new ImageReference(request.source(), request.region().hdu()),
          new BadImageException(
              problem.reason(), what + request.describe() + ": " + problem.getMessage(), problem));
    }
  }
}
