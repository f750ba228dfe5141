package org.pix2prof.model.preprocess;

/**
 * The sky under an image.
 *
 * @param level flux per pixel
 * @param sigma standard deviation of one pixel
 */
record SkyLevel(double level, double sigma) {}
