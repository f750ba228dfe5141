// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import static org.pix2prof.model.internal.Photometry.asinh;

import java.util.Optional;
import java.util.stream.IntStream;
import org.pix2prof.model.internal.Quantiles;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Renders cutouts around galaxies, sized by their profiles, in an asinh stretch. Pixels without a
 * value, masked or outside the image, are black and marked in a separate layer. The other objects
 * of a segmentation map are marked but shown. The pixels of a cutout are square on the sky. A
 * residual is stretched symmetrically about 0, which is grey.
 */
public final class CutoutRenderer {
  /** Maximum side of a cutout, pixels. */
  static final int SIDE = 256;

  /** Maximum side of a residual's picture, pixels: it has a quarter of the bytes. */
  static final int RESIDUAL_SIDE = 128;

  /** Range of a residual's stretch, standard deviations. */
  private static final double RESIDUAL_RANGE = 20;

  /** Softening of a residual's stretch, standard deviations. */
  private static final double RESIDUAL_SOFT = 2;

  /** Half side of the shown part, in units of the last semi-major axis. */
  private static final double MARGIN = 1.2;

  /** Minimum half side of the shown part, pixels of the image. */
  private static final double LEAST = 12;

  /** Fraction of a cutout's pixel without value from which it is marked. */
  private static final double MARKED = 0.2;

  /** Okabe and Ito's reddish purple, half transparent. */
  private static final int MASK_COLOUR = 0xcc79a7b0;

  /** Maximum number of pixels from which sky and noise are measured. */
  private static final int SAMPLE = 1 << 16;

  /**
   * Position of a galaxy in its image.
   *
   * @param centreX pixels
   * @param centreY pixels
   * @param from source of the centre
   * @param radiusArcsec last semi-major axis, arcsec; 0 if unknown, which shows the whole image
   * @param pixelScaleArcsec side of a pixel, arcsec
   * @param pixelScaleAssumed whether the pixel scale is the model's
   */
  public record Place(
      double centreX,
      double centreY,
      GalaxyCutout.CentreFrom from,
      double radiusArcsec,
      double pixelScaleArcsec,
      boolean pixelScaleAssumed) {}

  /** First pixel and number of pixels of a part of an axis of the {@link PictureGrid}. */
  private record Span(int first, int pixels) {
    static Span about(double centre, double half, int all) {
      int from = (int) Math.max(0, Math.floor(centre - half));
      int to = (int) Math.min(all, Math.ceil(centre + half) + 1);
      return new Span(from, Math.max(0, to - from));
    }
  }

  /** A part of an image with fewer, larger pixels; row 0 is the top. */
  private static final class Binned {
    private final int width;
    private final int height;

    /** Mean of the pixels with a value; NaN if there is none. */
    private final float[] flux;

    private final boolean[] marked;
    private boolean any;

    Binned(PictureGrid grid, Span x, Span y, int side) {
      double shrink = Math.max(1, Math.max(x.pixels, y.pixels) / (double) side);
      width = (int) Math.max(1, Math.round(x.pixels / shrink));
      height = (int) Math.max(1, Math.round(y.pixels / shrink));
      flux = new float[width * height];
      marked = new boolean[width * height];
      for (int v = 0; v < height; v++) {
        for (int u = 0; u < width; u++) {
          // The cutout's rows are counted from the top, the image's from the bottom.
          int at = (height - 1 - v) * width + u;
          double valued = mean(grid, x, y, u, v, width, height, flux, at);
          marked[at] = valued < 1 - MARKED;
          any |= marked[at];
        }
      }
    }

    Quantiles quantiles() {
      return Quantiles.of(IntStream.range(0, flux.length).mapToDouble(i -> flux[i]));
    }
  }

  /**
   * Renders a cutout without a residual.
   *
   * @param image not changed
   * @param place position of the galaxy in the image
   * @return the cutout
   */
  public static GalaxyCutout paint(GalaxyImage image, Place place) {
    return paint(image, place, Optional.empty());
  }

  /**
   * Renders a cutout and, if the profile has isophotes, its residual.
   *
   * @param image not changed
   * @param place position of the galaxy in the image
   * @param profile of the galaxy
   * @return the cutout
   */
  public static GalaxyCutout paint(
      GalaxyImage image, Place place, Optional<SurfaceBrightnessProfile> profile) {
    return paint(image, image, place, profile);
  }

