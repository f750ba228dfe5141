package org.pix2prof.report;

import java.util.stream.IntStream;
import org.pix2prof.references.Quantiles;
import org.pix2prof.values.GalaxyImage;

/**
 * Paints cutouts: the part of an image about a galaxy, of a size that follows its profile, in an
 * asinh stretch. Pixels that have no value, because the survey masked them or the image ends, are
 * black and marked in a layer of their own.
 */
public final class CutoutRenderer {
  /** Most pixels of a cutout's side. */
  static final int SIDE = 256;

  /** Half side of what is shown, in units of the last semi-major axis. */
  private static final double MARGIN = 1.2;

  /** Least half side of what is shown, pixels of the image. */
  private static final double LEAST = 12;

  /** A pixel of the cutout is marked if so much of it has no value. */
  private static final double MARKED = 0.2;

  /** Okabe and Ito's reddish purple, half transparent. */
  private static final int MASK_COLOUR = 0xcc79a7b0;

  /** Most pixels that sky and noise are told from. */
  private static final int SAMPLE = 1 << 16;

  /**
   * Where a galaxy is in its image.
   *
   * @param centreX pixels
   * @param centreY pixels
   * @param from who says so
   * @param radiusArcsec last semi-major axis, arcsec; 0 where it is not known: all is shown
   * @param pixelScaleArcsec side of a pixel, arcsec
   * @param pixelScaleAssumed whether that is the model's
   */
  public record Place(
      double centreX,
      double centreY,
      GalaxyCutout.CentreFrom from,
      double radiusArcsec,
      double pixelScaleArcsec,
      boolean pixelScaleAssumed) {}

  /** The first pixel of a part of an axis, and how many it has. */
  private record Span(int first, int pixels) {
    static Span about(double centre, double half, int all) {
      int from = (int) Math.max(0, Math.floor(centre - half));
      int to = (int) Math.min(all, Math.ceil(centre + half) + 1);
      return new Span(from, Math.max(0, to - from));
    }
  }

  /**
   * Paints a cutout.
   *
   * @param image not changed
   * @param place where the galaxy is in it
   * @return the cutout
   */
  public static GalaxyCutout paint(GalaxyImage image, Place place) {
    double radius = place.radiusArcsec() / place.pixelScaleArcsec();
    double half = radius > 0 ? Math.max(LEAST, MARGIN * radius) : 0;
    Span x = Span.about(place.centreX(), half, image.width());
    Span y = Span.about(place.centreY(), half, image.height());
    if (half == 0 || x.pixels == 0 || y.pixels == 0) {
      x = new Span(0, image.width());
      y = new Span(0, image.height());
    }
    double shrink = Math.max(1, Math.max(x.pixels, y.pixels) / (double) SIDE);
    int width = (int) Math.max(1, Math.round(x.pixels / shrink));
    int height = (int) Math.max(1, Math.round(y.pixels / shrink));

    float[] flux = new float[width * height];
    boolean[] marked = new boolean[width * height];
    boolean any = false;
    for (int v = 0; v < height; v++) {
      for (int u = 0; u < width; u++) {
        // The cutout's rows go from the top, the image's from the bottom.
        int at = (height - 1 - v) * width + u;
        double valued = mean(image, x, y, u, v, width, height, flux, at);
        marked[at] = valued < 1 - MARKED;
        any |= marked[at];
      }
    }
    return new GalaxyCutout(
        image.provenance().source(),
        image.width(),
        image.height(),
        x.first,
        y.first,
        x.pixels,
        y.pixels,
        place.pixelScaleArcsec(),
        place.pixelScaleAssumed(),
        place.centreX(),
        place.centreY(),
        place.from(),
        image.wcs().orElse(null),
        Png.grey(shades(image, flux), width, height),
        any ? Png.layer(marked, width, height, MASK_COLOUR) : null,
        missing(image, x, y));
  }

  /** Puts the mean of what has a value into the flux; gives the share of the area that has. */
  private static double mean(
      GalaxyImage image,
      Span x,
      Span y,
      int u,
      int v,
      int width,
      int height,
      float[] flux,
      int at) {
    double left = (double) x.pixels * u / width;
    double right = (double) x.pixels * (u + 1) / width;
    double bottom = (double) y.pixels * v / height;
    double top = (double) y.pixels * (v + 1) / height;
    double sum = 0;
    double area = 0;
    for (int j = (int) bottom; j < Math.min(y.pixels, Math.ceil(top)); j++) {
      double high = Math.min(top, j + 1) - Math.max(bottom, j);
      for (int i = (int) left; i < Math.min(x.pixels, Math.ceil(right)); i++) {
        float value = image.pixels()[(y.first + j) * image.width() + x.first + i];
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

  private static byte[] shades(GalaxyImage image, float[] flux) {
    AsinhStretch stretch =
        AsinhStretch.of(
            sample(image), Quantiles.of(IntStream.range(0, flux.length).mapToDouble(i -> flux[i])));
    byte[] levels = new byte[flux.length];
    for (int i = 0; i < flux.length; i++) {
      levels[i] = Float.isNaN(flux[i]) ? 0 : (byte) Math.round(255 * stretch.shade(flux[i]));
    }
    return levels;
  }

  private static Quantiles sample(GalaxyImage image) {
    float[] pixels = image.pixels();
    // A step that shares no factor with the width goes through all columns.
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

  private static int missing(GalaxyImage image, Span x, Span y) {
    int n = 0;
    for (int j = y.first; j < y.first + y.pixels; j++) {
      for (int i = x.first; i < x.first + x.pixels; i++) {
        n += Float.isFinite(image.pixels()[j * image.width() + i]) ? 0 : 1;
      }
    }
    return n;
  }

  private CutoutRenderer() {}
}
