// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Centre;
import org.pix2prof.model.ModelManifest.Missing;
import org.pix2prof.model.ModelManifest.Pixels;
import org.pix2prof.model.ModelManifest.Sky;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.internal.MissingPixels;

/**
 * Converts an image to a model's input, in this order: sky, zero point, pixel scale (unless the
 * model takes images in their own pixels), percentile clip, centre, crop, normalisation. {@code
 * docs/preprocess.md} has the formulas. Immutable and thread-safe.
 */
public final class Preprocessor {
  /** Half side of the square about the centre that must have values, pixels. */
  private static final int CORE = 2;

  /** Minimum distance from the middle that sets a flag, as a fraction of the shorter side. */
  private static final double OFF_CENTRE = 0.05;

  private final ModelManifest.Input input;
  private final SkySubtraction sky;

  private Preprocessor(ModelManifest.Input input, SkySubtraction sky) {
    this.input = input;
    this.sky = sky;
  }

  /**
   * Creates the preprocessor of a model.
   *
   * @param input the manifest's {@code input}
   * @return the preprocessor
   */
  public static Preprocessor of(ModelManifest.Input input) {
    return new Preprocessor(input, SkySubtraction.BORDER);
  }

  /**
   * Sets the sky that is subtracted.
   *
   * @param sky the choice; {@link SkySubtraction#BORDER} by default
   * @return the preprocessor
   * @throws IllegalArgumentException if the model takes images with their sky
   */
  public Preprocessor withSky(SkySubtraction sky) {
    if (input.sky() != Sky.BORDER && !sky.equals(SkySubtraction.BORDER)) {
      throw new IllegalArgumentException(
          "the model takes images with their sky (input.sky none), so sky=" + sky + " has no use");
    }
    return new Preprocessor(input, sky);
  }

  /**
   * Preprocesses an image.
   *
   * @param image not changed
   * @return the model's input
   * @throws BadImageException if the image cannot be used; {@link BadImageException#reason} is one
   *     of {@code all_missing}, {@code constant}, {@code pixel_scale}, {@code too_small}, {@code
   *     too_large}, {@code no_source}, {@code centre_missing} and, if a centre is given, {@code
   *     centre_outside}
   * @throws IllegalArgumentException if a centre or isophotes are given to a model that detects no
   *     centre
   */
  public PreparedImage prepare(SkyImage image) throws BadImageException {
    boolean keepsPixels = input.pixels() == Pixels.NATIVE;
    Resampler resampler =
        new Resampler(
            image.width(),
            image.height(),
            image.pixelScaleArcsec(),
            image.shape(),
            keepsPixels ? image.pixelScaleArcsec() : input.pixelScaleArcsec());
    double radiusFactor = keepsPixels ? image.pixelScaleArcsec() / input.pixelScaleArcsec() : 1;
    Plane plane = finite(image);
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    SkyLevel level = null;
    double skySigma = 0;
    if (input.sky() == Sky.BORDER) {
      SurveyEdge.blank(plane);
      level = skyLevel(plane, flags);
      skySigma = level.sigma();
    }
    // A pixel of the manifest's scale with the same surface brightness has 1 / factor^2 of the
    // flux.
    double unit =
        Math.pow(10, -0.4 * (image.zeroPoint() - input.zeroPoint()))
            / (radiusFactor * radiusFactor);
    rescale(plane, level == null ? SkyLevel.ZERO : level, unit);
    skySigma *= unit;
    requireContent(plane);
    plane = resampler.apply(plane);
    if (!resampler.isIdentity()) {
      requireContent(plane);
      skySigma = input.sky() == Sky.BORDER ? SkyEstimator.estimate(plane).sigma() : 0;
    }
    if (input.clipPercentile().isPresent()) {
      clip(plane.pixels(), input.clipPercentile().getAsDouble());
    }

    if (!image.shape().isSquare()) {
      flags.add(Flag.RESAMPLED_PIXELS);
    }
    Crop crop;
    CentreFinder.Detection galaxy;
    Point given = givenCentre(image);
    if (input.centre() == Centre.IMAGE) {
      crop = Crop.published(plane, input.width(), input.height());
      galaxy = new CentreFinder.Detection(crop.middle(), List.of());
    } else {
      galaxy = given != null ? given(image, plane, resampler, given) : found(plane);
      crop =
          keepsPixels
              ? Crop.within(plane, galaxy.centre(), input.width(), input.height())
              : Crop.about(galaxy.centre(), input.width(), input.height());
      if (given == null && isOffCentre(galaxy.centre(), plane)) {
        flags.add(Flag.OFF_CENTRE);
      }
    }
    Point centre = galaxy.centre();
    requireCore(plane, centre);
    float[] pixels = crop.cut(plane);
    if (plane.width() < crop.width() || plane.height() < crop.height()) {
      flags.add(Flag.PADDED);
    }
    if (missingInside(plane, crop)) {
      flags.add(Flag.PARTLY_MISSING);
    }
    if (input.missing() == Missing.ZERO) {
      for (int i = 0; i < pixels.length; i++) {
        if (Float.isNaN(pixels[i])) {
          pixels[i] = 0;
        }
      }
    }
    Normaliser.apply(pixels, input.normalisation());
    Point origin = resampler.before(new Point(crop.left(), crop.top()));
    double centreX = centre.x() - crop.left();
    double centreY = centre.y() - crop.top();
    return new PreparedImage(
        pixels,
        crop.width(),
        crop.height(),
        centreX,
        centreY,
        origin.x(),
        origin.y(),
        resampler.ratio(),
        image.shape(),
        skySigma,
        level,
        flags,
        given != null,
        image.isophotes() == null ? null : image.isophotes().about(centreX, centreY),
        inCrop(galaxy.neighbours(), crop),
        radiusFactor);
  }

