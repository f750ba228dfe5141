// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/**
 * ECSV, as from astropy: a header in YAML after #, a line of column names, and rows with cells
 * separated by blanks or commas.
 */
final class EcsvTable {
  private static final String BAD_ECSV = "bad_ecsv";
  private static final int MOST_HEADER_CHARACTERS = RowLimit.MOST_CHARACTERS;

  private static final Pattern DELIMITER =
      Pattern.compile("^delimiter: *(['\"]?)(.)\\1 *$", Pattern.MULTILINE);
  private static final Pattern COLUMNS =
      Pattern.compile("^datatype:\\s*\\n((?:[- ].*\\n)*)", Pattern.MULTILINE);
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\b(name|unit|datatype|subtype): *('(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^,}\\n]+)");

  static CatalogTable open(FitsInput in) throws IOException, BadImageException {
    RowLimit limit = new RowLimit(new InputStreamReader(in.stream(), StandardCharsets.UTF_8));
    BufferedReader text = new BufferedReader(limit);
    try {
      CsvTable.skipByteOrderMark(text);
      String yaml = header(text);
      Matcher given = DELIMITER.matcher(yaml);
      char delimiter = given.find() ? given.group(2).charAt(0) : ' ';
      TextTable.Rows rows = rows(text, delimiter);
      List<String> names = rows.next();
      if (names == null) {
        throw new BadImageException(BAD_ECSV, "the ECSV header is not followed by column names");
      }
      Map<String, VoField> described = described(yaml);
      List<VoField> fields =
          names.stream().map(name -> described.getOrDefault(name, TextTable.field(name))).toList();
      return new TextTable(in, limit, BAD_ECSV, fields, rows, "");
    } catch (IOException | RuntimeException e) {
      throw TextTable.broken(in, BAD_ECSV, "ECSV header", e);
    }
  }

  private static TextTable.Rows rows(BufferedReader text, char delimiter) throws IOException {
    if (delimiter == ' ') {
      return new BlankSeparatedRows(text);
    }
    Iterator<CSVRecord> records =
        CsvTable.format(delimiter).setCommentMarker('#').build().parse(text).iterator();
    return () -> records.hasNext() ? records.next().toList() : null;
  }

  /** Returns the lines after #. */
  private static String header(BufferedReader text) throws IOException {
    StringBuilder yaml = new StringBuilder();
    text.mark(1);
    while (text.read() == '#') {
      yaml.append(String.valueOf(text.readLine()).replaceFirst("^ ", "")).append('\n');
      if (yaml.length() > MOST_HEADER_CHARACTERS) {
        throw new IOException("more than " + MOST_HEADER_CHARACTERS + " characters of header");
      }
      text.mark(1);
    }
    text.reset();
    return yaml.toString();
  }

  private static Map<String, VoField> described(String yaml) {
    Map<String, VoField> fields = new HashMap<>();
    Matcher columns = COLUMNS.matcher(yaml);
    if (columns.find()) {
      for (String entry : columns.group(1).split("(?m)^- ")) {
        Map<String, String> values = new HashMap<>();
        for (Matcher value = ENTRY.matcher(entry); value.find(); ) {
          values.putIfAbsent(value.group(1), unquoted(value.group(2).trim()));
        }
        String name = values.get("name");
        if (name != null) {
          fields.put(name, field(name, values));
        }
      }
    }
    return fields;
  }

  private static VoField field(String name, Map<String, String> values) {
    boolean several = values.getOrDefault("subtype", "").contains("[");
    return new VoField(
        name,
        Optional.ofNullable(values.get("unit")),
        switch (values.getOrDefault("datatype", "")) {
          case "float64", "float128" -> VoType.DOUBLE;
          case "float32", "float16" -> VoType.FLOAT;
          default -> VoType.CHAR;
        },
        several ? new VoShape(2, false, 2) : new VoShape(1, false, 0),
        Optional.empty());
  }

  private static String unquoted(String text) {
    if (text.startsWith("'") && text.length() > 1) {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    return text.startsWith("\"") && text.length() > 1
        ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1")
        : text;
  }

  private EcsvTable() {}
}
