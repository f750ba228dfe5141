package org.pix2prof.internal.fits;

/** Whose files are read: what headers leave open, each survey settles in its own way. */
public enum Survey {
  /**
   * The survey that the header of each image names with certainty, and {@link #GENERIC} for others.
   * Masks are only looked for where a survey is named.
   */
  AUTO(new AutoLayout()),
  /** No survey in particular: what headers and options say, and no more. */
  GENERIC(new SurveyLayout() {}),
  /** Corrected frames of the Sloan Digital Sky Survey, {@code frame-r-000094-1-0100.fits.bz2}. */
  SDSS(new SdssLayout()),
  /** Coadds of the Legacy Surveys, {@code legacysurvey-1234p056-image-r.fits.fz}. */
  LEGACY(new LegacyLayout()),
  /** Stacks and warps of Pan-STARRS1, {@code rings.v3.skycell.1234.056.stk.r.unconv.fits}. */
  PANSTARRS(new PanStarrsLayout()),
  /**
   * Exposures and coadds of the LSST Science Pipelines: Hyper Suprime-Cam ({@code
   * calexp-HSC-R-9813-4,4.fits}) and Rubin Observatory.
   */
  HSC(new HscLayout()),
  /** Coadded tiles of the Dark Energy Survey, {@code DES0001-0041_r4907p01_r.fits.fz}. */
  DES(new DesLayout()),
  /** Images of the Hubble Space Telescope, by {@code PHOTFLAM} and {@code PHOTPLAM}. */
  HST(new HstLayout()),
  /** Images of JWST in MJy/sr. */
  JWST(new JwstLayout()),
  /** Mosaics of Euclid. */
  EUCLID(new EuclidLayout()),
  /** Images of Rubin Observatory's LSST, the same layout as {@link #HSC}. */
  LSST(new HscLayout()),
  /** Images of the Zwicky Transient Facility. */
  ZTF(new ZtfLayout()),
  /** Images of the SkyMapper Southern Survey. */
  SKYMAPPER(new SkyMapperLayout()),
  /** Images of VISTA, WFCAM and the INT by the Cambridge Astronomy Survey Unit, in Vega. */
  VISTA(new VistaLayout()),
  /** Images of the Canada-France-Hawaii Telescope. */
  CFHT(new CfhtLayout()),
  /** Coadds of unWISE, in Vega nanomaggies. */
  UNWISE(new UnwiseLayout()),
  /** Intensity maps of GALEX. */
  GALEX(new GalexLayout());

  private final SurveyLayout layout;

  Survey(SurveyLayout layout) {
    this.layout = layout;
  }

  /** How the survey writes its images. */
  SurveyLayout layout() {
    return layout;
  }
}