  /**
   * Returns a prepared image with another of its sources as the galaxy: neighbours and flags are
   * those of that source.
   *
   * @param image prepared, with the sky subtracted and not normalised; not changed
   * @param centre of the source, pixels of the prepared image
   * @return the image; its pixels are shared
   */
  public static PreparedImage about(PreparedImage image, Point centre) {
    Plane plane = new Plane(image.pixels(), image.width(), image.height());
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(image.flags());
    flags.remove(Flag.OFF_CENTRE);
    if (isOffCentre(centre, plane)) {
      flags.add(Flag.OFF_CENTRE);
    }
    return image.withTarget(centre, CentreFinder.at(plane, centre).neighbours(), flags);
  }

  private static boolean isOffCentre(Point centre, Plane plane) {
    Point middle = new Point((plane.width() - 1) / 2.0, (plane.height() - 1) / 2.0);
    return centre.distance(middle) > OFF_CENTRE * Math.min(plane.width(), plane.height());
  }

  /** Measures the sky, or takes the given one; flags one that is uncertain. */
  private SkyLevel skyLevel(Plane plane, Set<Flag> flags) {
    SkyEstimator border = SkyEstimator.of(plane);
    double sigma = border.level().sigma();
    switch (sky.method()) {
      case NONE:
      case GIVEN:
        return new SkyLevel(sky.level(), 0, sigma);
      case PLANE:
        return border.plane();
      default:
        if (!border.isCertain()) {
          flags.add(Flag.SKY_UNCERTAIN);
        }
        return border.level();
    }
  }

  /** Finds the galaxy at a given centre; isophotes are about exactly this centre. */
  private static CentreFinder.Detection given(
      SkyImage image, Plane plane, Resampler resampler, Point given) {
    Point at = resampler.after(given);
    // A pixel of the plane may be many of the image.
    double within = CentreFinder.TOLERANCE * Math.min(1, 1 / resampler.ratio());
    return image.isophotes() != null
        ? CentreFinder.at(plane, at)
        : CentreFinder.near(plane, at, within);
  }

  private static CentreFinder.Detection found(Plane plane) throws BadImageException {
    return CentreFinder.find(plane)
        .orElseThrow(
            () ->
                new BadImageException(
                    "no_source", "no source detected above the noise; expected a galaxy"));
  }

