package org.pix2prof.report;

import java.io.Serializable;

/**
 * An image or file that could not be used, as a line of the bad records has it.
 *
 * @param source URI of the file; null where the record is of something else
 * @param hdu index of the HDU, -1 for the whole file
 * @param reason short name to count by
 * @param message for people
 * @serial exclude
 */
public record BadImage(String source, int hdu, String reason, String message)
    implements Serializable {}
