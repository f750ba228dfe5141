package org.pix2prof.report;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of the run that made the profiles.
 *
 * @param started when, ISO 8601
 * @param seconds how long it took
 * @param runner that it ran on
 * @param images that were read: profiles and bad records
 * @param badRecords images and files that could not be used, by reason
 * @serial exclude
 */
public record RunSummary(
    String started, double seconds, String runner, long images, Map<String, Long> badRecords)
    implements Serializable {

  /**
   * Copies the counts.
   *
   * @param started when
   * @param seconds how long
   * @param runner where
   * @param images how many
   * @param badRecords by reason
   */
  public RunSummary {
    badRecords = new TreeMap<>(badRecords);
  }
}
