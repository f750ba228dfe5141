// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
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
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/**
 * Captions galaxies observed in several bands. All bands of an object are measured along the
 * ellipses that the model finds in the reference band, so the differences of the profiles are
 * colours. See {@code docs/reference-band.md}.
 *
 * <pre>{@code
 * PCollection<SurfaceBrightnessProfile> profiles =
 *     images.apply(CaptionBands.of(ModelRef.defaultModel()).withReferenceBand("r"));
 * }</pre>
 *
 * <p>The reference image of an image is the one with the same {@link Provenance#objectId}, or else
 * the only one of the same file. If both have a WCS, the ellipses are transformed through the sky.
 * Otherwise both must have the same pixels.
 *
 * <p>The reference band is captioned with {@link Preprocess} and {@link CaptionProfiles}, without a
 * shuffle. The images in other bands are grouped by object with the reference profiles, so their
 * pixels are shuffled, and all bands of an object must fit in memory.
 *
 * <p>Bad records are those of these two transforms and, for images in other bands, {@code
 * no_reference_band} (no image in the reference band, or one without a profile), {@code
 * duplicate_reference} (several images in it), {@code no_common_grid} (neither a WCS in both nor
 * the same pixels) and {@code centre_outside}. A bad record fails the pipeline, unless {@link
 * #withBadRecordErrorHandler} is set. A model without isophotes always fails it.
 */
@AutoValue
public abstract class CaptionBands extends CaptionSettings<PCollection<GalaxyImage>, CaptionBands> {
  private static final TupleTag<GalaxyImage> REFERENCE = new TupleTag<>() {};
  private static final TupleTag<KV<String, GalaxyImage>> REFERENCE_GRID = new TupleTag<>() {};
  private static final TupleTag<KV<String, GalaxyImage>> OTHERS = new TupleTag<>() {};
  private static final TupleTag<GalaxyImage> WITH_ISOPHOTES = new TupleTag<>() {};

  // Tags of the grouping; they need a type of their own, because the values have no key there.
  private static final TupleTag<GalaxyImage> GRIDS = new TupleTag<>("grids") {};
  private static final TupleTag<SurfaceBrightnessProfile> PROFILES = new TupleTag<>("profiles") {};
  private static final TupleTag<GalaxyImage> IMAGES = new TupleTag<>("images") {};

  private static final KvCoder<String, GalaxyImage> NAMED_IMAGE =
      KvCoder.of(StringUtf8Coder.of(), GalaxyImageCoder.of());

  @Override
  abstract PreprocessAndCaption steps();

  abstract @Nullable String referenceBand();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setSteps(PreprocessAndCaption steps);

    abstract Builder setReferenceBand(String band);

    abstract CaptionBands build();
  }

  /**
   * Captions with a model.
   *
   * @param model model with isophotes, such as the default model
   * @return a transform that needs {@link #withReferenceBand}
   */
  public static CaptionBands of(ModelRef model) {
    return new AutoValue_CaptionBands.Builder().setSteps(PreprocessAndCaption.of(model)).build();
  }

  /**
   * Sets the reference band, in which the model finds the ellipses.
   *
   * @param band name of the band, exactly as in the images
   * @return this transform with the band
   * @throws IllegalArgumentException if the name is blank
   */
  public CaptionBands withReferenceBand(String band) {
    return toBuilder().setReferenceBand(ReferenceBand.checkName(band)).build();
  }

  @Override
  CaptionBands withSteps(PreprocessAndCaption steps) {
    return toBuilder().setSteps(steps).build();
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
        steps().caption("Reference", byBand.get(REFERENCE).setCoder(GalaxyImageCoder.of()));
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
        new GiveIsophotesFn(
            steps().model(), band, BadImages.router(steps().badRecordErrorHandler()));
    PCollectionTuple given =
        BadImages.collect(
            objects.apply("GiveIsophotes", BadImages.step(giveIsophotesFn, WITH_ISOPHOTES)),
            steps().badRecordErrorHandler());
    PCollection<SurfaceBrightnessProfile> others =
        steps().caption("Others", given.get(WITH_ISOPHOTES).setCoder(GalaxyImageCoder.of()));
    return PCollectionList.of(reference).and(others).apply("AllBands", Flatten.pCollections());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.addIfNotNull(
        DisplayData.item("referenceBand", referenceBand()).withLabel("Reference band"));
  }

  /**
   * Separates the reference band from the others. Also outputs its images without pixels, for the
   * grouping.
   */
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
