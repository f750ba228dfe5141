// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * Properties of a survey's simulated cutouts: size, pixel scale, bands, noise and depth of the
 * truth.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param pixelScaleArcsec pixel scale in arcsec
 * @param zeroPoint magnitude of a source of one image unit
 * @param bands bands of the galaxies, drawn with equal frequency
 * @param fwhmMinArcsec best seeing, FWHM
 * @param fwhmMaxArcsec worst seeing, FWHM
 * @param brightest apparent magnitude (r) of the brightest target
 * @param faintest apparent magnitude (r) of the faintest target
 * @param grid semi-major axes of the truth
 * @param depth surface brightness at which the truth ends, in standard deviations of the sky in a
 *     square of {@value #DEPTH_SIDE_ARCSEC} arcsec, independent of the pixel scale, or of a pixel
 * @param depthUnit unit of the depth
 * @param crowding fraction of the images with a bright star or a companion beside the target
 */
public record SurveyModel(
    int width,
    int height,
    double pixelScaleArcsec,
    double zeroPoint,
    List<Band> bands,
    double fwhmMinArcsec,
    double fwhmMaxArcsec,
    double brightest,
    double faintest,
    RadiusGrid grid,
    double depth,
    DepthUnit depthUnit,
    double crowding)
    implements SurveySampler {

  /** Unit of a survey's depth. */
  public enum DepthUnit {
    /** Standard deviation of the sky in a square of {@value #DEPTH_SIDE_ARCSEC} arcsec. */
    AREA,
    /**
     * Standard deviation of a sky pixel for a semi-major axis of up to 40 pixels. It falls as the
     * error of a ring's mean, to half of that at 160 pixels and beyond.
     */
    RING
  }

  /** Side of the square that defines the depth: a pixel of SDSS, arcsec. */
  public static final double DEPTH_SIDE_ARCSEC = 0.396;

  /**
   * Cutouts of 256 x 256 pixels of 0.396 arcsec in nanomaggies, as in SDSS frames. Sky noise and
   * gain follow from the survey's typical dark sky (21.8, 20.9, 20.3 and 19.2 mag/arcsec^2 in g, r,
   * i and z), 53.9 s exposures, and the flux calibration and CCD gains of its frames.
   */
  public static final SurveyModel SDSS =
      new SurveyModel(
          256,
          256,
          0.396,
          22.5,
          List.of(
              new Band("g", 0.0175, 1030),
              new Band("r", 0.028, 855),
              new Band("i", 0.042, 700),
              new Band("z", 0.15, 140)),
          0.8,
          1.9,
          12,
          18.5,
          RadiusGrid.DEFAULT,
          0.1);

  /**
   * Checks the survey.
   *
   * @param width pixels
   * @param height pixels
   * @param pixelScaleArcsec arcsec
   * @param zeroPoint mag
   * @param bands at least one
   * @param fwhmMinArcsec arcsec
   * @param fwhmMaxArcsec arcsec
   * @param brightest mag
   * @param faintest mag
   * @param grid of the truth
   * @param depth sky standard deviations
   * @param depthUnit any
   * @param crowding 0 to 1
   * @throws IllegalArgumentException if a value is outside its range
   */
  public SurveyModel {
    bands = List.copyOf(bands);
    if (width < 32 || height < 32) {
      throw new IllegalArgumentException(
          "cutouts must be at least 32 x 32 pixels, not " + width + " x " + height);
    }
    if (!(pixelScaleArcsec > 0) || bands.isEmpty() || !(depth > 0)) {
      throw new IllegalArgumentException(
          "a survey needs a pixel scale and a depth above 0 and at least one band");
    }
    if (!(fwhmMinArcsec > 1.5 * pixelScaleArcsec) || !(fwhmMaxArcsec >= fwhmMinArcsec)) {
      throw new IllegalArgumentException(
          "the seeing must be sampled by at least 1.5 pixels: "
              + fwhmMinArcsec
              + " arcsec to "
              + fwhmMaxArcsec
              + " arcsec with pixels of "
              + pixelScaleArcsec
              + " arcsec");
    }
    if (!(faintest >= brightest)) {
      throw new IllegalArgumentException(
          "the faintest magnitude " + faintest + " is brighter than the brightest " + brightest);
    }
    requireNonNull(depthUnit, "depthUnit");
    if (!(crowding >= 0 && crowding <= 1)) {
      throw new IllegalArgumentException("the crowding must be 0 to 1, not " + crowding);
    }
  }

  /**
   * Creates a survey whose depth is in the unit of SDSS pixels, without crowding.
   *
   * @param width width in pixels
   * @param height height in pixels
   * @param pixelScaleArcsec pixel scale in arcsec
   * @param zeroPoint magnitude of a source of one image unit
   * @param bands bands of the galaxies
   * @param fwhmMinArcsec best seeing, FWHM
   * @param fwhmMaxArcsec worst seeing, FWHM
   * @param brightest apparent magnitude (r) of the brightest target
   * @param faintest apparent magnitude (r) of the faintest target
   * @param grid semi-major axes of the truth
   * @param depth sky standard deviations
   */
  public SurveyModel(
      int width,
      int height,
      double pixelScaleArcsec,
      double zeroPoint,
      List<Band> bands,
      double fwhmMinArcsec,
      double fwhmMaxArcsec,
      double brightest,
      double faintest,
      RadiusGrid grid,
      double depth) {
    this(
        width,
        height,
        pixelScaleArcsec,
        zeroPoint,
        bands,
        fwhmMinArcsec,
        fwhmMaxArcsec,
        brightest,
        faintest,
        grid,
        depth,
        DepthUnit.AREA,
        0);
  }

  /** Returns the same survey with other semi-major axes and another depth of the truth. */
  SurveyModel withTruth(RadiusGrid otherGrid, double otherDepth, DepthUnit otherUnit) {
    return with(otherGrid, otherDepth, otherUnit, crowding);
  }

  /**
   * Returns the same survey with another crowding.
   *
   * @param fraction of the images with a bright star or a companion beside the target, 0 to 1
   * @return the survey
   */
  public SurveyModel withCrowding(double fraction) {
    return with(grid, depth, depthUnit, fraction);
  }

  private SurveyModel with(
      RadiusGrid otherGrid, double otherDepth, DepthUnit otherUnit, double otherCrowding) {
    return new SurveyModel(
        width,
        height,
        pixelScaleArcsec,
        zeroPoint,
        bands,
        fwhmMinArcsec,
        fwhmMaxArcsec,
        brightest,
        faintest,
        otherGrid,
        otherDepth,
        otherUnit,
        otherCrowding);
  }

  /** Returns this survey. */
  @Override
  public SurveyModel draw(SplittableRandom random) {
    return this;
  }

  /**
   * Returns one of its bands.
   *
   * @param name of the filter
   * @return the band
   * @throws IllegalArgumentException if there is no band of this name
   */
  Band band(String name) {
    return bands.stream()
        .filter(band -> band.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no band "
                        + name
                        + "; there are "
                        + bands.stream().map(Band::name).collect(Collectors.joining(", "))));
  }

  /**
   * Returns the surface brightness at which the truth ends, as a function of the semi-major axis in
   * pixels.
   *
   * @param skySigma standard deviation of a sky pixel, image units
   * @return image units per pixel
   */
  DoubleUnaryOperator faintest(double skySigma) {
    if (depthUnit == DepthUnit.AREA) {
      double limit = depth * skySigma * pixelScaleArcsec / DEPTH_SIDE_ARCSEC;
      return a -> limit;
    }
    return a -> depth * skySigma * Math.sqrt(40 / Math.max(40, Math.min(160, a)));
  }
}
