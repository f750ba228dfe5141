// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.internal.cutouts.CutoutParts;
import org.pix2prof.internal.cutouts.CutoutPiece;
import org.pix2prof.internal.cutouts.CutoutRequest;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.FrameReader;
import org.pix2prof.internal.fits.FrameReader.Cut;
import org.pix2prof.internal.fits.Region;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ImageReference;

/** Reads the regions of one file for all cutouts that need it. */
final class ReadCutoutsFn
    extends DecodeFn<KV<String, Iterable<CutoutRequest>>, GalaxyImage, FrameReader> {
  static final TupleTag<GalaxyImage> CUTOUTS = new TupleTag<>() {};
  static final TupleTag<KV<String, CutoutPiece>> PIECES = new TupleTag<>() {};

  private final FitsOptions options;
  private final boolean catalogCentres;
  private final Counter bytesRead = counter("bytes_read");
  private final Counter cutoutsCut = counter("cutouts_cut");
  private final Counter masksMissing = counter("masks_missing");

  ReadCutoutsFn(FitsOptions options, boolean catalogCentres, BadRecordRouter router) {
    super(router);
    this.options = options;
    this.catalogCentres = catalogCentres;
  }

  @Override
  FrameReader newDecoder() {
    return new FrameReader(options, BeamFiles::open);
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<CutoutRequest>> file, MultiOutputReceiver out)
      throws Exception {
    List<CutoutRequest> requests = new ArrayList<>();
    file.getValue().forEach(requests::add);
    List<Region> regions = requests.stream().map(CutoutRequest::region).toList();
    bytesRead.inc(decoder().read(file.getKey(), regions, new Outputs(requests, out)));
  }

  private final class Outputs implements FrameReader.Handler {
    private final List<CutoutRequest> requests;
    private final MultiOutputReceiver out;
    private final Set<Integer> unmasked = new HashSet<>();

    Outputs(List<CutoutRequest> requests, MultiOutputReceiver out) {
      this.requests = requests;
      this.out = out;
    }

    @Override
    public void cut(int index, Cut cut) {
      CutoutRequest request = requests.get(index);
      cutoutsCut.inc(request.isEssential() ? 1 : 0);
      if (cut.maskMissing() && unmasked.add(request.region().hdu())) {
        masksMissing.inc();
      }
      if (request.isWhole()) {
        out.get(CUTOUTS).output(CutoutParts.cutout(request, cut, catalogCentres));
      } else {
        CutoutParts.piece(request, cut, catalogCentres)
            .ifPresent(piece -> out.get(PIECES).output(KV.of(request.cutout(), piece)));
      }
    }

    /**
     * Routes an unreadable region. Without its main frame a cutout is lost; without a neighbouring
     * frame it lacks an edge.
     */
    @Override
    public void bad(int index, BadImageException problem) throws Exception {
      CutoutRequest request = requests.get(index);
      String what = request.isEssential() ? "cutout of " : "edge of the cutout of ";
      route(
          out,
          new ImageReference(request.source(), request.region().hdu()),
          new BadImageException(
              problem.reason(), what + request.describe() + ": " + problem.getMessage(), problem));
    }
  }
}
