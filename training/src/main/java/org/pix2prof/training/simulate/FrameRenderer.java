// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

/**
 * Renders galaxies onto frames of one band. Each galaxy is rendered on a cutout, which extends to a
 * hundredth of the sky noise, and is added to every frame that it overlaps.
 */
final class FrameRenderer {
  private static final double EDGE_LEVEL = 0.01;

  /** Maximum extent of a rendered galaxy, pixels. */
  private static final int MAX_REACH = 700;

  private static final double NORTH_STEP_DEG = 1e-4;

  private final long seed;
  private final SurveyModel survey;
  private final Band band;
  private final Psf psf;
  private final FrameGeometry geometry;
  private final Population population;

  /**
   * Creates a renderer.
   *
   * @param seed random seed of the galaxies
   * @param survey survey that defines the magnitudes
   * @param band band of the frames
   * @param psf PSF of all frames of the band
   */
  FrameRenderer(long seed, SurveyModel survey, Band band, Psf psf, FrameGeometry geometry) {
    this.seed = seed;
    this.survey = survey;
    this.band = band;
    this.psf = psf;
    this.geometry = geometry;
    this.population = new Population(survey, band, 1e-4 * band.skySigma());
  }

  /**
   * A frame without noise.
   *
   * @param light flux per pixel, row-major
   * @param truths true profiles of the galaxies whose home is this frame
   */
  record Scene(float[] light, List<GalaxyTruth> truths) {}

  /**
   * The true profile of a galaxy.
   *
   * @param galaxy the galaxy
   * @param eastOfNorthDeg offset that converts an angle counter-clockwise from +x to one from north
   *     through east
   * @param profile its isophotes in the frame
   */
  record GalaxyTruth(CatalogGalaxy galaxy, double eastOfNorthDeg, TruthProfile profile) {}

  /**
   * Renders a frame.
   *
   * @param index index of the frame
   * @param wcs WCS of the frame in this band
   * @param galaxies galaxies of the catalogue
   */
  Scene render(int index, LocalWcs wcs, List<CatalogGalaxy> galaxies) {
    float[] light = new float[geometry.width() * geometry.height()];
    List<GalaxyTruth> truths = new ArrayList<>();
    for (CatalogGalaxy galaxy : galaxies) {
      PixelPoint at = wcs.toPixel(galaxy.raDeg(), galaxy.decDeg()).orElse(null);
      if (at != null && reaches(at, MAX_REACH)) {
        GalaxyModel model = model(galaxy);
        int reach =
            psf.margin()
                + (int) Math.ceil(Math.min(MAX_REACH, model.extent(EDGE_LEVEL * band.skySigma())));
        if (reaches(at, reach)) {
          double north = northRad(wcs, galaxy, at);
          Cutout cutout = cutout(model.rotated(north), at, reach);
          cutout.addTo(light, geometry);
          if (galaxy.home() == index) {
            truths.add(new GalaxyTruth(galaxy, -Math.toDegrees(north), truth(cutout)));
          }
        }
      }
    }
    return new Scene(light, truths);
  }

  private boolean reaches(PixelPoint at, int reach) {
    return at.x() > -reach
        && at.y() > -reach
        && at.x() < geometry.width() + reach
        && at.y() < geometry.height() + reach;
  }

  /** Draws the galaxy, with +x to the north. Only its magnitude depends on the band. */
  private GalaxyModel model(CatalogGalaxy galaxy) {
    long mixed = seed * 0x9E3779B97F4A7C15L + galaxy.index() * 0xD1B54A32D192ED03L;
    return population.draw(new SplittableRandom(new SplittableRandom(mixed).nextLong()));
  }

  /** Returns the direction of north at a galaxy, from +x towards +y. */
  private static double northRad(LocalWcs wcs, CatalogGalaxy galaxy, PixelPoint at) {
    PixelPoint north = wcs.toPixel(galaxy.raDeg(), galaxy.decDeg() + NORTH_STEP_DEG).orElseThrow();
    return Math.atan2(north.y() - at.y(), north.x() - at.x());
  }

  private Cutout cutout(GalaxyModel model, PixelPoint at, int reach) {
    int left = (int) Math.floor(at.x()) - reach;
    int bottom = (int) Math.floor(at.y()) - reach;
    int side = 2 * reach + 2;
    Renderer renderer = new Renderer(side, side, psf, 1e-4 * band.skySigma());
    return new Cutout(left, bottom, side, renderer.render(model, at.x() - left, at.y() - bottom));
  }

  private TruthProfile truth(Cutout cutout) {
    return IsophoteTruth.measure(
        cutout.galaxy().surface(),
        survey.grid(),
        survey.pixelScaleArcsec(),
        survey.zeroPoint(),
        survey.faintest(band.skySigma()));
  }

  /** A rendered galaxy and its position in the frame. */
  private record Cutout(int left, int bottom, int side, Renderer.Rendered galaxy) {
    void addTo(float[] light, FrameGeometry geometry) {
      int fromX = Math.max(0, -left);
      int toX = Math.min(side, geometry.width() - left);
      for (int y = Math.max(0, -bottom); y < Math.min(side, geometry.height() - bottom); y++) {
        int to = (bottom + y) * geometry.width() + left;
        for (int x = fromX; x < toX; x++) {
          light[to + x] += galaxy.image()[y * side + x];
        }
      }
    }
  }
}
