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

/** Paints the cutout of an image where the image is read, so that its pixels go no further. */
final class RenderCutoutsFn extends DoFn<GalaxyImage, KV<Integer, KV<String, GalaxyCutout>>> {
  private final ModelRef model;
  private final PCollectionView<Map<String, Iterable<CutoutCentre>>> aims;
  private transient ModelManifest.Input input;
  private transient Preprocessor preprocessor;

  /**
   * Paints as profiles need it.
   *
   * @param model that knows what images lack
   * @param aims of the profiles, by {@link ReportKey}
   */
  RenderCutoutsFn(ModelRef model, PCollectionView<Map<String, Iterable<CutoutCentre>>> aims) {
    this.model = model;
    this.aims = aims;
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
    Iterable<CutoutCentre> ofKey = context.sideInput(aims).get(key);
    Place place = place(image, aim(image, ofKey == null ? List.of() : ofKey));
    GalaxyCutout cutout = CutoutRenderer.paint(image, place);
    context.output(KV.of(ReportKey.part(key), KV.of(key, cutout)));
  }

  /** What the profiles of an image need together: the centre of one and the radius of all. */
  private static Optional<CutoutCentre> aim(GalaxyImage image, Iterable<CutoutCentre> ofKey) {
    Map<String, List<CutoutCentre>> bySource = new TreeMap<>();
    ofKey.forEach(
        aim -> bySource.computeIfAbsent(aim.source(), source -> new ArrayList<>()).add(aim));
    String source = image.provenance().source();
    return ReportKey.same(source, Set.of(source), bySource.keySet())
        .map(bySource::get)
        .map(
            same -> {
              CutoutCentre first =
                  same.stream()
                      .min(
                          Comparator.comparing((CutoutCentre aim) -> Double.isNaN(aim.centreX()))
                              .thenComparing(CutoutCentre::centreX)
                              .thenComparing(CutoutCentre::centreY))
                      .orElseThrow();
              double radius =
                  same.stream().mapToDouble(CutoutCentre::radiusArcsec).max().orElseThrow();
              return new CutoutCentre(source, first.centreX(), first.centreY(), radius);
            });
  }

  private Place place(GalaxyImage image, Optional<CutoutCentre> aim) {
    double scale = image.pixelScaleArcsec().orElse(input.pixelScaleArcsec());
    boolean assumed = image.pixelScaleArcsec().isEmpty();
    double radius = aim.map(CutoutCentre::radiusArcsec).orElse(0.0);
    if (aim.isPresent() && !Double.isNaN(aim.get().centreX())) {
      return new Place(
          aim.get().centreX(), aim.get().centreY(), CentreFrom.PROFILE, radius, scale, assumed);
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
      // An image that gave no profile is shown all the same.
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
