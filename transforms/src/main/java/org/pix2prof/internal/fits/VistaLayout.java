// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;

/** Images of VISTA, WFCAM and the INT from the Cambridge Astronomy Survey Unit, in Vega. */
final class VistaLayout implements SurveyLayout {
  @Override
  public boolean recognises(InheritedHeader header) {
    return PipelineConvention.CASU.wrote(header);
  }

  @Override
  public Optional<PipelineConvention> convention() {
    return Optional.of(PipelineConvention.CASU);
  }

  @Override
  public List<String> zeroPointKeywords() {
    return List.of("MAGZPT");
  }

  @Override
  public MagnitudeSystem magnitudeSystem(InheritedHeader header) {
    return MagnitudeSystem.VEGA;
  }
}
