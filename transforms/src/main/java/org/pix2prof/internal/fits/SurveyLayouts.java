// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import org.pix2prof.values.Survey;

/** The layout of each survey's files. */
final class SurveyLayouts {
  private SurveyLayouts() {}

  /** Returns a new layout of a survey's files. */
  static SurveyLayout of(Survey survey) {
    return switch (survey) {
      case AUTO -> new AutoLayout();
      case GENERIC -> new SurveyLayout() {};
      case SDSS -> new SdssLayout();
      case LEGACY -> new LegacyLayout();
      case PANSTARRS -> new PanStarrsLayout();
      case HSC -> new HscLayout();
      case DES -> new DesLayout();
      case HST -> new HstLayout();
      case JWST -> new JwstLayout();
      case EUCLID -> new EuclidLayout();
      case LSST -> new HscLayout();
      case ZTF -> new ZtfLayout();
      case SKYMAPPER -> new SkyMapperLayout();
      case VISTA -> new VistaLayout();
      case CFHT -> new CfhtLayout();
      case UNWISE -> new UnwiseLayout();
      case GALEX -> new GalexLayout();
      case KIDS -> new KidsLayout();
    };
  }
}
