// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/**
 * IPAC tables (IRSA): keyword lines that start with a backslash; one to four header lines with
 * vertical bars for names, types, units and null values of the columns; then rows with cells
 * between the positions of the bars.
 */
final class IpacTable implements TextTable.Rows {
  private static final String BAD_IPAC = "bad_ipac";

  private final BufferedReader text;
  private final List<Integer> bars;
  private @Nullable String ahead;
  private boolean aligned = true;

  static CatalogTable open(FitsInput in) throws IOException, BadImageException {
    RowLimit limit = new RowLimit(new InputStreamReader(in.stream(), StandardCharsets.UTF_8));
    BufferedReader text = new BufferedReader(limit);
    try {
      CsvTable.skipByteOrderMark(text);
      String line = text.readLine();
      while (line != null && (line.startsWith("\\") || line.isBlank())) {
        limit.newRow();
        line = text.readLine();
      }
      List<String> header = new ArrayList<>();
      while (line != null && line.startsWith("|")) {
        header.add(line);
        line = text.readLine();
      }
      if (header.isEmpty() || header.size() > 4) {
        throw new BadImageException(
            BAD_IPAC, header.size() + " header lines that start with |; expected one to four");
      }
      IpacTable rows = new IpacTable(text, bars(header.get(0)), line);
      return new TextTable(in, limit, BAD_IPAC, rows.fields(header), rows, "");
    } catch (IOException | RuntimeException e) {
      throw TextTable.broken(in, BAD_IPAC, "IPAC header", e);
    }
  }

  private IpacTable(BufferedReader text, List<Integer> bars, @Nullable String ahead) {
    this.text = text;
    this.bars = bars;
    this.ahead = ahead;
  }

  /** Start of each cell; the last bar ends the last cell. */
  private static List<Integer> bars(String names) {
    List<Integer> bars = new ArrayList<>();
    for (int i = 0; i < names.length(); i++) {
      if (names.charAt(i) == '|') {
        bars.add(i);
      }
    }
    if (!names.substring(bars.get(bars.size() - 1) + 1).isBlank()) {
      bars.add(names.length());
    }
    return bars;
  }

  private List<VoField> fields(List<String> header) throws BadImageException {
    for (String line : header) {
      if (!bars(line).equals(bars)) {
        throw new BadImageException(
            BAD_IPAC, "the bars of the header lines are not below each other");
      }
    }
    List<VoField> fields = new ArrayList<>();
    for (int i = 0; i + 1 < bars.size(); i++) {
      fields.add(
          new VoField(
              cell(header.get(0), i),
              line(header, 2, i),
              type(line(header, 1, i).orElse("char")),
              new VoShape(1, false, 0),
              line(header, 3, i)));
    }
    return fields;
  }

  private Optional<String> line(List<String> header, int line, int column) {
    return line < header.size()
        ? Optional.of(cell(header.get(line), column)).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /** Types may be abbreviated to one letter. */
  private static VoType type(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if ("double".startsWith(lower)) {
      return VoType.DOUBLE;
    }
    return "float".startsWith(lower) || "real".startsWith(lower) ? VoType.FLOAT : VoType.CHAR;
  }

  private String cell(String line, int column) {
    int from = Math.min(bars.get(column) + 1, line.length());
    int to = Math.min(bars.get(column + 1), line.length());
    return line.substring(from, to).trim();
  }

  @Override
  public @Nullable List<String> next() throws IOException, BadImageException {
    String line = ahead;
    while (line != null && (line.isBlank() || line.startsWith("\\"))) {
      line = text.readLine();
    }
    ahead = line == null ? null : text.readLine();
    if (line == null) {
      return null;
    }
    List<String> cells = new ArrayList<>();
    for (int i = 0; i + 1 < bars.size(); i++) {
      cells.add(cell(line, i));
    }
    aligned = isAligned(line);
    return cells;
  }

  @Override
  public String problem() {
    return aligned ? "" : "cells are not between the bars of the header lines";
  }

  /**
   * Returns false if a character is below a bar, or if there is a tab: then cells are not aligned.
   */
  private boolean isAligned(String line) {
    int end = bars.get(bars.size() - 1);
    boolean below =
        bars.stream()
            .anyMatch(bar -> bar < line.length() && !Character.isWhitespace(line.charAt(bar)));
    return !below
        && line.indexOf('\t') < 0
        && (line.length() <= end || line.substring(end).isBlank());
  }
}
