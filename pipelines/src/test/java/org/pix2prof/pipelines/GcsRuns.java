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

/**
 * Runs of {@code caption} on objects of a {@link FakeGcs} and on the same files of this machine.
 */
final class GcsRuns {
  private static final int MASK_SIDE = 1024;

  private GcsRuns() {}

  /**
   * Writes galaxies that the model knows: those of {@code examples/data}, one of them once more in
   * a file too large to be read at one go, and a file that is no FITS.
   */
  static void writeInputs(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path data = Path.of("../examples/data");
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".fits.gz")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.write(folder.resolve("large.fits"), withMask(data.resolve("sim-2010-000003.fits.gz")));
    Files.writeString(folder.resolve("notes.fits"), "no FITS file at all");
  }

  /** The image, and after it a mask of 4 MiB that is passed over. */
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

  /** Puts every file of a folder into a bucket. */
  static void upload(FakeGcs gcs, Path folder, String bucket, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        gcs.put(bucket, prefix + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  /** The options by which Beam finds the server; one image at a time gives the same digits. */
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

  /** All rows of CSV files, without headers and the source column, each with how often it is. */
  static TreeMap<String, Integer> rows(Stream<byte[]> files) {
    TreeMap<String, Integer> rows = new TreeMap<>();
    files
        .flatMap(file -> new String(file, StandardCharsets.UTF_8).lines().skip(1))
        .map(row -> row.replaceFirst("^(([^,]*,){5})[^,]*,", "$1"))
        .forEach(row -> rows.merge(row, 1, Integer::sum));
    return rows;
  }

  /** All records of JSON, Avro or Parquet files, as text without the folder of the source. */
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

  /** The contents of the objects whose names match. */
  static Stream<byte[]> objects(FakeGcs gcs, String bucket, String prefix, String suffix) {
    return gcs.names(bucket, prefix).stream()
        .filter(name -> name.endsWith(suffix))
        .map(name -> gcs.get(bucket, name).orElseThrow());
  }

  /** The contents of the files of a folder whose names match. */
  static Stream<byte[]> files(Path folder, String prefix, String suffix) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
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
