// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.random.RandomGenerator;

/**
 * A noise-free galaxy in its field, with the noise model for its observation. Images are row-major,
 * {@code [y * width + x]}, in image units per pixel (nanomaggies for SDSS); arrays are not copied.
 *
 * @param id name, unique within a seed
 * @param band name of the filter
 * @param width pixels along x
 * @param height pixels along y
 * @param pixelScaleArcsec pixel scale in arcsec
 * @param zeroPoint magnitude of a source of one image unit
 * @param target PSF-convolved galaxy without other sources
 * @param scene the galaxy with neighbours, stars and their halos
 * @param centreX true centre along x; the middle of the first pixel is 0
 * @param centreY true centre along y
 * @param noise sky residual, noise and missing pixels
 * @param truth true isophotal profile of the target
 */
public record SimulatedGalaxy(
    String id,
    String band,
    int width,
    int height,
    double pixelScaleArcsec,
    double zeroPoint,
    float[] target,
    float[] scene,
    double centreX,
    double centreY,
    NoiseModel noise,
    TruthProfile truth) {

  /**
   * Observes the scene.
   *
   * @param rng random generator of the noise
   * @return a new image with sky residual, noise and missing pixels (NaN)
   */
  public float[] observe(RandomGenerator rng) {
    return noise.apply(scene, width, height, rng);
  }
}
