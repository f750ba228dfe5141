// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.Arrays;
import java.util.List;

/**
 * Renders a galaxy convolved with a PSF. Near the centre, where there may be cusps, light is
 * integrated on a fine grid and convolved exactly onto the required points. Outside, where light is
 * smooth, it is sampled once per pixel and convolved with separable kernels, with a margin for the
 * light from outside the frame. A smooth weight of the radius divides the light between the two, so
 * that neither has an edge.
 */
final class Renderer {

  private static final int FINE_PER_PIXEL = 5;
  private static final double INNER = 6;
  private static final double OUTER = 12;
  private static final int FINE_HALF = (int) OUTER * FINE_PER_PIXEL;
  private static final int FINE_SIDE = 2 * FINE_HALF + 1;
  private static final double CORE_STEP = 1.0 / 3;
  private static final int CORE_HALF = 27;
  private static final int SPLINE_MARGIN = 4;

  private final int width;
  private final int height;
  private final Psf psf;
  private final double floor;

  /**
   * Creates a renderer of frames.
   *
   * @param width pixels along x
   * @param height pixels along y
   * @param psf the point-spread function
   * @param floor negligible surface brightness
   */
  Renderer(int width, int height, Psf psf, double floor) {
    this.width = width;
    this.height = height;
    this.psf = psf;
    this.floor = floor;
  }

  /**
   * A rendered galaxy.
   *
   * @param image flux per pixel, row-major
   * @param surface the same galaxy as a surface to measure isophotes on
   */
  record Rendered(float[] image, TargetSurface surface) {}

  /** Renders a galaxy whose centre is at the given pixel coordinates. */
  Rendered render(GalaxyModel model, double centreX, double centreY) {
    float[] fine = fineLight(model.lights());
    double[] fineAt = new double[FINE_SIDE];
    for (int i = 0; i < FINE_SIDE; i++) {
      fineAt[i] = (i - FINE_HALF) / (double) FINE_PER_PIXEL;
    }

    int margin = psf.margin() + SPLINE_MARGIN;
    int w = width + 2 * margin;
    int h = height + 2 * margin;
    double x0 = -margin - centreX;
    double y0 = -margin - centreY;
    float[] coarse = coarseLight(model.lights(), w, h, x0, y0);
    float[] padded = psf.convolve(coarse, w, h);

    addFine(fine, fineAt, padded, w, h, x0, y0);
    for (GaussianBlob clump : model.clumps()) {
      psf.addSource(
          padded, w, h, clump.x() - x0, clump.y() - y0, 1, clump.sigma(), clump.flux(), floor);
    }

    int side = 2 * CORE_HALF + 1;
    double[] coreAt = new double[side];
    for (int i = 0; i < side; i++) {
      coreAt[i] = (i - CORE_HALF) * CORE_STEP;
    }
    float[] core = new float[side * side];
    psf.convolveOnto(fine, fineAt, fineAt, core, coreAt, coreAt);
    addCoarse(coarse, w, h, x0, y0, core, coreAt);
    for (GaussianBlob clump : model.clumps()) {
      psf.addSource(
          core,
          side,
          side,
          clump.x() / CORE_STEP + CORE_HALF,
          clump.y() / CORE_STEP + CORE_HALF,
          CORE_STEP,
          clump.sigma(),
          clump.flux(),
          floor);
    }

    float[] image = new float[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(padded, (y + margin) * w + margin, image, y * width, width);
    }
    float[] inner = crop(padded, w, h, margin - SPLINE_MARGIN);
    TargetSurface surface =
        new TargetSurface(
            new SplineImage(inner, width + 2 * SPLINE_MARGIN, height + 2 * SPLINE_MARGIN),
            SPLINE_MARGIN,
            centreX,
            centreY,
            width,
            height,
            new SplineImage(core, side, side),
            side,
            CORE_STEP);
    return new Rendered(image, surface);
  }

  /**
   * Computes the total flux of a galaxy, as {@link #render} would render it on a frame that
   * contains it entirely.
   *
   * @param floor negligible surface brightness
   * @return image units
   */
  static double flux(GalaxyModel model, double floor) {
    int half = (int) Math.ceil(Math.max(OUTER, model.extent(floor))) + 1;
    int side = 2 * half + 1;
    double flux = model.clumps().stream().mapToDouble(GaussianBlob::flux).sum();
    for (float value : fineLight(model.lights())) {
      flux += value;
    }
    for (float value : coarseLight(model.lights(), side, side, -half, -half)) {
      flux += value;
    }
    return flux;
  }

  /** Renders smooth light (neighbours), whose cusps need not be resolved, about its own centres. */
  float[] renderField(List<? extends LightModel> lights) {
    int margin = psf.margin();
    int w = width + 2 * margin;
    int h = height + 2 * margin;
    float[] sampled = new float[w * h];
    float[] row = new float[3 * w];
    for (int y = 0; y < h; y++) {
      // Three by three points per pixel suffice for the centroids of small neighbours.
      for (int s = -1; s <= 1; s++) {
        Arrays.fill(row, 0);
        for (LightModel light : lights) {
          light.addRow(y - margin + s / 3.0, -margin - 1 / 3.0, 1 / 3.0, 3 * w, row, 0);
        }
        for (int x = 0; x < w; x++) {
          sampled[y * w + x] += (row[3 * x] + row[3 * x + 1] + row[3 * x + 2]) / 9;
        }
      }
    }
    return crop(psf.convolve(sampled, w, h), w, h, margin);
  }

