// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.io.Serializable;
import java.util.Comparator;

/**
 * An entry of a report: one galaxy.
 *
 * @param id sort key: unique and reproducible
 * @param row its row of the table
 * @param json its details, as JSON
 * @serial exclude
 */
public record ReportEntry(String id, ReportRow row, String json) implements Serializable {
  /** The order of a report: by object, band, file and HDU. */
  public static final Comparator<String> ORDER = Comparator.naturalOrder();
}
