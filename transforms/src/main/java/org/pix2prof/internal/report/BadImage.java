// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.io.Serializable;

/**
 * An unusable image or file, from a line of the bad records.
 *
 * @param source URI of the file; null if the record is of something else
 * @param hdu index of the HDU, -1 for the whole file
 * @param reason short name for counting
 * @param message for readers
 * @serial exclude
 */
public record BadImage(String source, int hdu, String reason, String message)
    implements Serializable {}
