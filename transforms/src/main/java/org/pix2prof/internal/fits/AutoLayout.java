// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Survey;

/**
 * Detects the survey of an image by its header, and uses that survey's unit, zero point, band and
 * names of other maps. An image of an unknown survey is read like {@link Survey#GENERIC}. Masks are
 * read only for a survey chosen by the user, because a mask may be in another file.
 */
final class AutoLayout implements SurveyLayout {
  /** Surveys in order of precedence: a survey before the telescope that it used. */
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
          new CfhtLayout(),
          new KidsLayout());

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
