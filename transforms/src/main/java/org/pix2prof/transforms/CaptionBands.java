package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.ImageReference;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/**
 * Captions galaxies that were observed in several bands, so that all bands of an object are
 * measured along the same ellipses: those that the model finds in the reference band. Then the
 * differences of the profiles are colours. See {@code docs/reference-band.md}.
 *
 * <pre>{@code
 * PCollection<SurfaceBrightnessProfile> profiles =
 *     images.apply(CaptionBands.of(ModelRef.defaultModel()).withReferenceBand("r"));
 * }</pre>
 *
 * <p>An image belongs to the reference image of the same {@link Provenance#objectId}, or else to
 * that of the same file if there is only one. Where both have a WCS the ellipses go from one to the
 * other by the sky, else by pixels, if these are the same.
 *
 * <p>The reference band is captioned as by {@link Preprocess} and {@link CaptionProfiles}, without
 * a shuffle. The images in other bands, and the profiles that they wait for, are grouped by object,
 * so their pixels are shuffled, and the bands of one object are in memory together.
 *
 * <p>Bad records are those of these two transforms, and of images in other bands: {@code
 * no_reference_band} (no image in it, or one without a profile), {@code duplicate_reference}
 * (several images in it) and {@code no_common_grid} (neither both a WCS nor the same pixels). The
 * first fails the pipeline, unless {@link #withBadRecordErrorHandler} is given. A model that has no
 * isophotes always fails.
 */
