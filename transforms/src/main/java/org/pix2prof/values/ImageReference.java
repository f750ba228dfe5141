package org.pix2prof.values;

import java.io.Serializable;

/**
 * Points at an image without holding it: what a bad record carries.
 *
 * @param source URI of the file
 * @param hdu index of the HDU in the file, the primary one is 0; -1 where it is the whole file
 * @serial exclude
 */
public record ImageReference(String source, int hdu) implements Serializable {}
