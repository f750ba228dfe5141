package org.pix2prof.model.polar;

/**
 * One look at a galaxy along given ellipses, as the network takes it in: the picture, what the rows
 * say together, and the ellipses' own frame. Everything is relative to the galaxy and the sky's
 * noise, so that scale, zero point and depth of the image cancel.
 */
final class Look {
  /** Channels of {@link #picture}. */
  static final int CHANNELS = 4;

  /** Numbers per row in {@link #rows}. */
  static final int FEATURES = 16;

  /** Vectors of each order per row in {@link #vectors1} and {@link #vectors2}. */
  static final int VECTORS = 2;

  /** Faintest flux per pixel that is told from none, in units of the sky's standard deviation. */
  private static final double FLOOR = 0.03;

  /** {@code [CHANNELS][steps][angles]}. */
  final float[] picture;

  /** {@code [steps][FEATURES]}. */
  final float[] rows;

  /** {@code [steps][ESTIMATES]}: natural logarithm of flux per pixel over the sky's deviation. */
  final float[] brightness;

  /** {@code [steps][VECTORS][2]}: first harmonics in the image's frame. */
  final float[] vectors1;

  /** {@code [steps][VECTORS][2]}: second harmonics in the ellipse's own frame. */
  final float[] vectors2;

  /** {@code [steps][6]}: cos and sin of twice the PA, a Sxx, a Sxy, a Syy in pixels, ln(a/b). */
  final float[] frame;

  private final int steps;
  private final int angles;

  private Look(int steps, int angles) {
    this.steps = steps;
    this.angles = angles;
    picture = new float[CHANNELS * steps * angles];
    rows = new float[steps * FEATURES];
    brightness = new float[steps * RowStatistics.ESTIMATES];
    vectors1 = new float[steps * VECTORS * 2];
    vectors2 = new float[steps * VECTORS * 2];
    frame = new float[steps * 6];
  }

  /**
   * Looks.
   *
   * @param image the galaxy, sky subtracted
   * @param skySigma standard deviation of one pixel of the sky, greater than 0
   * @param semiMajorPixels semi-major axis of each ellipse
   * @param ellipses along which to look
   * @param angles samples per ellipse
   */
  static Look along(
      Pyramid image, double skySigma, double[] semiMajorPixels, Ellipses ellipses, int angles) {
    PolarView view = PolarView.of(image, skySigma, semiMajorPixels, ellipses, angles);
    Look look = new Look(semiMajorPixels.length, angles);
    RowStatistics[] statistics = new RowStatistics[look.steps];
    for (int i = 0; i < look.steps; i++) {
      statistics[i] = new RowStatistics(angles);
      statistics[i].measure(view.flux(), i * angles);
    }
    for (int i = 0; i < look.steps; i++) {
      for (int k = 0; k < RowStatistics.ESTIMATES; k++) {
        look.brightness[i * RowStatistics.ESTIMATES + k] =
            logFlux(statistics[i].estimates[k] / skySigma);
      }
      look.paint(view, statistics[i], i, skySigma);
      look.frame(ellipses, i, semiMajorPixels[i]);
    }
    double stepLog = Math.log(semiMajorPixels[1] / semiMajorPixels[0]);
    for (int i = 0; i < look.steps; i++) {
      look.describe(
          statistics, view.sigma()[i], i, skySigma, semiMajorPixels[i], stepLog, ellipses);
    }
    return look;
  }

  /** {@code ln} of a positive flux, running smoothly into {@code ln FLOOR} below. */
  static float logFlux(double flux) {
    if (Double.isNaN(flux)) {
      return (float) Math.log(FLOOR);
    }
    // The negative branch is rearranged so that it does not cancel.
    double root = Math.sqrt(flux * flux + 4 * FLOOR * FLOOR);
    double soft = flux >= 0 ? (flux + root) / 2 : 2 * FLOOR * FLOOR / (root - flux);
    return (float) Math.max(Math.log(soft), Math.log(FLOOR) - 3);
  }

  private void paint(PolarView view, RowStatistics row, int i, double skySigma) {
    float[] flux = view.flux();
    float median = row.estimates[3];
    double unit = 0.15 * Math.abs(median) + 2 * view.sigma()[i];
    int plane = steps * angles;
    for (int j = 0; j < angles; j++) {
      int at = i * angles + j;
      float value = flux[at];
      if (Float.isNaN(value) || Float.isNaN(median)) {
        picture[2 * plane + at] = 1;
        continue;
      }
      picture[at] = (float) (asinh(value / skySigma) / 4);
      picture[plane + at] = (float) asinh((value - median) / unit);
      float opposite = flux[i * angles + (j + angles / 2) % angles];
      if (!Float.isNaN(opposite)) {
        picture[3 * plane + at] = (float) asinh((value - opposite) / unit);
      }
    }
  }

