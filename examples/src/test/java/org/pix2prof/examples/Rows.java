// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;

/** Reads the examples' output. */
final class Rows {
  /** Reads the rows of the CSV files of a prefix, by object. */
  static TreeMap<String, List<String[]>> ofCsv(Path prefix) throws IOException {
    TreeMap<String, List<String[]>> profiles = new TreeMap<>();
    for (Path file : files(prefix.getParent(), ".csv")) {
      if (file.getFileName().toString().startsWith(prefix.getFileName() + "-")) {
        for (String line : Files.readAllLines(file).subList(1, Files.readAllLines(file).size())) {
          String[] row = line.split(",", -1);
          profiles.computeIfAbsent(row[0], id -> new ArrayList<>()).add(row);
        }
      }
    }
    return profiles;
  }

  static List<GenericRecord> ofParquet(Path file) throws IOException {
    List<GenericRecord> rows = new ArrayList<>();
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(new LocalInputFile(file)).build()) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Lists the files of a directory tree, which may not exist yet. */
  static List<Path> files(Path directory, String suffix) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .filter(file -> !file.toString().contains("/."))
          .toList();
    }
  }

  /** Computes the rms deviation from the true profile between two radii, mag/arcsec^2. */
  static double rms(List<String[]> profile, double from, double to) throws IOException {
    TreeMap<Double, Double> truth = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("data/truth.csv"))) {
      String[] row = line.split(",");
      if (row[0].equals(profile.get(0)[0])) {
        truth.put(Double.valueOf(row[2]), Double.valueOf(row[3]));
      }
    }
    return Math.sqrt(
        profile.stream()
            .filter(row -> Double.parseDouble(row[2]) > from && Double.parseDouble(row[2]) < to)
            .mapToDouble(row -> Double.parseDouble(row[3]) - at(truth, Double.parseDouble(row[2])))
            .map(off -> off * off)
            .average()
            .orElseThrow());
  }

  private static double at(TreeMap<Double, Double> truth, double radius) {
    var below = truth.floorEntry(radius);
    var above = truth.higherEntry(radius);
    double part = (radius - below.getKey()) / (above.getKey() - below.getKey());
    return below.getValue() + part * (above.getValue() - below.getValue());
  }

  private Rows() {}
}
