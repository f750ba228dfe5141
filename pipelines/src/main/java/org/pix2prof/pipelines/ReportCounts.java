// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;

/**
 * Counts of {@code WriteReport}.
 *
 * @param profiles in the report
 * @param noImage profiles without an image
 * @param referenced profiles with a reference
 * @param noProfile images without a profile
 */
record ReportCounts(long profiles, long noImage, long referenced, long noProfile) {

  static ReportCounts of(PipelineResult result) {
    Map<String, Long> counts = Counts.of(result);
    return new ReportCounts(
        counts.getOrDefault("report_profiles", 0L),
        counts.getOrDefault("report_profiles_without_image", 0L),
        counts.getOrDefault("report_profiles_with_reference", 0L),
        counts.getOrDefault("report_images_without_profile", 0L));
  }

  /** Returns a one-line summary of the report. */
  String summary(boolean hasReference) {
    StringBuilder line = new StringBuilder("report of ").append(Counts.format(profiles, "profile"));
    if (noImage > 0) {
      line.append(", ").append(noImage).append(" without an image");
    }
    if (hasReference) {
      line.append(", ").append(referenced).append(" with a reference");
    }
    if (noProfile > 0) {
      line.append(", ").append(Counts.format(noProfile, "image")).append(" without a profile");
    }
    return line.toString();
  }

  /**
   * Returns warnings about options that contributed nothing to the report.
   *
   * @param input option with the images, and its value
   * @param reference value of {@code --reference}, or null
   */
  List<String> warnings(String input, String reference) {
    List<String> warnings = new ArrayList<>();
    if (profiles > 0 && noImage == profiles) {
      warnings.add(
          "no profile matches an image among the "
              + Counts.format(noProfile, "image")
              + " of "
              + input
              + ": they are matched by object, band, file name and HDU; was --profiles made from"
              + " other files, or with other options such as --band?");
    }
    if (reference != null && profiles > 0 && referenced == 0) {
      warnings.add(
          "--reference="
              + reference
              + " has none of the profiles' objects in their bands; its object_id and band must be"
              + " those of the profiles");
    }
    return warnings;
  }
}