  private void frame(Ellipses ellipses, int i, double a) {
    double twice = ellipses.twicePositionAngle(i);
    double q = ellipses.axisRatio(i);
    double mean = (1 + q) / 2;
    double half = (1 - q) / 2;
    int at = 6 * i;
    frame[at] = (float) Math.cos(twice);
    frame[at + 1] = (float) Math.sin(twice);
    frame[at + 2] = (float) (a * (mean + half * Math.cos(twice)));
    frame[at + 3] = (float) (a * half * Math.sin(twice));
    frame[at + 4] = (float) (a * (mean - half * Math.cos(twice)));
    frame[at + 5] = (float) ellipses.flattening(i);
  }

  private void describe(
      RowStatistics[] statistics,
      float sampleSigma,
      int i,
      double skySigma,
      double a,
      double stepLog,
      Ellipses ellipses) {
    RowStatistics row = statistics[i];
    int at = i * FEATURES;
    int b = i * RowStatistics.ESTIMATES;
    float main = brightness[b + RowStatistics.CLIPPED];
    boolean seen = !Float.isNaN(row.scatter);
    double flux = seen ? row.estimates[RowStatistics.CLIPPED] : 0;
    double error = sampleSigma / Math.sqrt(angles * (1 - row.missing) + 1);
    double unit = Math.abs(flux) + 2 * error;
    double slope = slope(i, stepLog);
    float[] h = row.harmonics;

    rows[at] = main / 4;
    rows[at + 1] = brightness[b] - main;
    rows[at + 2] = brightness[b + 2] - main;
    rows[at + 3] = brightness[b + 3] - main;
    rows[at + 4] = brightness[b + 4] - main;
    rows[at + 5] = (float) (asinh(flux / error) / 5);
    rows[at + 6] = (float) (Math.log(error / skySigma) / 4);
    rows[at + 7] = seen ? (float) asinh(row.scatter / unit) : 0;
    rows[at + 8] = seen ? (float) asinh(row.deviation / unit) : 0;
    rows[at + 9] = row.missing;
    rows[at + 10] = (float) (slope / 2);
    rows[at + 11] = (float) asinh(2 * Math.hypot(h[0], h[1]) / unit);
    rows[at + 12] = (float) asinh(2 * Math.hypot(h[2], h[3]) / unit);
    rows[at + 13] = (float) asinh(2 * Math.hypot(h[4], h[5]) / unit);
    rows[at + 14] = (float) ellipses.flattening(i);
    rows[at + 15] = (float) (Math.log(a) / 4);

    // Order m of the harmonics over -dI/dln a is the error of the ellipse (Jedrzejewski 1987).
    double drop = unit * Math.max(0.3, -slope);
    double cos = frame[6 * i];
    double sin = frame[6 * i + 1];
    for (int v = 0; v < VECTORS; v++) {
      double scale = v == 0 ? drop : unit;
      int to = (i * VECTORS + v) * 2;
      limit(vectors1, to, h[0] / scale, h[1] / scale);
      limit(vectors2, to, (h[2] * cos + h[3] * sin) / scale, (h[3] * cos - h[2] * sin) / scale);
    }
  }

  /** {@code d ln flux / d ln a} over the rows about one. */
  private double slope(int i, double stepLog) {
    int lo = Math.max(0, i - 2);
    int hi = Math.min(steps - 1, i + 2);
    float inner = brightness[lo * RowStatistics.ESTIMATES + RowStatistics.CLIPPED];
    float outer = brightness[hi * RowStatistics.ESTIMATES + RowStatistics.CLIPPED];
    return Math.max(-8, Math.min(8, (outer - inner) / ((hi - lo) * stepLog)));
  }

  private static void limit(float[] to, int at, double x, double y) {
    double scale = 1 / Math.max(1, Math.hypot(x, y));
    to[at] = (float) (x * scale);
    to[at + 1] = (float) (y * scale);
  }

  private static double asinh(double x) {
    double magnitude = Math.abs(x);
    return Math.copySign(Math.log(magnitude + Math.sqrt(magnitude * magnitude + 1)), x);
  }
}
