// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.Point;
import org.pix2prof.model.SkyLevel;

/**
 * Finds the target galaxy of an image. Sources are peaks of the smoothed image above the noise that
 * are separate from brighter peaks. The target is the most likely source by height and distance
 * from the middle, so that a brighter star or neighbour further out is ignored. Gaussian-weighted
 * moments of adaptive width then refine its centre (Bernstein and Jarvis 2002, section 3.1, with a
 * round weight).
 */
final class CentreFinder {
  private static final int BIN = 2;

  /** Width of the smoothing, binned pixels. */
  private static final double SMOOTHING = 1;

  /** Minimum signal to noise of a source in the smoothed image. */
  private static final double DETECTION = 5;

  /** Typical distance of a target from the middle: this fraction of the side, within limits. */
  private static final double NORMAL_OFFSET = 0.025;

  private static final double LEAST_NORMAL_OFFSET = 4;
  private static final double MOST_NORMAL_OFFSET = 8;

  /**
   * Minimum light between two peaks, as a fraction of the fainter one's height, that makes it part
   * of the brighter one.
   */
  private static final double JOINED = 0.85;

  /** Power of the height in the likelihood: the target is usually the brightest source. */
  private static final double HEIGHT_POWER = 0.75;

  /**
   * Power of 1 + (distance / normal offset)^2 in the likelihood: large distances are rare but
   * possible.
   */
  private static final double DISTANCE_POWER = -1.5;

  /** Limits of the width of the moments' weight, pixels. */
  private static final double NARROWEST = 1.2;

  private static final double WIDEST = 6;

  /**
   * Maximum distance of a given position from the galaxy's centre, in pixels of the image and of
   * the plane.
   */
  static final double TOLERANCE = 3;

  /** Minimum height of a source, as a fraction of the target's, that is reported. */
  private static final double LEAST_NEIGHBOUR = 0.1;

  /** Maximum standard deviation of a star's light, pixels: seeing of 2 arcsec in SDSS images. */
  private static final double WIDEST_STAR = 2.2;

  /** Height from which a source is a star whatever its width, because its image is saturated. */
  private static final double SATURATED = 10;

  /**
   * Target galaxy and the other sources of its image.
   *
   * @param centre of the target
   * @param neighbours other sources, in the same pixels
   */
  record Detection(Point centre, List<Neighbour> neighbours) {}

  private final Plane plane;
  private final Plane smooth;
  private final double level;
  private final List<Peak> sources;

  private CentreFinder(Plane plane) {
    Plane binned = bin(plane);
    double binnedLevel = SkyEstimator.estimate(binned).level();
    this.plane = plane;
    this.level = binnedLevel / (BIN * BIN);
    this.smooth = Smoother.gaussian(fill(binned, binnedLevel), SMOOTHING);
    for (int i = 0; i < smooth.pixels().length; i++) {
      if (Float.isNaN(binned.pixels()[i])) {
        smooth.pixels()[i] = Float.NaN;
      }
    }
    this.sources = sources(smooth);
  }

  /**
   * Finds the target galaxy.
   *
   * @param plane at least one pixel has a value; it may contain the sky
   * @return its centre and its neighbours; empty if no source is above the noise
   */
  static Optional<Detection> find(Plane plane) {
    CentreFinder finder = new CentreFinder(plane);
    return finder.target().map(peak -> finder.detection(finder.refine(place(peak)).centre, peak));
  }

  /**
   * Finds the centre of the galaxy at a given position.
   *
   * @param plane at least one pixel has a value; it may contain the sky
   * @param given position, pixels
   * @param within maximum distance of the centre, pixels
   * @return the centre of the light within that distance of the position, or else the position; and
   *     the neighbours
   */
  static Detection near(Plane plane, Point given, double within) {
    CentreFinder finder = new CentreFinder(plane);
    Point refined = finder.refine(given).centre;
    Point centre = refined.distance(given) <= within ? refined : given;
    return finder.detection(centre, finder.peakAt(centre));
  }

