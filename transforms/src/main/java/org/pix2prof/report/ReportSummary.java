package org.pix2prof.report;

import java.util.List;
import java.util.Optional;

/**
 * What a page says of its run as a whole.
 *
 * @param run of the profiles, if there is a record of it
 * @param images whether images were given
 * @param reference where the reference is from, if there is one
 * @param referencesAlone profiles of the reference for which there is none to compare, for people
 * @param bad images that could not be used, those that are listed
 */
public record ReportSummary(
    Optional<RunSummary> run,
    boolean images,
    Optional<String> reference,
    List<String> referencesAlone,
    List<BadImage> bad) {}