  private static float[] crop(float[] image, int w, int h, int margin) {
    int width = w - 2 * margin;
    int height = h - 2 * margin;
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(image, (y + margin) * w + margin, out, y * width, width);
    }
    return out;
  }

  /** Weight of the fine grid: 1 inside, 0 outside, with two continuous derivatives. */
  private static double fineWeight(double r2) {
    if (r2 <= INNER * INNER) {
      return 1;
    }
    if (r2 >= OUTER * OUTER) {
      return 0;
    }
    double t = (Math.sqrt(r2) - INNER) / (OUTER - INNER);
    return 1 - t * t * t * (10 + t * (6 * t - 15));
  }

  private static float[] fineLight(List<LightModel> lights) {
    float[] fine = new float[FINE_SIDE * FINE_SIDE];
    double step = 1.0 / FINE_PER_PIXEL;
    for (int j = 0; j < FINE_SIDE; j++) {
      double y = (j - FINE_HALF) * step;
      for (LightModel light : lights) {
        light.addRow(y, -FINE_HALF * step, step, FINE_SIDE, fine, j * FINE_SIDE);
      }
    }
    // Integrate the central cells, which contain the cusp.
    for (int j = -5; j <= 5; j++) {
      for (int i = -5; i <= 5; i++) {
        double mean = 0;
        for (LightModel light : lights) {
          mean += cellMean(light, i * step, j * step, step, i == 0 && j == 0 ? 4 : 1);
        }
        fine[(FINE_HALF + j) * FINE_SIDE + FINE_HALF + i] = (float) mean;
      }
    }
    for (int j = 0; j < FINE_SIDE; j++) {
      for (int i = 0; i < FINE_SIDE; i++) {
        double y = (j - FINE_HALF) * step;
        double x = (i - FINE_HALF) * step;
        fine[j * FINE_SIDE + i] *= (float) (step * step * fineWeight(x * x + y * y));
      }
    }
    return fine;
  }

  /**
   * Computes the mean over a cell from five by five points. If {@code depth} exceeds 1, the central
   * point is a cell of the next depth and its neighbours are cells of depth 1.
   */
  private static double cellMean(LightModel light, double x, double y, double side, int depth) {
    float[] row = new float[5];
    double step = side / 5;
    double sum = 0;
    for (int j = -2; j <= 2; j++) {
      Arrays.fill(row, 0);
      light.addRow(y + j * step, x - 2 * step, step, 5, row, 0);
      for (int i = -2; i <= 2; i++) {
        if (depth > 1 && Math.max(Math.abs(i), Math.abs(j)) <= 1) {
          int deeper = i == 0 && j == 0 ? depth - 1 : 1;
          sum += cellMean(light, x + i * step, y + j * step, step, deeper);
        } else {
          sum += row[i + 2];
        }
      }
    }
    return sum / 25;
  }

  private static float[] coarseLight(List<LightModel> lights, int w, int h, double x0, double y0) {
    float[] coarse = new float[w * h];
    for (int y = 0; y < h; y++) {
      for (LightModel light : lights) {
        light.addRow(y + y0, x0, 1, w, coarse, y * w);
      }
    }
    for (int y = (int) Math.max(0, -y0 - OUTER); y <= Math.min(h - 1, -y0 + OUTER + 1); y++) {
      for (int x = (int) Math.max(0, -x0 - OUTER); x <= Math.min(w - 1, -x0 + OUTER + 1); x++) {
        double dx = x + x0;
        double dy = y + y0;
        coarse[y * w + x] *= (float) (1 - fineWeight(dx * dx + dy * dy));
      }
    }
    return coarse;
  }

  /** Convolves the fine grid onto the pixels within its reach. */
  private void addFine(
      float[] fine, double[] fineAt, float[] padded, int w, int h, double x0, double y0) {
    double reach = OUTER + 5 * psf.widest();
    int firstX = (int) Math.max(0, Math.ceil(-x0 - reach));
    int lastX = (int) Math.min(w - 1, Math.floor(-x0 + reach));
    int firstY = (int) Math.max(0, Math.ceil(-y0 - reach));
    int lastY = (int) Math.min(h - 1, Math.floor(-y0 + reach));
    double[] outX = range(firstX, lastX, x0);
    double[] outY = range(firstY, lastY, y0);
    float[] patch = new float[outX.length * outY.length];
    psf.convolveOnto(fine, fineAt, fineAt, patch, outX, outY);
    for (int j = 0; j < outY.length; j++) {
      int at = (firstY + j) * w + firstX;
      for (int i = 0; i < outX.length; i++) {
        padded[at + i] += patch[j * outX.length + i];
      }
    }
  }

  /** Convolves the coarse light within reach of the core onto the core's points. */
  private void addCoarse(
      float[] coarse, int w, int h, double x0, double y0, float[] core, double[] coreAt) {
    double reach = CORE_HALF * CORE_STEP + 5 * psf.widest();
    int firstX = (int) Math.max(0, Math.ceil(-x0 - reach));
    int lastX = (int) Math.min(w - 1, Math.floor(-x0 + reach));
    int firstY = (int) Math.max(0, Math.ceil(-y0 - reach));
    int lastY = (int) Math.min(h - 1, Math.floor(-y0 + reach));
    double[] inX = range(firstX, lastX, x0);
    double[] inY = range(firstY, lastY, y0);
    float[] patch = new float[inX.length * inY.length];
    for (int j = 0; j < inY.length; j++) {
      System.arraycopy(coarse, (firstY + j) * w + firstX, patch, j * inX.length, inX.length);
    }
    psf.convolveOnto(patch, inX, inY, core, coreAt, coreAt);
  }

  private static double[] range(int first, int last, double offset) {
    double[] at = new double[last - first + 1];
    for (int i = 0; i < at.length; i++) {
      at[i] = first + i + offset;
    }
    return at;
  }
}
