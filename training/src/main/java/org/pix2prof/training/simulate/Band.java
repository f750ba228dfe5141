// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * Sensitivity of a survey in one band.
 *
 * @param name name of the filter
 * @param skySigma typical standard deviation of a sky pixel, image units
 * @param gain electrons per image unit of flux
 */
public record Band(String name, double skySigma, double gain) {}
