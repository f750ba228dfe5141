// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

/** Survey that produced the images. It settles what the headers leave open. */
public enum Survey {
  /**
   * The survey that the header of an image names with certainty, {@link #GENERIC} for other images.
   * Masks are read only if a survey is chosen.
   */
  AUTO,
  /** No survey: only headers and options count. */
  GENERIC,
  /** Corrected frames of the Sloan Digital Sky Survey, {@code frame-r-000094-1-0100.fits.bz2}. */
  SDSS,
  /** Coadds of the Legacy Surveys, {@code legacysurvey-1234p056-image-r.fits.fz}. */
  LEGACY,
  /** Stacks and warps of Pan-STARRS1, {@code rings.v3.skycell.1234.056.stk.r.unconv.fits}. */
  PANSTARRS,
  /**
   * Exposures and coadds of the LSST Science Pipelines: Hyper Suprime-Cam ({@code
   * calexp-HSC-R-9813-4,4.fits}) and Rubin Observatory.
   */
  HSC,
  /** Coadded tiles of the Dark Energy Survey, {@code DES0001-0041_r4907p01_r.fits.fz}. */
  DES,
  /** Images of the Hubble Space Telescope, by {@code PHOTFLAM} and {@code PHOTPLAM}. */
  HST,
  /** Images of JWST in MJy/sr. */
  JWST,
  /** Mosaics of Euclid. */
  EUCLID,
  /** Images of Rubin Observatory's LSST, the same layout as {@link #HSC}. */
  LSST,
  /** Images of the Zwicky Transient Facility. */
  ZTF,
  /** Images of the SkyMapper Southern Survey. */
  SKYMAPPER,
  /** Images of VISTA, WFCAM and the INT by the Cambridge Astronomy Survey Unit, in Vega. */
  VISTA,
  /** Images of the Canada-France-Hawaii Telescope. */
  CFHT,
  /** Coadds of unWISE, in Vega nanomaggies. */
  UNWISE,
  /** Intensity maps of GALEX. */
  GALEX,
  /** Coadds of the Kilo-Degree Survey, {@code KiDS_DR4.0_182.0_-0.5_r_sci.fits}. */
  KIDS
}
