package org.pix2prof.training.simulate;

/**
 * How a survey sees one band.
 *
 * @param name the filter's name
 * @param skySigma typical standard deviation of a sky pixel, image units
 * @param gain electrons per image unit of flux
 */
public record Band(String name, double skySigma, double gain) {}
