// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;
import org.pix2prof.internal.catalog.RowLimit;

/** Reads reference profiles from CSV (RFC 4180): a header line, then one row per sample. */
public final class ProfileTable {
  private static final List<String> COLUMNS = List.of("object_id", "band", "radius_arcsec", "mu");
  private static final String ELLIPTICITY = "ellipticity";
  private static final String PA = "pa_deg_ccw_from_x";
  private static final String TOTAL = "mag_total";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .setIgnoreEmptyLines(true)
          .build();

  private record Key(String objectId, String band) {}

  private record Sample(double mu, double ellipticity, double paDeg) {}

  private final String file;
  private final Map<Key, TreeMap<Double, Sample>> profiles = new LinkedHashMap<>();
  private final Map<Key, Double> totals = new HashMap<>();
  private boolean shapes;
  private boolean hasTotals;

  private ProfileTable(String file) {
    this.file = file;
  }

  /**
   * Reads the profiles of a file, sorted by radius, in the order in which they first appear. The
   * file needs the columns {@code object_id,band,radius_arcsec,mu}; {@code ellipticity} and {@code
   * pa_deg_ccw_from_x} are read if both are present, as is {@code mag_total}, the same in all rows
   * of a profile. A row whose mu is empty or {@code nan} is skipped. Other columns are ignored.
   *
   * @param file a path or a URI of a Beam file system
   * @return the profiles, at least one
   * @throws IOException if the file does not exist or is not such a table; names the line or column
   */
  public static List<ReferenceProfile> read(String file) throws IOException {
    ReadableByteChannel channel = open(file);
    // Spreadsheets write a byte order mark before the first column's name.
    try (InputStream bytes =
        BOMInputStream.builder().setInputStream(Channels.newInputStream(channel)).get()) {
      return read(file, new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }
  }

  private static ReadableByteChannel open(String file) throws IOException {
    try {
      return FileSystems.open(FileSystems.matchSingleFileSpec(file).resourceId());
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException(file + ": no such file, expected a CSV table of profiles");
    }
  }

  /** Reads the profiles of a text, which messages call {@code file}. */
  static List<ReferenceProfile> read(String file, Reader reader) throws IOException {
    ProfileTable table = new ProfileTable(file);
    RowLimit limit = new RowLimit(reader);
    try (CSVParser parser = parse(file, limit)) {
      table.checkHeader(parser.getHeaderNames());
      table.shapes = parser.getHeaderNames().containsAll(List.of(ELLIPTICITY, PA));
      table.hasTotals = parser.getHeaderNames().contains(TOTAL);
      for (CSVRecord row : parser) {
        limit.newRow();
        table.add(row, parser.getCurrentLineNumber());
      }
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      throw new IOException(file + ": not a CSV table: " + e.getMessage(), e);
    }
    if (table.profiles.isEmpty()) {
      throw new IOException(file + ": no profile in it, only a header line");
    }
    return table.profiles();
  }

  private static CSVParser parse(String file, Reader reader) throws IOException {
    try {
      return FORMAT.parse(reader);
    } catch (IOException e) {
      throw new IOException(file + ": not a CSV table: " + e.getMessage(), e);
    }
  }

  private void checkHeader(List<String> header) throws IOException {
    for (String column : COLUMNS) {
      if (!header.contains(column)) {
        throw new IOException(
            file
                + ": no column '"
                + column
                + "'; expected "
                + String.join(",", COLUMNS)
                + ", found "
                + (header.isEmpty() ? "an empty file" : String.join(",", header)));
      }
    }
  }

  private void add(CSVRecord row, long line) throws IOException {
    if (!row.isConsistent()) {
      throw new IOException(
          at(line)
              + "expected "
              + row.getParser().getHeaderNames().size()
              + " cells as in the header, found "
              + row.size());
    }
    String objectId = row.get("object_id");
    if (objectId.isEmpty()) {
      throw new IOException(at(line) + "no object_id");
    }
    double radius = number(row, "radius_arcsec", line);
    double mu = known(row, "mu", line);
    if (radius < 0) {
      throw new IOException(at(line) + "radius_arcsec must be 0 or more, not " + radius);
    }
    Key profile = new Key(objectId, row.get("band"));
    if (hasTotals) {
      addTotal(profile, known(row, TOTAL, line), line);
    }
    if (Double.isNaN(mu)) {
      return;
    }
    Sample before =
        profiles
            .computeIfAbsent(profile, key -> new TreeMap<>())
            .put(
                radius,
                shapes
                    ? new Sample(mu, ellipticity(row, line), known(row, PA, line))
                    : new Sample(mu, Double.NaN, Double.NaN));
    if (before != null) {
      throw new IOException(
          at(line) + "a second sample of " + objectId + " at radius_arcsec " + radius);
    }
  }

  private void addTotal(Key profile, double total, long line) throws IOException {
    Double before = totals.putIfAbsent(profile, total);
    if (before != null && !before.equals(total)) {
      throw new IOException(
          at(line) + TOTAL + " must be " + before + " as in the rows before, not " + total);
    }
  }

  private double number(CSVRecord row, String column, long line) throws IOException {
    String cell = row.get(column);
    try {
      double value = Double.parseDouble(cell);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, like NaN.
    }
    throw new IOException(at(line) + column + " must be a number, not '" + cell + "'");
  }

  private double ellipticity(CSVRecord row, long line) throws IOException {
    double value = known(row, ELLIPTICITY, line);
    if (value < 0 || value >= 1) {
      throw new IOException(
          at(line) + ELLIPTICITY + " must be 0 or more and less than 1, not " + value);
    }
    return value;
  }

  /** Reads a number; NaN if the cell is empty or {@code nan}. */
  private double known(CSVRecord row, String column, long line) throws IOException {
    String cell = row.get(column);
    return cell.isEmpty() || cell.equalsIgnoreCase("nan") ? Double.NaN : number(row, column, line);
  }

  private String at(long line) {
    return file + ", line " + line + ": ";
  }

  private List<ReferenceProfile> profiles() {
    List<ReferenceProfile> list = new ArrayList<>();
    profiles.forEach((key, samples) -> list.add(profile(key, samples)));
    return list;
  }

  private ReferenceProfile profile(Key key, TreeMap<Double, Sample> samples) {
    double[] radius = samples.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    return new ReferenceProfile(
        key.objectId,
        Optional.of(key.band).filter(band -> !band.isEmpty()),
        radius,
        samples.values().stream().mapToDouble(Sample::mu).toArray(),
        shapes
            ? Optional.of(
                new IsophoteShapes(
                    radius,
                    samples.values().stream().mapToDouble(Sample::ellipticity).toArray(),
                    samples.values().stream().mapToDouble(Sample::paDeg).toArray()))
            : Optional.empty(),
        DoubleStream.of(totals.getOrDefault(key, Double.NaN))
            .filter(total -> !Double.isNaN(total))
            .findFirst());
  }
}
