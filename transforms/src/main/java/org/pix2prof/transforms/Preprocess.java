// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.SegmentationMap;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.model.preprocess.SkySubtraction;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ImageReference;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.PreparedGalaxyCoder;
import org.pix2prof.wcs.PixelPoint;

/**
 * Converts images to a model's input, according to the model's manifest: sky, zero point, pixel
 * scale, clip, centre, crop, normalisation. See {@code docs/preprocess.md}.
 *
 * <pre>{@code
 * PCollection<PreparedGalaxy> inputs = images.apply(Preprocess.forModel(ModelRef.defaultModel()));
 * }</pre>
 *
 * <p>An image without a pixel scale or zero point gets that of the model and the flag {@link
 * Flag#PIXEL_SCALE_ASSUMED} or {@link Flag#ZERO_POINT_ASSUMED}.
 *
 * <p>An image with a given centre or isophotes is cropped around that centre, if the model supports
 * isophotes. The image itself is kept beside the model's input, for {@link CaptionProfiles} to
 * measure intensities on.
 *
 * <p>An image that cannot be used fails the pipeline, unless {@link #withBadRecordErrorHandler} is
 * set. A model that cannot be read always fails it.
 */
@AutoValue
public abstract class Preprocess
    extends PTransform<PCollection<GalaxyImage>, PCollection<PreparedGalaxy>> {
  private static final TupleTag<PreparedGalaxy> PREPARED = new TupleTag<>() {};

  abstract ModelRef model();

  abstract SkySubtraction sky();

  abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setModel(ModelRef model);

    abstract Builder setSky(SkySubtraction sky);

    abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

    abstract Preprocess build();
  }

  /**
   * Preprocesses images for a model.
   *
   * @param model the model; the worker reads its manifest
   * @return the transform
   */
  public static Preprocess forModel(ModelRef model) {
    return new AutoValue_Preprocess.Builder().setModel(model).setSky(SkySubtraction.BORDER).build();
  }

  /**
   * Sets the sky that is subtracted. A model that takes images with their sky allows the default
   * only.
   *
   * @param sky the choice; {@link SkySubtraction#BORDER} by default
   * @return this transform with the sky
   */
  public Preprocess withSky(SkySubtraction sky) {
    return toBuilder().setSky(requireNonNull(sky, "sky")).build();
  }

  /**
   * Sends images that cannot be used to a handler, each as an {@link ImageReference} and a reason,
   * instead of failing.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with the handler
   */
  public Preprocess withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
  }

  @Override
  public PCollection<PreparedGalaxy> expand(PCollection<GalaxyImage> images) {
    PrepareFn prepareFn = new PrepareFn(model(), sky(), BadImages.router(badRecordErrorHandler()));
    PCollectionTuple outputs = images.apply("Prepare", BadImages.step(prepareFn, PREPARED));
    return BadImages.collect(outputs, badRecordErrorHandler())
        .get(PREPARED)
        .setCoder(PreparedGalaxyCoder.of());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.add(DisplayData.item("model", model().uri()).withLabel("Model"));
    displaySettings(builder);
  }

  /** Adds the settings other than the model. */
  void displaySettings(DisplayData.Builder builder) {
    builder.addIfNotDefault(
        DisplayData.item("sky", sky().toString()).withLabel("Sky"),
        SkySubtraction.BORDER.toString());
  }

  /**
   * Returns an image as input of the preprocessor, with the model's values for missing ones, and
   * without the other objects of its segmentation map.
   *
   * @throws IllegalArgumentException if the image is invalid
   * @throws BadImageException if the segmentation map has no object at the galaxy's position
   */
  static SkyImage skyImage(GalaxyImage galaxy, ModelManifest.Input input) throws BadImageException {
    return new SkyImage(
        pixels(galaxy),
        galaxy.width(),
        galaxy.height(),
        galaxy.pixelScaleArcsec().orElse(input.pixelScaleArcsec()),
        galaxy.pixelShape(),
        galaxy.zeroPoint().orElse(input.zeroPoint()),
        galaxy.centre().map(centre -> new Point(centre.x(), centre.y())).orElse(null),
        galaxy.isophotes().orElse(null),
        galaxy.variance().orElse(null));
  }

  private static float[] pixels(GalaxyImage galaxy) throws BadImageException {
    PixelPoint given =
        galaxy
            .isophotes()
            .filter(Isophotes::hasCentre)
            .map(isophotes -> new PixelPoint(isophotes.centreX(), isophotes.centreY()))
            .or(galaxy::centre)
            .orElse(new PixelPoint((galaxy.width() - 1) / 2.0, (galaxy.height() - 1) / 2.0));
    return withoutOthers(galaxy, given).pixels();
  }

  /**
   * Returns an image without the pixels of other objects.
   *
   * @param position position of the galaxy, pixels
   * @return the same image if it has no segmentation map
   * @throws BadImageException if the segmentation map has no object at the position
   */
  static GalaxyImage withoutOthers(GalaxyImage image, PixelPoint position)
      throws BadImageException {
    if (image.segmentation().isEmpty()) {
      return image;
    }
    return image.toBuilder()
        .setPixels(
            new SegmentationMap(image.segmentation().get(), image.width(), image.height())
                .maskOthers(position, image.pixels()))
        .build();
  }

  private static final class PrepareFn extends DoFn<GalaxyImage, PreparedGalaxy> {
    private final ModelRef model;
    private final SkySubtraction sky;
    private final BadRecordRouter router;
    private transient ModelManifest.Input input;
    private transient Preprocessor preprocessor;

    PrepareFn(ModelRef model, SkySubtraction sky, BadRecordRouter router) {
      this.model = model;
      this.sky = sky;
      this.router = router;
    }

    @Setup
    public void setup() throws IOException {
      input = Models.manifest(model).input();
      preprocessor = Preprocessor.of(input).withSky(sky);
    }

    @ProcessElement
    public void processElement(@Element GalaxyImage galaxy, MultiOutputReceiver out)
        throws Exception {
      try {
        SkyImage original = valid(galaxy);
        PreparedImage image = preprocessor.prepare(original);
        out.get(PREPARED)
            .output(
                PreparedGalaxy.of(
                    galaxy.provenance(), flag(galaxy, image), galaxy.wcs(), Optional.of(original)));
      } catch (BadImageException e) {
        BadImages.route(router, out, galaxy.provenance(), e);
      }
    }

    private SkyImage valid(GalaxyImage galaxy) throws BadImageException {
      try {
        return skyImage(galaxy, input);
      } catch (IllegalArgumentException e) {
        throw new BadImageException("invalid_image", e.getMessage(), e);
      }
    }

    private static PreparedImage flag(GalaxyImage galaxy, PreparedImage image) {
      Set<Flag> flags = EnumSet.noneOf(Flag.class);
      flags.addAll(image.flags());
      flags.addAll(galaxy.flags());
      if (galaxy.pixelScaleArcsec().isEmpty()) {
        flags.add(Flag.PIXEL_SCALE_ASSUMED);
      }
      if (galaxy.zeroPoint().isEmpty()) {
        flags.add(Flag.ZERO_POINT_ASSUMED);
      }
      if (galaxy.provenance().band().isEmpty()) {
        flags.add(Flag.BAND_UNKNOWN);
      }
      return image.withFlags(flags);
    }
  }
}
