package org.pix2prof.model.internal.layers;

/**
 * A layer and the number of images that it works on at once.
 *
 * @param layer with all other sizes
 * @param batch images at once
 */
public record LayerCall(Layer layer, int batch) {}
