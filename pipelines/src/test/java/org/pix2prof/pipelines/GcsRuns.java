// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.pix2prof.pipelines.gcs.FakeGcs;

/** Runs {@code caption} on objects of a {@link FakeGcs} and on the same local files. */
final class GcsRuns {
  private static final int MASK_SIDE = 1024;

  private GcsRuns() {}

  /**
   * Writes the inputs: the galaxies of {@code examples/data}, one of them again in a file too large
   * for a single read, and a file that is not FITS.
   */
  static void writeInputs(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path data = Path.of("../examples/data");
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".fits.gz")).toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    Files.write(directory.resolve("large.fits"), withMask(data.resolve("sim-2010-000003.fits.gz")));
    Files.writeString(directory.resolve("notes.fits"), "no FITS file at all");
  }

  /** Returns the image, followed by a mask of 4 MiB, which is skipped. */
  private static byte[] withMask(Path image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(image))) {
      in.transferTo(bytes);
    }
    String side = String.format("%20d", MASK_SIDE);
    List<String> cards =
        List.of(
            "XTENSION= 'IMAGE   '",
            "BITPIX  =                   32",
            "NAXIS   =                    2",
            "NAXIS1  = " + side,
            "NAXIS2  = " + side,
            "PCOUNT  =                    0",
            "GCOUNT  =                    1",
            "EXTNAME = 'MASK    '",
            "END");
    StringBuilder header = new StringBuilder();
    cards.forEach(card -> header.append(String.format("%-80s", card)));
    bytes.writeBytes(String.format("%-2880s", header).getBytes(StandardCharsets.US_ASCII));
    int data = MASK_SIDE * MASK_SIDE * Integer.BYTES;
    bytes.writeBytes(new byte[(data + 2879) / 2880 * 2880]);
    return bytes.toByteArray();
  }

  /** Uploads all files of a directory to a bucket. */
  static void upload(FakeGcs gcs, Path directory, String bucket, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        gcs.put(bucket, prefix + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  /** Returns the options of the server; batches of one image give the same digits. */
  static List<String> options(FakeGcs gcs) {
    return List.of(
        "--gcsEndpoint=" + gcs.endpoint(),
        "--credentialFactoryClass=" + NoopCredentialFactory.class.getName(),
        "--project=p",
        "--batchSize=1");
  }

  static Cli caption(FakeGcs gcs, String... more) {
    List<String> args = new ArrayList<>(List.of("caption"));
    args.addAll(options(gcs));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** Counts the rows of CSV files, without headers and the source column. */
  static TreeMap<String, Integer> rows(Stream<byte[]> files) {
    TreeMap<String, Integer> rows = new TreeMap<>();
    files
        .flatMap(file -> new String(file, StandardCharsets.UTF_8).lines().skip(1))
        .map(row -> row.replaceFirst("^(([^,]*,){5})[^,]*,", "$1"))
        .forEach(row -> rows.merge(row, 1, Integer::sum));
    return rows;
  }

  /** Returns the records of JSON, Avro or Parquet files as text, without the source directory. */
  static TreeMap<String, Integer> records(Stream<byte[]> files, String format) {
    TreeMap<String, Integer> records = new TreeMap<>();
    files
        .flatMap(
            file ->
                switch (format) {
                  case "avro" -> avro(file);
                  case "parquet" -> parquet(file);
                  default -> new String(file, StandardCharsets.UTF_8).lines();
                })
        .map(record -> record.replaceAll("(gs:/)?/[^\" ]*/", ""))
        .forEach(record -> records.merge(record, 1, Integer::sum));
    return records;
  }

  private static Stream<String> avro(byte[] file) {
    List<String> records = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
      reader.forEach(record -> records.add(record.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records.stream();
  }

  private static Stream<String> parquet(byte[] file) {
    List<String> records = new ArrayList<>();
    try {
      Path local = Files.write(Files.createTempFile("profiles", ".parquet"), file);
      try (ParquetReader<GenericRecord> reader =
          AvroParquetReader.<GenericRecord>builder(new LocalInputFile(local)).build()) {
        for (GenericRecord record = reader.read(); record != null; record = reader.read()) {
          records.add(record.toString());
        }
      } finally {
        Files.delete(local);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records.stream();
  }

  /** Returns the contents of matching objects. */
  static Stream<byte[]> objects(FakeGcs gcs, String bucket, String prefix, String suffix) {
    return gcs.names(bucket, prefix).stream()
        .filter(name -> name.endsWith(suffix))
        .map(name -> gcs.get(bucket, name).orElseThrow());
  }

  /** Returns the contents of matching files of a directory. */
  static Stream<byte[]> files(Path directory, String prefix, String suffix) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix) && name.endsWith(suffix)) {
          contents.add(Files.readAllBytes(file));
        }
      }
    }
    return contents.stream();
  }
}
