// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Summary of the run that made the profiles.
 *
 * @param started start time, ISO 8601
 * @param seconds duration of the run
 * @param runner of the pipeline
 * @param images number of images read: profiles and bad records
 * @param badRecords unusable images and files, by reason
 * @param captionSeconds duration from the first image to the last profile, without the start-up; 0
 *     if unknown
 * @serial exclude
 */
public record RunSummary(
    String started,
    double seconds,
    String runner,
    long images,
    Map<String, Long> badRecords,
    double captionSeconds)
    implements Serializable {

  /**
   * Copies the counts.
   *
   * @param started start time, ISO 8601
   * @param seconds duration
   * @param runner name of the runner
   * @param images number of images
   * @param badRecords counts by reason
   * @param captionSeconds duration without the start-up; 0 if unknown
   */
  public RunSummary {
    badRecords = new TreeMap<>(badRecords);
  }
}
