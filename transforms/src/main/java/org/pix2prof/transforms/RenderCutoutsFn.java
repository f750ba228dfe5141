// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.pix2prof.internal.report.CutoutCentre;
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

/**
 * Renders the cutout of an image on the worker that reads it, so that its pixels are not shuffled.
 */
final class RenderCutoutsFn extends DoFn<GalaxyImage, KV<Integer, KV<String, GalaxyCutout>>> {
  private final ModelRef model;
  private final PCollectionView<Map<String, Iterable<CutoutCentre>>> centres;
  private transient ModelManifest.Input input;
  private transient Preprocessor preprocessor;

  /**
   * Creates a step.
   *
   * @param model model with the values that images lack
   * @param centres centres of the profiles, by {@link ReportKey}
   */
  RenderCutoutsFn(ModelRef model, PCollectionView<Map<String, Iterable<CutoutCentre>>> centres) {
    this.model = model;
    this.centres = centres;
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
    Iterable<CutoutCentre> ofKey = context.sideInput(centres).get(key);
    Place place = place(image, centre(image, ofKey == null ? List.of() : ofKey));
    GalaxyCutout cutout = CutoutRenderer.paint(image, place);
    context.output(KV.of(ReportKey.part(key), KV.of(key, cutout)));
  }

  /** Returns the centre of the first profile of an image and the largest radius of its profiles. */
  private static Optional<CutoutCentre> centre(GalaxyImage image, Iterable<CutoutCentre> ofKey) {
    Map<String, List<CutoutCentre>> bySource = new TreeMap<>();
    ofKey.forEach(
        centre ->
            bySource.computeIfAbsent(centre.source(), source -> new ArrayList<>()).add(centre));
    String source = image.provenance().source();
    return ReportKey.same(source, Set.of(source), bySource.keySet())
        .map(bySource::get)
        .map(
            same -> {
              CutoutCentre first =
                  same.stream()
                      .min(
                          Comparator.comparing(
                                  (CutoutCentre centre) -> Double.isNaN(centre.centreX()))
                              .thenComparing(CutoutCentre::centreX)
                              .thenComparing(CutoutCentre::centreY))
                      .orElseThrow();
              double radius =
                  same.stream().mapToDouble(CutoutCentre::radiusArcsec).max().orElseThrow();
              return new CutoutCentre(source, first.centreX(), first.centreY(), radius);
            });
  }

  private Place place(GalaxyImage image, Optional<CutoutCentre> centre) {
    double scale = image.pixelScaleArcsec().orElse(input.pixelScaleArcsec());
    boolean assumed = image.pixelScaleArcsec().isEmpty();
    double radius = centre.map(CutoutCentre::radiusArcsec).orElse(0.0);
    if (centre.isPresent() && !Double.isNaN(centre.get().centreX())) {
      return new Place(
          centre.get().centreX(),
          centre.get().centreY(),
          CentreFrom.PROFILE,
          radius,
          scale,
          assumed);
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
}
