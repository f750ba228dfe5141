// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.internal.cutouts.CutoutMatcher;
import org.pix2prof.internal.cutouts.CutoutRequest;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.Frame;
import org.pix2prof.values.ImageReference;

/** Matches the positions in one cell of the sky with frames, and requests regions of files. */
final class MatchCutoutsFn extends DoFn<KV<Long, CoGbkResult>, KV<String, CutoutRequest>> {
  static final TupleTag<Frame> FRAMES = new TupleTag<>() {};
  static final TupleTag<CatalogPosition> POSITIONS = new TupleTag<>() {};
  static final TupleTag<KV<String, CutoutRequest>> REQUESTS = new TupleTag<>() {};

  private final double cutoutSizeArcsec;
  private final Counter cutoutsFound = Metrics.counter("pix2prof", "cutouts_found");
  private final Counter outsideFrames = Metrics.counter("pix2prof", "positions_outside_frames");
  private final Outside outside;
  private final String frames;
  private final BadRecordRouter router;

  /** Treatment of positions outside all frames. */
  enum Outside {
    /** Each is a bad record. */
    BAD,
    /** They are only counted. */
    COUNTED,
    /** Another step reports them. */
    KNOWN
  }

  /**
   * Creates a step.
   *
   * @param outside treatment of positions outside all frames
   * @param frames name of the frames in messages
   */
  MatchCutoutsFn(double cutoutSizeArcsec, Outside outside, String frames, BadRecordRouter router) {
    this.frames = frames;
    this.cutoutSizeArcsec = cutoutSizeArcsec;
    this.outside = outside;
    this.router = router;
  }

  @ProcessElement
  public void process(@Element KV<Long, CoGbkResult> cell, MultiOutputReceiver out)
      throws Exception {
    CutoutMatcher matcher = new CutoutMatcher(cell.getValue().getAll(FRAMES), cutoutSizeArcsec);
    for (CatalogPosition position : cell.getValue().getAll(POSITIONS)) {
      try {
        List<CutoutRequest> requests = matcher.match(position);
        if (requests.isEmpty() && outside == Outside.COUNTED) {
          outsideFrames.inc();
        } else if (requests.isEmpty() && outside == Outside.BAD) {
          throw new BadImageException(
              "outside_frames",
              String.format(
                  Locale.ROOT,
                  "no %s shows %.6f, %.6f deg",
                  frames,
                  position.raDeg(),
                  position.decDeg()));
        }
        for (CutoutRequest request : requests) {
          cutoutsFound.inc(request.isEssential() ? 1 : 0);
          out.get(REQUESTS).output(KV.of(request.source(), request));
        }
      } catch (BadImageException e) {
        route(router, out, position, e);
      }
    }
  }

  /** Routes a position without a cutout; the message has its row and id. */
  static void route(
      BadRecordRouter router,
      MultiOutputReceiver out,
      CatalogPosition position,
      BadImageException problem)
      throws Exception {
    BadImages.route(
        router,
        out,
        new ImageReference(position.catalog(), -1),
        new BadImageException(
            problem.reason(),
            "row " + position.row() + ", id " + position.id() + ": " + problem.getMessage(),
            problem));
  }
}