  /**
   * Renders the cutout of an image of which more pixels were masked before it was measured. They
   * are shown and marked; the residual leaves them out.
   *
   * @param image not changed
   * @param measured the same image, without the masked pixels
   * @param place position of the galaxy in the image
   * @param profile of the galaxy
   * @return the cutout
   */
  public static GalaxyCutout paint(
      GalaxyImage image,
      GalaxyImage measured,
      Place place,
      Optional<SurfaceBrightnessProfile> profile) {
    double radius = place.radiusArcsec() / place.pixelScaleArcsec();
    double half = radius > 0 ? Math.max(LEAST, MARGIN * radius) : 0;
    PictureGrid grid = PictureGrid.of(image);
    double centreX = grid.x(place.centreX(), place.centreY());
    double centreY = grid.y(place.centreY());
    Span x = Span.about(centreX, half, grid.width());
    Span y = Span.about(centreY, half, grid.height());
    if (half == 0 || x.pixels == 0 || y.pixels == 0) {
      x = new Span(0, grid.width());
      y = new Span(0, grid.height());
    }
    PictureGrid measuredGrid = PictureGrid.of(measured);
    Binned shown = new Binned(grid, x, y, SIDE);
    Binned mask = measured == image ? shown : new Binned(measuredGrid, x, y, SIDE);
    return new GalaxyCutout(
        image.provenance().source(),
        image.width(),
        image.height(),
        x.first + place.centreX() - centreX,
        y.first + place.centreY() - centreY,
        x.pixels,
        y.pixels,
        place.pixelScaleArcsec(),
        place.pixelScaleAssumed(),
        place.centreX(),
        place.centreY(),
        place.from(),
        image.wcs().orElse(null),
        Png.grey(shades(image, shown), shown.width, shown.height),
        mask.any ? Png.layer(mask.marked, mask.width, mask.height, MASK_COLOUR) : null,
        missing(measuredGrid, x, y),
        residual(measured, place, profile, x, y));
  }

  private static byte[] residual(
      GalaxyImage image, Place place, Optional<SurfaceBrightnessProfile> profile, Span x, Span y) {
    Optional<ResidualImage> residual = profile.flatMap(p -> ResidualImage.of(image, place, p));
    if (residual.isEmpty()) {
      return null;
    }
    Binned binned = new Binned(PictureGrid.of(residual.get().image()), x, y, RESIDUAL_SIDE);
    Quantiles values = binned.quantiles();
    double sigma = Math.max(Float.MIN_NORMAL, values.median() - values.at(0.16));
    double zero = residual.get().skySubtracted() ? 0 : values.median();
    double most = asinh(RESIDUAL_RANGE / RESIDUAL_SOFT);
    byte[] levels = new byte[binned.flux.length];
    for (int i = 0; i < levels.length; i++) {
      double shade = asinh((binned.flux[i] - zero) / (RESIDUAL_SOFT * sigma)) / most;
      double level = 0.5 + 0.5 * Math.max(-1, Math.min(1, shade));
      levels[i] = Float.isNaN(binned.flux[i]) ? 0 : (byte) Math.round(255 * level);
    }
    return Png.grey(levels, binned.width, binned.height);
  }

  /**
   * Stores the mean of the pixels with a value in the flux and returns their fraction of the area.
   */
  private static double mean(
      PictureGrid grid, Span x, Span y, int u, int v, int width, int height, float[] flux, int at) {
    double left = (double) x.pixels * u / width;
    double right = (double) x.pixels * (u + 1) / width;
    double bottom = (double) y.pixels * v / height;
    double top = (double) y.pixels * (v + 1) / height;
    double sum = 0;
    double area = 0;
    for (int j = (int) bottom; j < Math.min(y.pixels, Math.ceil(top)); j++) {
      double high = Math.min(top, j + 1) - Math.max(bottom, j);
      for (int i = (int) left; i < Math.min(x.pixels, Math.ceil(right)); i++) {
        float value = grid.at(x.first + i, y.first + j);
        if (Float.isFinite(value)) {
          double part = high * (Math.min(right, i + 1) - Math.max(left, i));
          sum += part * value;
          area += part;
        }
      }
    }
    flux[at] = area > 0 ? (float) (sum / area) : Float.NaN;
    return area / ((right - left) * (top - bottom));
  }

  private static byte[] shades(GalaxyImage image, Binned binned) {
    AsinhStretch stretch = AsinhStretch.of(sample(image), binned.quantiles());
    float[] flux = binned.flux;
    byte[] levels = new byte[flux.length];
    for (int i = 0; i < flux.length; i++) {
      levels[i] = Float.isNaN(flux[i]) ? 0 : (byte) Math.round(255 * stretch.shade(flux[i]));
    }
    return levels;
  }

  private static Quantiles sample(GalaxyImage image) {
    float[] pixels = image.pixels();
    // A step that does not divide the width samples all columns.
    int step = Math.max(1, pixels.length / SAMPLE);
    while (step > 1 && image.width() % step == 0) {
      step++;
    }
    int every = step;
    return Quantiles.of(
        IntStream.range(0, (pixels.length + every - 1) / every)
            .mapToDouble(i -> pixels[i * every])
            .filter(Double::isFinite));
  }

  private static int missing(PictureGrid grid, Span x, Span y) {
    int n = 0;
    for (int j = y.first; j < y.first + y.pixels; j++) {
      for (int i = x.first; i < x.first + x.pixels; i++) {
        n += Float.isFinite(grid.at(i, j)) ? 0 : 1;
      }
    }
    return n;
  }

  private CutoutRenderer() {}
}
