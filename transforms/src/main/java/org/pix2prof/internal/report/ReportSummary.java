// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.util.List;
import java.util.Optional;
import org.pix2prof.values.RunSummary;

/**
 * Summary of the run on a page.
 *
 * @param run of the profiles, if there is a record of it
 * @param images whether images were given
 * @param reference file of the reference, if there is one
 * @param referencesAlone labels of the reference profiles without a profile to compare
 * @param bad listed unusable images
 */
public record ReportSummary(
    Optional<RunSummary> run,
    boolean images,
    Optional<String> reference,
    List<String> referencesAlone,
    List<BadImage> bad) {}
