// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.random.RandomGenerator;

/**
 * Sky residual, noise and missing pixels of an observation.
 *
 * @param skySigma standard deviation of a sky pixel, image units
 * @param gain electrons per image unit, for the photon noise of the sources
 * @param skyOffset sky residual at the centre of the frame, image units
 * @param skySlopeX change of that residual across the frame along x, image units
 * @param skySlopeY change of that residual across the frame along y, image units
 * @param blurX weight of the next pixel along x in resampling the noise, 0 (white) to 0.5
 * @param blurY weight of the next pixel along y in resampling the noise, 0 (white) to 0.5
 * @param missing pattern of missing pixels
 */
public record NoiseModel(
    double skySigma,
    double gain,
    double skyOffset,
    double skySlopeX,
    double skySlopeY,
    double blurX,
    double blurY,
    MissingPixelPattern missing) {

  /**
   * Returns the noise of a pixel before resampling.
   *
   * @param flux noise-free flux of the pixel above the sky, image units
   * @return standard deviation, image units
   */
  public double sigma(double flux) {
    return Math.sqrt(skySigma * skySigma + Math.max(flux, 0) / gain);
  }

  /**
   * Observes a scene.
   *
   * @param scene noise-free flux per pixel, row-major; not changed
   * @param width pixels along x
   * @param height pixels along y
   * @param rng random generator of the noise
   * @return a new image with sky residual, noise and missing pixels (NaN)
   */
  public float[] apply(float[] scene, int width, int height, RandomGenerator rng) {
    float[] noise = new float[scene.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (sigma(scene[i]) * rng.nextGaussian());
    }
    if (blurX > 0 || blurY > 0) {
      noise = resample(noise, width, height);
    }
    for (int y = 0; y < height; y++) {
      double row = skyOffset + skySlopeY * ((y + 0.5) / height - 0.5);
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        double sky = row + skySlopeX * ((x + 0.5) / width - 0.5);
        noise[i] =
            missing.at(x, y, width, height) ? Float.NaN : (float) (scene[i] + sky + noise[i]);
      }
    }
    return noise;
  }

  /** Resamples bilinearly at a constant fraction of a pixel, which correlates neighbours. */
  private float[] resample(float[] noise, int width, int height) {
    float[] out = new float[noise.length];
    float fx = (float) blurX;
    float fy = (float) blurY;
    for (int y = 0; y < height; y++) {
      int down = y * width;
      int up = Math.min(y + 1, height - 1) * width;
      for (int x = 0; x < width; x++) {
        int right = Math.min(x + 1, width - 1);
        float low = (1 - fx) * noise[down + x] + fx * noise[down + right];
        float high = (1 - fx) * noise[up + x] + fx * noise[up + right];
        out[down + x] = (1 - fy) * low + fy * high;
      }
    }
    return out;
  }
}