  /**
   * Finds the neighbours of a galaxy whose centre is known.
   *
   * @param plane at least one pixel has a value; it may contain the sky
   * @param centre pixels
   */
  static Detection at(Plane plane, Point centre) {
    CentreFinder finder = new CentreFinder(plane);
    return finder.detection(centre, finder.peakAt(centre));
  }

  /** Height of the smoothed image at a position, as a peak. */
  private Peak peakAt(Point at) {
    int x = Math.max(0, Math.min(smooth.width() - 1, (int) Math.round((at.x() - 0.5) / BIN)));
    int y = Math.max(0, Math.min(smooth.height() - 1, (int) Math.round((at.y() - 0.5) / BIN)));
    float height = smooth.at(x, y);
    return new Peak(x, y, Float.isNaN(height) ? 0 : height);
  }

  private Detection detection(Point centre, Peak target) {
    List<Neighbour> neighbours = new ArrayList<>();
    for (Peak peak : sources) {
      double ratio = peak.height / Math.max(target.height, Float.MIN_NORMAL);
      if (ratio < LEAST_NEIGHBOUR) {
        break;
      }
      if (place(peak).distance(centre) > 2 * BIN) {
        boolean star = ratio >= 1 && (ratio > SATURATED || isCompact(place(peak)));
        neighbours.add(new Neighbour(place(peak), ratio, star));
      }
    }
    return new Detection(centre, neighbours);
  }

  private boolean isCompact(Point peak) {
    return refine(peak).width <= WIDEST_STAR;
  }