@AutoValue
public abstract class CaptionBands
    extends PTransform<PCollection<GalaxyImage>, PCollection<SurfaceBrightnessProfile>> {
  private static final TupleTag<GalaxyImage> REFERENCE = new TupleTag<>() {};
  private static final TupleTag<KV<String, GalaxyImage>> REFERENCE_GRID = new TupleTag<>() {};
  private static final TupleTag<KV<String, GalaxyImage>> OTHERS = new TupleTag<>() {};
  private static final TupleTag<GalaxyImage> WITH_ISOPHOTES = new TupleTag<>() {};

  // What is grouped; a tag of a grouping stands for one type, with or without the key.
  private static final TupleTag<GalaxyImage> GRIDS = new TupleTag<>("grids") {};
  private static final TupleTag<SurfaceBrightnessProfile> PROFILES = new TupleTag<>("profiles") {};
  private static final TupleTag<GalaxyImage> IMAGES = new TupleTag<>("images") {};

  private static final KvCoder<String, GalaxyImage> NAMED_IMAGE =
      KvCoder.of(StringUtf8Coder.of(), GalaxyImageCoder.of());

  abstract ModelRef model();

  abstract @Nullable String referenceBand();

  abstract @Nullable Integer maxBatchSize();

  abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setModel(ModelRef model);

    abstract Builder setReferenceBand(String band);

    abstract Builder setMaxBatchSize(Integer images);

    abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

    abstract CaptionBands build();
  }

  /**
   * Captions with a model that has isophotes, such as the default one.
   *
   * @param model what captions
   * @return the transform; it needs a reference band
   */
  public static CaptionBands of(ModelRef model) {
    return new AutoValue_CaptionBands.Builder().setModel(model).build();
  }

  /**
   * Sets the band in which the ellipses are found.
   *
   * @param band its name, exactly as the images have it
   * @return the transform with this band
   * @throws IllegalArgumentException if it is blank
   */
  public CaptionBands withReferenceBand(String band) {
    return toBuilder().setReferenceBand(ReferenceBand.checkName(band)).build();
  }

  /**
   * Sets how many images the model sees at once, as {@link CaptionProfiles#withMaxBatchSize}.
   *
   * @param images at most, 1 or more
   * @return the transform with this limit
   * @throws IllegalArgumentException if it is less than 1
   */
  public CaptionBands withMaxBatchSize(int images) {
    return toBuilder().setMaxBatchSize(CaptionProfiles.checkBatchSize(images)).build();
  }

  /**
   * Sends images that cannot be used to a handler instead of failing.
   *
   * @param handler gets an {@link ImageReference} and the reason, never pixels
   * @return the transform with this handler
   */
  public CaptionBands withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
  }

  @Override
  public PCollection<SurfaceBrightnessProfile> expand(PCollection<GalaxyImage> images) {
    String band = referenceBand();
    if (band == null) {
      throw new IllegalArgumentException("CaptionBands needs withReferenceBand");
    }
    PCollectionTuple byBand =
        images.apply(
            "SplitByBand",
            ParDo.of(new SplitByBandFn(band))
                .withOutputTags(REFERENCE, TupleTagList.of(REFERENCE_GRID).and(OTHERS)));
    PCollection<SurfaceBrightnessProfile> reference =
        caption("Reference", byBand.get(REFERENCE).setCoder(GalaxyImageCoder.of()));
    PCollection<KV<String, CoGbkResult>> objects =
        KeyedPCollectionTuple.of(GRIDS, byBand.get(REFERENCE_GRID).setCoder(NAMED_IMAGE))
            .and(
                PROFILES,
                reference
                    .apply("ByObject", ParDo.of(new ByObjectFn()))
                    .setCoder(KvCoder.of(StringUtf8Coder.of(), SurfaceBrightnessProfileCoder.of())))
            .and(IMAGES, byBand.get(OTHERS).setCoder(NAMED_IMAGE))
            .apply("GroupByObject", CoGroupByKey.create());
    GiveIsophotesFn giveIsophotesFn =
        new GiveIsophotesFn(model(), band, BadImages.router(badRecordErrorHandler()));
    PCollectionTuple given =
        BadImages.collect(
            objects.apply("GiveIsophotes", BadImages.step(giveIsophotesFn, WITH_ISOPHOTES)),
            badRecordErrorHandler());
    PCollection<SurfaceBrightnessProfile> others =
        caption("Others", given.get(WITH_ISOPHOTES).setCoder(GalaxyImageCoder.of()));
    return PCollectionList.of(reference).and(others).apply("AllBands", Flatten.pCollections());
  }

  private PCollection<SurfaceBrightnessProfile> caption(
      String which, PCollection<GalaxyImage> images) {
    return new PreprocessAndCaption(model(), maxBatchSize(), badRecordErrorHandler())
        .caption(which, images);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder
        .add(DisplayData.item("model", model().uri()).withLabel("Model"))
        .addIfNotNull(
            DisplayData.item("referenceBand", referenceBand())
                .withLabel("Band in which the ellipses are found"))
        .addIfNotNull(
            DisplayData.item("maxBatchSize", maxBatchSize())
                .withLabel("Maximum images per batch"));
  }

  /** Sends images in the reference band one way, without their pixels also to the grouping. */
  private static final class SplitByBandFn extends DoFn<GalaxyImage, GalaxyImage> {
    private final String band;

    SplitByBandFn(String band) {
      this.band = band;
    }

    @ProcessElement
    public void process(@Element GalaxyImage image, MultiOutputReceiver out) {
      String name = image.provenance().fileObjectId();
      if (ReferenceBand.isIn(band, image)) {
        out.get(REFERENCE).output(image);
        GalaxyImage grid = image.toBuilder().setPixels(new float[0]).build();
        out.get(REFERENCE_GRID).output(KV.of(name, grid));
      } else {
        out.get(OTHERS).output(KV.of(name, image));
      }
    }
  }

  private static final class ByObjectFn
      extends DoFn<SurfaceBrightnessProfile, KV<String, SurfaceBrightnessProfile>> {
    @ProcessElement
    public void process(
        @Element SurfaceBrightnessProfile profile,
        OutputReceiver<KV<String, SurfaceBrightnessProfile>> out) {
      out.output(KV.of(profile.provenance().fileObjectId(), profile));
    }
  }

  private static final class GiveIsophotesFn extends DoFn<KV<String, CoGbkResult>, GalaxyImage> {
    private final ModelRef model;
    private final String band;
    private final BadRecordRouter router;

    GiveIsophotesFn(ModelRef model, String band, BadRecordRouter router) {
      this.model = model;
      this.band = band;
      this.router = router;
    }

    @Setup
    public void setup() throws IOException {
      Models.requireIsophotes(model);
    }

    @ProcessElement
    public void process(@Element KV<String, CoGbkResult> object, MultiOutputReceiver out)
        throws Exception {
      CoGbkResult found = object.getValue();
      ReferenceBand reference =
          new ReferenceBand(
              band,
              StreamSupport.stream(found.getAll(GRIDS).spliterator(), false).toList(),
              StreamSupport.stream(found.getAll(PROFILES).spliterator(), false).toList());
      for (GalaxyImage image : found.getAll(IMAGES)) {
        try {
          out.get(WITH_ISOPHOTES)
              .output(
                  reference.giveIsophotes(
                      image,
                      () -> StreamSupport.stream(found.getAll(IMAGES).spliterator(), false)));
        } catch (BadImageException e) {
          BadImages.route(router, out, image.provenance(), e);
        }
      }
    }
  }
}
