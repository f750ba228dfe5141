// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.ImageReference;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;
import org.pix2prof.values.Target;
import org.pix2prof.values.TargetCoder;

/**
 * Sets which galaxy of each image is measured, and along which ellipses: {@link GalaxyImage#centre}
 * and {@link GalaxyImage#isophotes}. They come from one target for all images, from a target for
 * each object, or from earlier profiles. See {@code docs/targets.md}.
 *
 * <pre>{@code
 * PCollection<Target> targets = pipeline.apply(ReadTargets.create().from("targets.csv"));
 * PCollection<GalaxyImage> known = images.apply(AssignTargets.create().withTargets(targets));
 * }</pre>
 *
 * <p>Targets and profiles are joined to images by {@link Provenance#objectId}, or else by {@link
 * Provenance#fileObjectId}. They are a side input, so no pixels are shuffled, and they must be
 * bounded.
 *
 * <p>Bad records are {@code no_target}, {@code duplicate_target}, {@code no_wcs} (a target on the
 * sky, and an image without a WCS) and {@code centre_outside}, and with profiles {@code
 * no_isophotes}, {@code duplicate_isophotes} and {@code no_common_grid}. A bad record fails the
 * pipeline, unless {@link #withBadRecordErrorHandler} is set.
 */
@AutoValue
public abstract class AssignTargets
    extends PTransform<PCollection<GalaxyImage>, PCollection<GalaxyImage>> {
  private static final TupleTag<GalaxyImage> ASSIGNED = new TupleTag<>() {};

  abstract @Nullable Target target();

  abstract @Nullable PCollection<Target> targets();

  abstract @Nullable PCollection<SurfaceBrightnessProfile> profiles();

  abstract @Nullable String profilesBand();

  abstract @Nullable String sourceName();

  abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setTarget(Target target);

    abstract Builder setTargets(PCollection<Target> targets);

    abstract Builder setProfiles(PCollection<SurfaceBrightnessProfile> profiles);

    abstract Builder setProfilesBand(String band);

    abstract Builder setSourceName(String name);

    abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

    abstract AssignTargets build();
  }

  /**
   * Assigns targets.
   *
   * @return a transform that needs one of {@link #withTarget}, {@link #withTargets} and {@link
   *     #withProfiles}
   */
  public static AssignTargets create() {
    return new AutoValue_AssignTargets.Builder().build();
  }

  /**
   * Sets the target of every image.
   *
   * @param target its object and band have no effect
   * @return this transform with the target
   */
  public AssignTargets withTarget(Target target) {
    return toBuilder().setTarget(requireNonNull(target, "target")).build();
  }

  /**
   * Sets the targets of the objects. A target with a band takes precedence for images in that band.
   *
   * @param targets bounded, of the same pipeline; one without a name of an object fails it
   * @return this transform with the targets
   */
  public AssignTargets withTargets(PCollection<Target> targets) {
    return toBuilder().setTargets(requireNonNull(targets, "targets")).build();
  }

  /**
   * Sets earlier profiles, along whose isophotes the images of the same objects are measured. If
   * the profile has a position and position angles on the sky and the image has a WCS, the ellipses
   * are transformed through the sky. Otherwise the profile must be of the same file and HDU.
   *
   * @param profiles bounded, of the same pipeline, such as those of {@link ReadProfiles}
   * @return this transform with the profiles
   */
  public AssignTargets withProfiles(PCollection<SurfaceBrightnessProfile> profiles) {
    return toBuilder().setProfiles(requireNonNull(profiles, "profiles")).build();
  }

  /**
   * Sets the band of the earlier profiles to use. By default it is the band of the image, or else
   * the only band of the object's profiles.
   *
   * @param band name of the band, exactly as in the profiles
   * @return this transform with the band
   * @throws IllegalArgumentException if the name is blank
   */
  public AssignTargets withProfilesBand(String band) {
    if (band.isBlank()) {
      throw new IllegalArgumentException("the band of the profiles must have a name");
    }
    return toBuilder().setProfilesBand(band).build();
  }

  /**
   * Sets the name of the targets or profiles in messages, such as that of their file.
   *
   * @param name the name
   * @return this transform with the name
   */
  public AssignTargets withSourceName(String name) {
    return toBuilder().setSourceName(requireNonNull(name, "name")).build();
  }

  /**
   * Sends images without a usable target to a handler, each as an {@link ImageReference} and a
   * reason, instead of failing.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with the handler
   */
  public AssignTargets withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
  }

  @Override
  public PCollection<GalaxyImage> expand(PCollection<GalaxyImage> images) {
    long sources = Stream.of(hasTarget(), hasTargets(), hasProfiles()).filter(is -> is).count();
    if (sources != 1) {
      throw new IllegalArgumentException(
          "AssignTargets needs one of withTarget, withTargets and withProfiles, not " + sources);
    }
    if (profilesBand() != null && !hasProfiles()) {
      throw new IllegalArgumentException("AssignTargets needs withProfiles for withProfilesBand");
    }
    PCollectionTuple assigned = images.apply("Assign", assign());
    return BadImages.collect(assigned, badRecordErrorHandler())
        .get(ASSIGNED)
        .setCoder(GalaxyImageCoder.of());
  }

  private boolean hasTarget() {
    return target() != null;
  }

  private boolean hasTargets() {
    return targets() != null;
  }

  private boolean hasProfiles() {
    return profiles() != null;
  }

  private ParDo.MultiOutput<GalaxyImage, GalaxyImage> assign() {
    BadRecordRouter router = BadImages.router(badRecordErrorHandler());
    Target target = target();
    if (target != null) {
      return BadImages.step(new TargetFn(target, router), ASSIGNED);
    }
    PCollection<Target> targets = targets();
    if (targets != null) {
      PCollectionView<Map<String, Iterable<Target>>> rows =
          targets
              .apply("TargetsByObject", ParDo.of(new ByObjectFn()))
              .setCoder(KvCoder.of(StringUtf8Coder.of(), TargetCoder.of()))
              .apply("Targets", View.asMultimap());
      return BadImages.step(new TargetsFn(rows, named("the targets"), router), ASSIGNED)
          .withSideInputs(rows);
    }
    PCollectionView<Map<String, Iterable<SurfaceBrightnessProfile>>> earlier =
        requireNonNull(profiles())
            .apply("ProfilesByObject", ParDo.of(new ProfilesByObjectFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SurfaceBrightnessProfileCoder.of()))
            .apply("Profiles", View.asMultimap());
    return BadImages.step(
            new ProfilesFn(earlier, profilesBand(), named("the earlier profiles"), router),
            ASSIGNED)
        .withSideInputs(earlier);
  }

  private String named(String otherwise) {
    String name = sourceName();
    return name == null ? otherwise : name;
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    String from =
        hasTarget() ? "one target" : hasTargets() ? "targets" : hasProfiles() ? "profiles" : null;
    builder
        .addIfNotNull(DisplayData.item("targetsFrom", from).withLabel("Source of the targets"))
        .addIfNotNull(DisplayData.item("source", sourceName()).withLabel("Name of the source"))
        .addIfNotNull(
            DisplayData.item("profilesBand", profilesBand())
                .withLabel("Band of the earlier profiles"));
  }

  /** Assigns a target to each image. */
  private abstract static class AssignFn extends DoFn<GalaxyImage, GalaxyImage> {
    private final BadRecordRouter router;

    AssignFn(BadRecordRouter router) {
      this.router = router;
    }

    @ProcessElement
    public void process(ProcessContext context, MultiOutputReceiver out) throws Exception {
      GalaxyImage image = context.element();
      try {
        out.get(ASSIGNED).output(assign(image, context));
      } catch (BadImageException e) {
        BadImages.route(router, out, image.provenance(), e);
      }
    }

    abstract GalaxyImage assign(GalaxyImage image, ProcessContext context) throws BadImageException;
  }

  private static final class TargetFn extends AssignFn {
    /** Encoded, because a target is not serialisable. */
    private final byte[] encoded;

    private transient Target target;

    TargetFn(Target target, BadRecordRouter router) {
      super(router);
      try {
        this.encoded = CoderUtils.encodeToByteArray(TargetCoder.of(), target);
      } catch (CoderException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Setup
    public void setup() throws CoderException {
      target = CoderUtils.decodeFromByteArray(TargetCoder.of(), encoded);
    }

    @Override
    GalaxyImage assign(GalaxyImage image, ProcessContext context) throws BadImageException {
      return TargetRows.assign(image, target);
    }
  }

  private static final class TargetsFn extends AssignFn {
    private final PCollectionView<Map<String, Iterable<Target>>> rows;
    private final String source;

    TargetsFn(
        PCollectionView<Map<String, Iterable<Target>>> rows,
        String source,
        BadRecordRouter router) {
      super(router);
      this.rows = rows;
      this.source = source;
    }

    @Override
    GalaxyImage assign(GalaxyImage image, ProcessContext context) throws BadImageException {
      Map<String, Iterable<Target>> byObject = context.sideInput(rows);
      return TargetRows.assign(image, TargetRows.find(image.provenance(), byObject::get, source));
    }
  }

  private static final class ProfilesFn extends AssignFn {
    private final PCollectionView<Map<String, Iterable<SurfaceBrightnessProfile>>> profiles;
    private final @Nullable String band;
    private final String source;

    ProfilesFn(
        PCollectionView<Map<String, Iterable<SurfaceBrightnessProfile>>> profiles,
        @Nullable String band,
        String source,
        BadRecordRouter router) {
      super(router);
      this.profiles = profiles;
      this.band = band;
      this.source = source;
    }

    @Override
    GalaxyImage assign(GalaxyImage image, ProcessContext context) throws BadImageException {
      Map<String, Iterable<SurfaceBrightnessProfile>> byObject = context.sideInput(profiles);
      return new EarlierProfiles(byObject::get, band, source).assign(image);
    }
  }

  private static final class ByObjectFn extends DoFn<Target, KV<String, Target>> {
    @ProcessElement
    public void process(@Element Target target, OutputReceiver<KV<String, Target>> out) {
      String id =
          target
              .objectId()
              .orElseThrow(() -> new IllegalArgumentException("a target has no name of an object"));
      out.output(KV.of(id, target));
    }
  }

  private static final class ProfilesByObjectFn
      extends DoFn<SurfaceBrightnessProfile, KV<String, SurfaceBrightnessProfile>> {
    @ProcessElement
    public void process(
        @Element SurfaceBrightnessProfile profile,
        OutputReceiver<KV<String, SurfaceBrightnessProfile>> out) {
      SurfaceBrightnessProfile slim = EarlierProfiles.slim(profile);
      EarlierProfiles.names(profile).forEach(name -> out.output(KV.of(name, slim)));
    }
  }
}
