// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.pix2prof.internal.report.CutoutRenderer;
import org.pix2prof.internal.report.CutoutRenderer.Place;
import org.pix2prof.internal.report.GalaxyCutout;
import org.pix2prof.internal.report.GalaxyCutout.CentreFrom;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.PixelPoint;

/**
 * Renders the cutout of an image on the worker that reads it, so that its pixels are not shuffled.
 */
final class RenderCutoutsFn extends DoFn<GalaxyImage, KV<Integer, KV<String, GalaxyCutout>>> {
  /** Distance from which the centre on the sky replaces that in pixels, pixels. */
  private static final double OTHER_PIXELS = 1;

  private final ModelRef model;
  private final PCollectionView<Map<String, Iterable<SurfaceBrightnessProfile>>> profiles;
  private transient ModelManifest.Input input;
  private transient Preprocessor preprocessor;

  /**
   * Creates a step.
   *
   * @param model model with the values that images lack
   * @param profiles of the images, by {@link ReportKey}
   */
  RenderCutoutsFn(
      ModelRef model, PCollectionView<Map<String, Iterable<SurfaceBrightnessProfile>>> profiles) {
    this.model = model;
    this.profiles = profiles;
  }

  @Setup
  public void setup() throws IOException {
    input = Models.manifest(model).input();
    preprocessor = Preprocessor.of(input);
  }

  @ProcessElement
  public void process(ProcessContext context) {
    GalaxyImage image = context.element();
    String key = ReportKey.of(image.provenance());
    Iterable<SurfaceBrightnessProfile> ofKey = context.sideInput(profiles).get(key);
    List<SurfaceBrightnessProfile> found = ofImage(image, ofKey == null ? List.of() : ofKey);
    Optional<SurfaceBrightnessProfile> first = found.stream().findFirst();
    double radius = found.stream().mapToDouble(RenderCutoutsFn::lastRadius).max().orElse(0);
    Place place = place(image, first, radius);
    GalaxyCutout cutout = CutoutRenderer.paint(image, measured(image, place), place, first);
    context.output(KV.of(ReportKey.part(key), KV.of(key, cutout)));
  }

  /** Returns the image without the objects that its segmentation map masks. */
  private static GalaxyImage measured(GalaxyImage image, Place place) {
    try {
      return Preprocess.withoutOthers(image, new PixelPoint(place.centreX(), place.centreY()));
    } catch (BadImageException | IllegalArgumentException e) {
      // There is no object at the galaxy's position, so it was not measured either.
      return image;
    }
  }

  /** Returns the profiles of an image; first the one whose centre is shown. */
  private static List<SurfaceBrightnessProfile> ofImage(
      GalaxyImage image, Iterable<SurfaceBrightnessProfile> ofKey) {
    Map<String, List<SurfaceBrightnessProfile>> bySource = new TreeMap<>();
    ofKey.forEach(
        profile ->
            bySource
                .computeIfAbsent(profile.provenance().source(), source -> new ArrayList<>())
                .add(profile));
    String source = image.provenance().source();
    return ReportKey.same(source, Set.of(source), bySource.keySet())
        .map(bySource::get)
        .orElse(List.of())
        .stream()
        .sorted(
            Comparator.comparing((SurfaceBrightnessProfile p) -> p.centre().isEmpty())
                .thenComparing(p -> p.centre().map(PixelPoint::x).orElse(0.0))
                .thenComparing(p -> p.centre().map(PixelPoint::y).orElse(0.0))
                .thenComparing(p -> Arrays.toString(p.mu())))
        .toList();
  }

  /** Returns the semi-major axis of the last sample with mu, arcsec; 0 without one. */
  private static double lastRadius(SurfaceBrightnessProfile profile) {
    float[] radius = profile.predicted().radiusArcsec();
    return radius.length == 0 ? 0 : radius[radius.length - 1];
  }

  private Place place(
      GalaxyImage image, Optional<SurfaceBrightnessProfile> profile, double radius) {
    double scale = image.pixelScaleArcsec().orElse(input.pixelScaleArcsec());
    boolean assumed = image.pixelScaleArcsec().isEmpty();
    Optional<PixelPoint> centre = profile.flatMap(p -> centre(image, p));
    if (centre.isPresent()) {
      return new Place(
          centre.get().x(), centre.get().y(), CentreFrom.PROFILE, radius, scale, assumed);
    }
    try {
      PreparedImage prepared = preprocessor.prepare(Preprocess.skyImage(image, input));
      return new Place(
          prepared.imageX(prepared.centreX(), prepared.centreY()),
          prepared.imageY(prepared.centreY()),
          CentreFrom.IMAGE,
          radius,
          scale,
          assumed);
    } catch (BadImageException | IllegalArgumentException e) {
      // An image without a profile is shown, too.
      return new Place(
          (image.width() - 1) / 2.0,
          (image.height() - 1) / 2.0,
          CentreFrom.MIDDLE,
          radius,
          scale,
          assumed);
    }
  }

  /**
   * Returns the centre of a profile in the pixels of its image. A cutout that was made again may
   * have other pixels than the one that was captioned; its WCS shows it.
   */
  private static Optional<PixelPoint> centre(GalaxyImage image, SurfaceBrightnessProfile profile) {
    Optional<PixelPoint> onSky =
        profile
            .skyPosition()
            .flatMap(sky -> image.wcs().flatMap(wcs -> wcs.toPixel(sky.raDeg(), sky.decDeg())));
    Optional<PixelPoint> inPixels = profile.centre();
    return onSky.isPresent()
            && inPixels
                .map(
                    p ->
                        Math.hypot(p.x() - onSky.get().x(), p.y() - onSky.get().y()) > OTHER_PIXELS)
                .orElse(true)
        ? onSky
        : inPixels;
  }
}
