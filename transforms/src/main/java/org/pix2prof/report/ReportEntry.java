package org.pix2prof.report;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A galaxy of a report.
 *
 * @param id its place among the others: unique, the same in every run
 * @param row what the table has of it
 * @param json what is seen when it is opened
 * @serial exclude
 */
public record ReportEntry(String id, ReportRow row, String json) implements Serializable {
  /** The order of a report: by object, band, file and HDU. */
  public static final Comparator<String> ORDER = Comparator.naturalOrder();
}
