// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.Serializable;

/**
 * Reference to an image without its pixels, for bad records.
 *
 * @param source URI of the file
 * @param hdu index of the HDU in the file, the primary one is 0; -1 for the whole file
 * @serial exclude
 */
public record ImageReference(String source, int hdu) implements Serializable {}
