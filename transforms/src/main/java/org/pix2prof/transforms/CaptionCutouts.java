// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.CatalogPositionCoder;
import org.pix2prof.values.Frame;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.SkyIsophotes;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/**
 * Captions the positions of a catalogue in all bands. All bands are measured along the ellipses
 * that the model finds in the reference band, so the differences of the profiles are colours. See
 * {@code docs/reference-band.md}.
 *
 * <pre>{@code
 * PCollection<SurfaceBrightnessProfile> profiles =
 *     pipeline
 *         .apply(ReadCatalog.create().from("catalog.parquet"))
 *         .apply(
 *             CaptionCutouts.of(ModelRef.defaultModel())
 *                 .withCutouts(MakeCutouts.create().from("frame-*.fits.bz2").withSurvey(Survey.SDSS))
 *                 .withReferenceBand("r"));
 * }</pre>
 *
 * <p>The cutouts of the reference band are made and captioned first. The ellipses are joined to the
 * positions of the same name, and then the cutouts of the other bands are made and measured along
 * them. So ellipses are shuffled, and only the pixels that {@link MakeCutouts} shuffles. Names
 * should be unique; if several rows have one name, each set of ellipses goes to the nearest of
 * them.
 *
 * <p>Bad records are those of {@link MakeCutouts}, {@link Preprocess} and {@link CaptionProfiles}.
 * A position without a profile in the reference band has none in the other bands either, and is a
 * bad record once. A model without isophotes always fails the pipeline.
 */
@AutoValue
public abstract class CaptionCutouts
    extends CaptionSettings<PCollection<CatalogPosition>, CaptionCutouts> {
  private static final TupleTag<CatalogPosition> POSITIONS = new TupleTag<>("positions") {};
  private static final TupleTag<SurfaceBrightnessProfile> PROFILES = new TupleTag<>("profiles") {};

  @Override
  abstract PreprocessAndCaption steps();

  abstract @Nullable MakeCutouts cutouts();

  abstract @Nullable String referenceBand();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setSteps(PreprocessAndCaption steps);

    abstract Builder setCutouts(MakeCutouts cutouts);

    abstract Builder setReferenceBand(String band);

    abstract CaptionCutouts build();
  }

  /**
   * Captions with a model.
   *
   * @param model model with isophotes, such as the default model
   * @return a transform that needs {@link #withCutouts} and {@link #withReferenceBand}
   */
  public static CaptionCutouts of(ModelRef model) {
    return new AutoValue_CaptionCutouts.Builder().setSteps(PreprocessAndCaption.of(model)).build();
  }

  /**
   * Sets the transform that makes the cutouts.
   *
   * @param cutouts transform for the frames of all bands
   * @return this transform with these cutouts
   */
  public CaptionCutouts withCutouts(MakeCutouts cutouts) {
    return toBuilder().setCutouts(requireNonNull(cutouts, "cutouts")).build();
  }

  /**
   * Sets the reference band, in which the model finds the ellipses.
   *
   * @param band name of the band, exactly as in the frames
   * @return this transform with the band
   * @throws IllegalArgumentException if the name is blank
   */
  public CaptionCutouts withReferenceBand(String band) {
    return toBuilder().setReferenceBand(ReferenceBand.checkName(band)).build();
  }

  @Override
  CaptionCutouts withSteps(PreprocessAndCaption steps) {
    return toBuilder().setSteps(steps).build();
  }

  @Override
  public PCollection<SurfaceBrightnessProfile> expand(PCollection<CatalogPosition> positions) {
    MakeCutouts cutouts = cutouts();
    String band = referenceBand();
    if (cutouts == null || band == null) {
      throw new IllegalArgumentException("CaptionCutouts needs withCutouts and withReferenceBand");
    }
    ErrorHandler<BadRecord, ?> handler = steps().badRecordErrorHandler();
    if (handler != null) {
      cutouts = cutouts.withBadRecordErrorHandler(handler);
    }
    PCollection<Frame> frames = cutouts.scan(positions.getPipeline());
    PCollection<SurfaceBrightnessProfile> reference =
        steps()
            .caption(
                "Reference",
                positions.apply("ReferenceCutouts", cutouts.withBands(Set.of(band)).outOf(frames)));
    PCollection<SurfaceBrightnessProfile> others =
        steps()
            .caption(
                "Others",
                withIsophotes(positions, reference)
                    .apply("OtherCutouts", cutouts.inOtherBandsThan(band).outOf(frames)));
    return PCollectionList.of(reference).and(others).apply("AllBands", Flatten.pCollections());
  }

  private PCollection<CatalogPosition> withIsophotes(
      PCollection<CatalogPosition> positions, PCollection<SurfaceBrightnessProfile> profiles) {
    return KeyedPCollectionTuple.of(
            POSITIONS,
            positions
                .apply(
                    "PositionsByName",
                    WithKeys.of(CatalogPosition::id).withKeyType(TypeDescriptors.strings()))
                .setCoder(KvCoder.of(StringUtf8Coder.of(), CatalogPositionCoder.of())))
        .and(
            PROFILES,
            profiles
                .apply(
                    "ProfilesByName",
                    WithKeys.of((SurfaceBrightnessProfile p) -> p.provenance().objectId())
                        .withKeyType(TypeDescriptors.strings()))
                .setCoder(KvCoder.of(StringUtf8Coder.of(), SurfaceBrightnessProfileCoder.of())))
        .apply("GroupByName", CoGroupByKey.create())
        .apply("GiveIsophotes", ParDo.of(new GiveIsophotesFn(steps().model())))
        .setCoder(CatalogPositionCoder.of());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.addIfNotNull(
        DisplayData.item("referenceBand", referenceBand()).withLabel("Reference band"));
    MakeCutouts cutouts = cutouts();
    if (cutouts != null) {
      builder.include("cutouts", cutouts);
    }
  }

  /** Adds the ellipses of each profile to the nearest position of the same name. */
  private static final class GiveIsophotesFn
      extends DoFn<KV<String, CoGbkResult>, CatalogPosition> {
    private final ModelRef model;

    GiveIsophotesFn(ModelRef model) {
      this.model = model;
    }

    @Setup
    public void setup() throws IOException {
      Models.requireIsophotes(model);
    }

    @ProcessElement
    public void process(
        @Element KV<String, CoGbkResult> object, OutputReceiver<CatalogPosition> out) {
      List<CatalogPosition> positions = new ArrayList<>();
      object.getValue().getAll(POSITIONS).forEach(positions::add);
      for (SurfaceBrightnessProfile profile : object.getValue().getAll(PROFILES)) {
        Optional<SkyIsophotes> found = profile.isophotesOnSky();
        Optional<CatalogPosition> nearest =
            found.flatMap(
                ellipses ->
                    positions.stream().min(Comparator.comparingDouble(p -> distance(p, ellipses))));
        if (nearest.isPresent()) {
          positions.remove(nearest.get());
          out.output(nearest.get().withIsophotes(found.get()));
        }
      }
    }

    /** Returns the squared distance on the sky, for small distances. */
    private static double distance(CatalogPosition position, SkyIsophotes found) {
      double ra = Math.IEEEremainder(position.raDeg() - found.raDeg(), 360);
      double dec = position.decDeg() - found.decDeg();
      return Math.pow(ra * Math.cos(Math.toRadians(found.decDeg())), 2) + dec * dec;
    }
  }
}
