// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

/**
 * Sky of an image.
 *
 * @param level flux per pixel
 * @param sigma standard deviation of one pixel
 */
record SkyLevel(double level, double sigma) {}