  /** Sums of 2 x 2 pixels; a missing pixel counts as the mean of the others. */
  private static Plane bin(Plane plane) {
    int width = (plane.width() + BIN - 1) / BIN;
    int height = (plane.height() + BIN - 1) / BIN;
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        int n = 0;
        for (int v = y * BIN; v < Math.min((y + 1) * BIN, plane.height()); v++) {
          for (int u = x * BIN; u < Math.min((x + 1) * BIN, plane.width()); u++) {
            float value = plane.at(u, v);
            if (!Float.isNaN(value)) {
              sum += value;
              n++;
            }
          }
        }
        out[y * width + x] = n == 0 ? Float.NaN : (float) (sum * BIN * BIN / n);
      }
    }
    return new Plane(out, width, height);
  }

  private static Plane fill(Plane plane, double level) {
    float[] out = new float[plane.pixels().length];
    for (int i = 0; i < out.length; i++) {
      float v = plane.pixels()[i];
      out[i] = Float.isNaN(v) ? 0 : (float) (v - level);
    }
    return new Plane(out, plane.width(), plane.height());
  }

  /** Finds the most likely peak. */
  private Optional<Peak> target() {
    Point middle = new Point((plane.width() - 1) / 2.0, (plane.height() - 1) / 2.0);
    double side = Math.min(plane.width(), plane.height());
    double normal =
        Math.min(MOST_NORMAL_OFFSET, Math.max(LEAST_NORMAL_OFFSET, NORMAL_OFFSET * side));
    Peak best = null;
    double bestScore = 0;
    for (Peak peak : sources) {
      double d = place(peak).distance(middle) / normal;
      double score = Math.pow(peak.height, HEIGHT_POWER) * Math.pow(1 + d * d, DISTANCE_POWER);
      if (score > bestScore) {
        best = peak;
        bestScore = score;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns the position of a peak in pixels of the unbinned image. */
  private static Point place(Peak peak) {
    return new Point(unbinned(peak.x), unbinned(peak.y));
  }

  /** Local maximum and its height above the sky. */
  private record Peak(int x, int y, double height) {}

  /** Finds the peaks above the noise that are separate from brighter ones. */
  private static List<Peak> sources(Plane smooth) {
    SkyLevel sky = SkyEstimator.estimate(smooth);
    double least = Math.max(DETECTION * sky.sigma(), 1e-6 * smooth.range());
    List<Peak> peaks = new ArrayList<>();
    for (int y = 0; y < smooth.height(); y++) {
      for (int x = 0; x < smooth.width(); x++) {
        double height = smooth.at(x, y) - sky.level();
        if (height >= least && isPeak(smooth, x, y)) {
          peaks.add(new Peak(x, y, height));
        }
      }
    }
    peaks.sort(Comparator.comparingDouble(Peak::height).reversed());
    List<Peak> sources = new ArrayList<>();
    for (Peak peak : peaks) {
      if (sources.stream().noneMatch(brighter -> joined(smooth, sky.level(), peak, brighter))) {
        sources.add(peak);
      }
    }
    return sources;
  }

  private static boolean joined(Plane smooth, double level, Peak peak, Peak brighter) {
    int steps = Math.max(Math.abs(peak.x - brighter.x), Math.abs(peak.y - brighter.y));
    for (int i = 1; i < steps; i++) {
      int x = peak.x + Math.round((brighter.x - peak.x) * (float) i / steps);
      int y = peak.y + Math.round((brighter.y - peak.y) * (float) i / steps);
      if (!(smooth.at(x, y) - level >= JOINED * peak.height)) {
        return false;
      }
    }
    return true;
  }

  private static double unbinned(int x) {
    return x * BIN + (BIN - 1) / 2.0;
  }

  private static boolean isPeak(Plane plane, int x, int y) {
    float v = plane.at(x, y);
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int u = x + dx;
        int w = y + dy;
        if ((dx != 0 || dy != 0)
            && u >= 0
            && w >= 0
            && u < plane.width()
            && w < plane.height()
            && plane.at(u, w) > v) {
          return false;
        }
      }
    }
    return true;
  }

  /** Centre and width of the light around a position. */
  private record Moments(Point centre, double width) {}

  /** Measures the moments around a position; without light there, it is the centre. */
  private Moments refine(Point start) {
    double x = start.x();
    double y = start.y();
    double width = BIN * SMOOTHING;
    for (int round = 0; round < 50; round++) {
      int reach = (int) Math.ceil(3 * width);
      int left = Math.max(0, (int) Math.round(x) - reach);
      int right = Math.min(plane.width() - 1, (int) Math.round(x) + reach);
      int top = Math.max(0, (int) Math.round(y) - reach);
      int bottom = Math.min(plane.height() - 1, (int) Math.round(y) + reach);
      double flux = 0;
      double momentX = 0;
      double momentY = 0;
      double spread = 0;
      for (int v = top; v <= bottom; v++) {
        double dy = v - y;
        for (int u = left; u <= right; u++) {
          float value = plane.at(u, v);
          if (Float.isNaN(value)) {
            continue;
          }
          double dx = u - x;
          double r2 = dx * dx + dy * dy;
          double weighted = (value - level) * Math.exp(-r2 / (2 * width * width));
          flux += weighted;
          momentX += weighted * dx;
          momentY += weighted * dy;
          spread += weighted * r2;
        }
      }
      if (!(flux > 0)) {
        return new Moments(start, WIDEST);
      }
      // Twice the offset: the product of two Gaussians of equal width peaks half way between them.
      double stepX = 2 * momentX / flux;
      double stepY = 2 * momentY / flux;
      x += stepX;
      y += stepY;
      double variance = spread / (2 * flux);
      double source = 1 / (1 / variance - 1 / (width * width));
      double next = source > 0 && source < WIDEST * WIDEST ? Math.sqrt(source) : WIDEST;
      next = Math.max(NARROWEST, next);
      boolean settled = Math.hypot(stepX, stepY) < 0.005 && Math.abs(next - width) < 0.02 * width;
      width = (width + next) / 2;
      if (Math.hypot(x - start.x(), y - start.y()) > WIDEST) {
        return new Moments(start, WIDEST);
      }
      if (settled) {
        break;
      }
    }
    return new Moments(new Point(x, y), width);
  }
}
