// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.cutouts.CutoutMosaic;
import org.pix2prof.internal.cutouts.CutoutPiece;
import org.pix2prof.internal.cutouts.CutoutPieceCoder;
import org.pix2prof.internal.cutouts.CutoutRequest;
import org.pix2prof.internal.cutouts.CutoutRequestCoder;
import org.pix2prof.internal.cutouts.SkyCells;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.CatalogPositionCoder;
import org.pix2prof.values.Frame;
import org.pix2prof.values.FrameCoder;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.Survey;

/**
 * Makes cutouts of the positions of a catalogue from the frames of a survey, one for each band in
 * which a frame contains the position.
 *
 * <pre>{@code
 * PCollection<GalaxyImage> cutouts =
 *     pipeline
 *         .apply(ReadCatalog.create().from("gs://survey/catalog.parquet"))
 *         .apply(
 *             MakeCutouts.create()
 *                 .from("gs://survey/frames/frame-r-*.fits.bz2")
 *                 .withSurvey(Survey.SDSS)
 *                 .withCutoutSize(100));
 * }</pre>
 *
 * <p>Frames and positions are joined by cells of the sky. Then each file is read once, and only the
 * rows or tiles that its cutouts need. A cutout is a square of pixels of the frame in which the
 * position is farthest from the edges. If it extends beyond that frame, neighbouring frames fill
 * the remainder. The shuffle contains positions and file names, and the pixels of cutouts that span
 * several frames. See {@code docs/make-cutouts.md}.
 *
 * <p>A frame that cannot be used fails the pipeline, unless {@link #withBadRecordErrorHandler} is
 * set. A position outside all frames is a bad record too; without a handler it is only counted, as
 * {@code positions_outside_frames}. An I/O error always fails the pipeline.
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields")
public abstract class MakeCutouts
    extends PTransform<PCollection<CatalogPosition>, PCollection<GalaxyImage>> {
  /** Default side of a cutout in arcsec, the size of the default model's input. */
  public static final double DEFAULT_CUTOUT_SIZE_ARCSEC = 256 * 0.396;

  /** Default maximum side that a position may request, in arcsec. */
  public static final double DEFAULT_MAX_CUTOUT_SIZE_ARCSEC = 600;

  abstract @Nullable List<String> patterns();

  abstract FitsOptions options();

  abstract double cutoutSizeArcsec();

  abstract double maxCutoutSizeArcsec();

  abstract @Nullable Set<String> bands();

  abstract @Nullable String otherThanBand();

  abstract boolean catalogCentres();

  abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPatterns(List<String> patterns);

    abstract Builder setOptions(FitsOptions options);

    abstract Builder setCutoutSizeArcsec(double arcsec);

    abstract Builder setMaxCutoutSizeArcsec(double arcsec);

    abstract Builder setBands(Set<String> bands);

    abstract Builder setOtherThanBand(String band);

    abstract Builder setCatalogCentres(boolean given);

    abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

    abstract MakeCutouts build();
  }

  /**
   * Makes cutouts.
   *
   * @return a transform that needs {@link #from}
   */
  public static MakeCutouts create() {
    return new AutoValue_MakeCutouts.Builder()
        .setOptions(FitsOptions.defaults())
        .setCutoutSizeArcsec(DEFAULT_CUTOUT_SIZE_ARCSEC)
        .setMaxCutoutSizeArcsec(DEFAULT_MAX_CUTOUT_SIZE_ARCSEC)
        .setCatalogCentres(false)
        .build();
  }

  /**
   * Sets the files of the frames.
   *
   * @param pattern file or glob on any Beam file system
   * @return this transform with it
   */
  public MakeCutouts from(String pattern) {
    return from(List.of(requireNonNull(pattern, "pattern")));
  }

  /**
   * Sets the files of the frames.
   *
   * @param patterns files or globs on any Beam file system
   * @return this transform with the settings
   */
  public MakeCutouts from(List<String> patterns) {
    return toBuilder().setPatterns(FilePatterns.check(patterns)).build();
  }

  /**
   * Sets the survey that produced the frames.
   *
   * @param survey the survey; {@link Survey#AUTO} by default
   * @return this transform with it
   */
  public MakeCutouts withSurvey(Survey survey) {
    return withOptions(options().withSurvey(survey));
  }

  /**
   * Sets the zero point of frames whose header has none.
   *
   * @param magnitude magnitude of a source of one image unit
   * @return this transform with it
   */
  public MakeCutouts withZeroPoint(double magnitude) {
    return withOptions(options().withZeroPoint(magnitude));
  }

  /**
   * Sets the band of frames whose header has none.
   *
   * @param band name of the band in the profiles
   * @return this transform with it
   */
  public MakeCutouts withBand(String band) {
    return withOptions(options().withBand(band));
  }

  /**
   * Uses only one HDU of each file as a frame, even if its name is not that of a science image.
   *
   * @param indexOrName index (the primary HDU is 0) or EXTNAME
   * @return this transform with it
   */
  public MakeCutouts withHdu(String indexOrName) {
    return withOptions(options().withHdu(indexOrName));
  }

  /**
   * Sets the side of the cutouts of positions without a size.
   *
   * @param arcsec side, greater than 0; {@link #DEFAULT_CUTOUT_SIZE_ARCSEC} by default
   * @return this transform with it
   */
  public MakeCutouts withCutoutSize(double arcsec) {
    return toBuilder().setCutoutSizeArcsec(checkSize("cutoutSize", arcsec)).build();
  }

  /**
   * Sets the maximum size that a position may request; a larger request is a bad record. Frames are
   * searched within this size around each position, so a larger maximum takes longer.
   *
   * @param arcsec side, greater than 0; {@link #DEFAULT_MAX_CUTOUT_SIZE_ARCSEC} by default
   * @return this transform with it
   */
  public MakeCutouts withMaxCutoutSize(double arcsec) {
    return toBuilder().setMaxCutoutSizeArcsec(checkSize("maxCutoutSize", arcsec)).build();
  }

  private static double checkSize(String option, double arcsec) {
    if (!(arcsec > 0) || Double.isInfinite(arcsec)) {
      throw new IllegalArgumentException(option + " must be arcsec, greater than 0, not " + arcsec);
    }
    return arcsec;
  }

  /**
   * Makes cutouts in some bands only.
   *
   * @param bands names of the bands in the headers or in the survey's layout
   * @return this transform with the settings
   */
  public MakeCutouts withBands(Set<String> bands) {
    Set<String> copy = Set.copyOf(requireNonNull(bands, "bands"));
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("bands must name one band or more");
    }
    return toBuilder().setBands(copy).build();
  }

  /**
   * Sets the catalogue's position as the {@link GalaxyImage#centre} of each cutout, so that the
   * galaxy there is measured. By default the centre is to be found.
   *
   * @return this transform with the setting
   */
  public MakeCutouts withCatalogCentres() {
    return toBuilder().setCatalogCentres(true).build();
  }

  /** Makes cutouts in all bands except one, which already reports positions outside all frames. */
  MakeCutouts inOtherBandsThan(String band) {
    return toBuilder().setOtherThanBand(band).build();
  }

  /**
   * Sends frames that cannot be used and positions without a cutout to a handler, each as an {@link
   * org.pix2prof.values.ImageReference} and a reason, instead of failing.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with it
   */
  public MakeCutouts withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
  }

  private MakeCutouts withOptions(FitsOptions options) {
    return toBuilder().setOptions(options).build();
  }

  @Override
  public PCollection<GalaxyImage> expand(PCollection<CatalogPosition> positions) {
    return cut(positions, scan(positions.getPipeline()));
  }

  private void check() {
    if (cutoutSizeArcsec() > maxCutoutSizeArcsec()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cutoutSize must be at most maxCutoutSize, not %s and %s",
              cutoutSizeArcsec(),
              maxCutoutSizeArcsec()));
    }
  }

  /** Makes cutouts from scanned frames. */
  PTransform<PCollection<CatalogPosition>, PCollection<GalaxyImage>> outOf(
      PCollection<Frame> scanned) {
    return new PTransform<>() {
      @Override
      public PCollection<GalaxyImage> expand(PCollection<CatalogPosition> positions) {
        return cut(positions, scanned);
      }
    };
  }

  private PCollection<GalaxyImage> cut(
      PCollection<CatalogPosition> positions, PCollection<Frame> scanned) {
    PCollection<KV<Long, Frame>> frames =
        scanned
            .apply(
                "CellsOfFrames",
                ParDo.of(new FrameCellsFn(marginArcsec(), bands(), otherThanBand())))
            .setCoder(KvCoder.of(VarLongCoder.of(), FrameCoder.of()));
    PCollection<KV<String, CutoutRequest>> requests = match(frames, cells(positions));
    PCollectionTuple parts =
        bad(
            requests
                .apply("GroupByFile", GroupByKey.create())
                .apply(
                    "Read",
                    BadImages.step(
                        new ReadCutoutsFn(options(), catalogCentres(), router()),
                        ReadCutoutsFn.CUTOUTS,
                        ReadCutoutsFn.PIECES)));
    PCollection<GalaxyImage> stitched =
        parts
            .get(ReadCutoutsFn.PIECES)
            .setCoder(KvCoder.of(StringUtf8Coder.of(), CutoutPieceCoder.of()))
            .apply("GroupByCutout", GroupByKey.create())
            .apply("Stitch", ParDo.of(new StitchFn()))
            .setCoder(GalaxyImageCoder.of());
    return PCollectionList.of(parts.get(ReadCutoutsFn.CUTOUTS).setCoder(GalaxyImageCoder.of()))
        .and(stitched)
        .apply("Cutouts", Flatten.pCollections());
  }

  /** Scans the files for frames. */
  PCollection<Frame> scan(Pipeline pipeline) {
    List<String> patterns = FilePatterns.require(patterns(), "MakeCutouts");
    check();
    return bad(pipeline
            .apply("Match", MatchFiles.of(patterns))
            .apply(
                "Scan", BadImages.step(new ScanFramesFn(options(), router()), ScanFramesFn.FRAMES)))
        .get(ScanFramesFn.FRAMES)
        .setCoder(FrameCoder.of());
  }

  private PCollection<KV<Long, CatalogPosition>> cells(PCollection<CatalogPosition> positions) {
    return bad(positions.apply(
            "CellsOfPositions",
            BadImages.step(
                new PositionCellFn(maxCutoutSizeArcsec(), router()), PositionCellFn.CELLS)))
        .get(PositionCellFn.CELLS)
        .setCoder(KvCoder.of(VarLongCoder.of(), CatalogPositionCoder.of()));
  }

  private PCollection<KV<String, CutoutRequest>> match(
      PCollection<KV<Long, Frame>> frames, PCollection<KV<Long, CatalogPosition>> positions) {
    return bad(KeyedPCollectionTuple.of(MatchCutoutsFn.FRAMES, frames)
            .and(MatchCutoutsFn.POSITIONS, positions)
            .apply("GroupByCell", CoGroupByKey.create())
            .apply(
                "MatchPositions",
                BadImages.step(
                    new MatchCutoutsFn(cutoutSizeArcsec(), outside(), frames(), router()),
                    MatchCutoutsFn.REQUESTS)))
        .get(MatchCutoutsFn.REQUESTS)
        .setCoder(KvCoder.of(StringUtf8Coder.of(), CutoutRequestCoder.of()));
  }

  /** Never throws, because a catalogue may cover more of the sky than the frames. */
  private MatchCutoutsFn.Outside outside() {
    if (otherThanBand() != null) {
      return MatchCutoutsFn.Outside.KNOWN;
    }
    return badRecordErrorHandler() == null
        ? MatchCutoutsFn.Outside.COUNTED
        : MatchCutoutsFn.Outside.BAD;
  }

  private String frames() {
    return bands() == null ? "frame" : "frame of band " + bandNames(" or ");
  }

  /**
   * Returns the distance from a frame at which the corner of the largest cutout still overlaps it.
   */
  private double marginArcsec() {
    return maxCutoutSizeArcsec() / Math.sqrt(2);
  }

  private BadRecordRouter router() {
    return BadImages.router(badRecordErrorHandler());
  }

  private PCollectionTuple bad(PCollectionTuple outputs) {
    return BadImages.collect(outputs, badRecordErrorHandler());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    FilePatterns.display(builder, "frames", "Patterns of the frames", patterns());
    FitsSettings.display(builder, options());
    builder
        .add(
            DisplayData.item("cutoutSize", cutoutSizeArcsec())
                .withLabel("Side of a cutout, arcsec"))
        .addIfNotDefault(
            DisplayData.item("maxCutoutSize", maxCutoutSizeArcsec()),
            DEFAULT_MAX_CUTOUT_SIZE_ARCSEC)
        .addIfNotNull(DisplayData.item("bands", bandNames(",")))
        .addIfNotDefault(
            DisplayData.item("catalogCentres", catalogCentres())
                .withLabel("Centres from the catalogue"),
            false);
  }

  private @Nullable String bandNames(String delimiter) {
    Set<String> bands = bands();
    return bands == null ? null : bands.stream().sorted().collect(Collectors.joining(delimiter));
  }

  /** Keys a frame by the cells of the sky that it may serve. */
  private static final class FrameCellsFn extends DoFn<Frame, KV<Long, Frame>> {
    private final double marginArcsec;
    private final @Nullable Set<String> bands;
    private final @Nullable String otherThanBand;

    FrameCellsFn(double marginArcsec, @Nullable Set<String> bands, @Nullable String otherThanBand) {
      this.marginArcsec = marginArcsec;
      this.bands = bands;
      this.otherThanBand = otherThanBand;
    }

    @ProcessElement
    public void process(@Element Frame frame, OutputReceiver<KV<Long, Frame>> out) {
      boolean wanted = bands == null || frame.band().filter(bands::contains).isPresent();
      boolean other = frame.band().filter(band -> band.equals(otherThanBand)).isEmpty();
      if (wanted && other) {
        SkyCells.of(frame, marginArcsec).forEach(cell -> out.output(KV.of(cell, frame)));
      }
    }
  }

  /** Keys a position by its cell of the sky. */
  private static final class PositionCellFn
      extends DoFn<CatalogPosition, KV<Long, CatalogPosition>> {
    static final TupleTag<KV<Long, CatalogPosition>> CELLS = new TupleTag<>() {};

    private final double maxCutoutSizeArcsec;
    private final BadRecordRouter router;

    PositionCellFn(double maxCutoutSizeArcsec, BadRecordRouter router) {
      this.maxCutoutSizeArcsec = maxCutoutSizeArcsec;
      this.router = router;
    }

    @ProcessElement
    public void process(@Element CatalogPosition position, MultiOutputReceiver out)
        throws Exception {
      double size = position.sizeArcsec().orElse(0);
      if (size <= maxCutoutSizeArcsec) {
        long cell = SkyCells.of(position.raDeg(), position.decDeg());
        out.get(CELLS).output(KV.of(cell, position));
        return;
      }
      MatchCutoutsFn.route(
          router,
          out,
          position,
          new BadImageException(
              "bad_size",
              String.format(
                  Locale.ROOT,
                  "a cutout of %.1f arcsec; the limit is %.1f (maxCutoutSize)",
                  size,
                  maxCutoutSizeArcsec)));
    }
  }

  /** Assembles the pieces of a cutout. */
  private static final class StitchFn extends DoFn<KV<String, Iterable<CutoutPiece>>, GalaxyImage> {
    @ProcessElement
    public void process(
        @Element KV<String, Iterable<CutoutPiece>> cutout, OutputReceiver<GalaxyImage> out) {
      CutoutMosaic.stitch(cutout.getValue()).ifPresent(out::output);
    }
  }
}
