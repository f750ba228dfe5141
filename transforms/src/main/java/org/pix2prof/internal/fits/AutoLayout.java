package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Survey;

/**
 * Recognises the survey of an image by its header, and takes unit, zero point, band and the names
 * of other maps from it. An image of no known survey is as {@link Survey#GENERIC} reads it. Masks
 * are for a survey that was named, because a mask may be another file.
 */
final class AutoLayout implements SurveyLayout {
  /** In this order: a survey before the telescope that it used. */
  private static final List<SurveyLayout> LAYOUTS =
      List.of(
          new UnwiseLayout(),
          new LegacyLayout(),
          new PanStarrsLayout(),
          new DesLayout(),
          new HscLayout(),
          new GalexLayout(),
          new HstLayout(),
          new JwstLayout(),
          new EuclidLayout(),
          new ZtfLayout(),
          new SkyMapperLayout(),
          new VistaLayout(),
          new CfhtLayout());

  private static Optional<SurveyLayout> of(FitsHeader image, Optional<FitsHeader> shared) {
    InheritedHeader header = new InheritedHeader(image, shared);
    return LAYOUTS.stream().filter(layout -> layout.recognises(header)).findFirst();
  }

  @Override
  public boolean isChosen() {
    return false;
  }

  @Override
  public Optional<String> skips(Hdu hdu) {
    return of(hdu.header(), Optional.empty()).flatMap(layout -> layout.skips(hdu));
  }

  @Override
  public OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared)
      throws BadImageException {
    Optional<SurveyLayout> layout = of(image, shared);
    return layout.isPresent() ? layout.get().zeroPoint(image, shared) : OptionalDouble.empty();
  }

  @Override
  public MagnitudeSystem magnitudeSystem(InheritedHeader header) {
    return of(header.image(), header.primary())
        .map(layout -> layout.magnitudeSystem(header))
        .orElse(MagnitudeSystem.AB);
  }

  @Override
  public Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return of(image, shared).flatMap(layout -> layout.band(image, shared));
  }

  @Override
  public FluxScale flux(FitsHeader image) throws BadImageException {
    Optional<SurveyLayout> layout = of(image, Optional.empty());
    return layout.isPresent() ? layout.get().flux(image) : FluxScale.LINEAR;
  }
}