  private static List<Neighbour> inCrop(List<Neighbour> neighbours, Crop crop) {
    return neighbours.stream()
        .map(
            n ->
                new Neighbour(
                    new Point(n.position().x() - crop.left(), n.position().y() - crop.top()),
                    n.heightRatio(),
                    n.star()))
        .toList();
  }

  /** Returns the given centre, in pixels of the image; null if there is none. */
  private Point givenCentre(SkyImage image) throws BadImageException {
    Point centre = image.givenCentre();
    if (input.centre() == Centre.IMAGE && (centre != null || image.isophotes() != null)) {
      throw new IllegalArgumentException(
          "a model that takes the middle of the image (input.centre image) cannot measure at a"
              + " given centre or along given isophotes");
    }
    if (centre == null) {
      return null;
    }
    if (!(Math.abs(centre.x() - (image.width() - 1) / 2.0) <= image.width() / 2.0
        && Math.abs(centre.y() - (image.height() - 1) / 2.0) <= image.height() / 2.0)) {
      throw new BadImageException(
          "centre_outside",
          String.format(
              Locale.ROOT,
              "the given centre, (%.1f, %.1f), is outside the image of %d x %d" + " pixels",
              centre.x(),
              centre.y(),
              image.width(),
              image.height()));
    }
    return centre;
  }

  /** Copies the image; values that are not finite become NaN. */
  private static Plane finite(SkyImage image) throws BadImageException {
    float[] pixels = image.pixels().clone();
    MissingPixels.dropInfinite(pixels, 0, pixels.length);
    Plane plane = new Plane(pixels, image.width(), image.height());
    requireContent(plane);
    return plane;
  }

  private static void requireContent(Plane plane) throws BadImageException {
    double range = plane.range();
    if (Double.isNaN(range)) {
      throw new BadImageException("all_missing", "no pixel has a value");
    }
    if (range == 0) {
      throw new BadImageException("constant", "all pixels have one value; expected an image");
    }
  }

  /** Subtracts the sky and converts the unit of flux; overflows become NaN. */
  private static void rescale(Plane plane, SkyLevel sky, double unit) {
    if (sky.equals(SkyLevel.ZERO) && unit == 1) {
      return;
    }
    float[] pixels = plane.pixels();
    double middleX = (plane.width() - 1) / 2.0;
    double middleY = (plane.height() - 1) / 2.0;
    for (int y = 0; y < plane.height(); y++) {
      double left = sky.level() + sky.slopeY() * (y - middleY) - sky.slopeX() * middleX;
      for (int x = 0; x < plane.width(); x++) {
        int i = y * plane.width() + x;
        pixels[i] = (float) ((pixels[i] - (left + sky.slopeX() * x)) * unit);
      }
    }
    MissingPixels.dropInfinite(pixels, 0, pixels.length);
  }

  private static void clip(float[] pixels, double percentile) {
    float most = (float) Percentile.of(pixels, percentile);
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] > most) {
        pixels[i] = most;
      }
    }
  }

  private static void requireCore(Plane plane, Point centre) throws BadImageException {
    int x = (int) Math.round(centre.x());
    int y = (int) Math.round(centre.y());
    int missing = 0;
    for (int v = y - CORE; v <= y + CORE; v++) {
      for (int u = x - CORE; u <= x + CORE; u++) {
        boolean inside = u >= 0 && v >= 0 && u < plane.width() && v < plane.height();
        missing += inside && !Float.isNaN(plane.at(u, v)) ? 0 : 1;
      }
    }
    int side = 2 * CORE + 1;
    if (2 * missing > side * side) {
      throw new BadImageException(
          "centre_missing",
          String.format(
              Locale.ROOT,
              "%d of the %d pixels about the centre (%.1f, %.1f) have no value; expected half",
              missing,
              side * side,
              centre.x(),
              centre.y()));
    }
  }

  private static boolean missingInside(Plane plane, Crop crop) {
    int left = Math.max(0, crop.left());
    int right = Math.min(plane.width(), crop.left() + crop.width());
    int top = Math.max(0, crop.top());
    int bottom = Math.min(plane.height(), crop.top() + crop.height());
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        if (Float.isNaN(plane.at(x, y))) {
          return true;
        }
      }
    }
    return false;
  }
}
