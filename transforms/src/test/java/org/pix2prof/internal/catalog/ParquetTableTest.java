// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pix2prof.model.fuzz.Fuzz;
import org.pix2prof.tables.ReadingChannel;

class ParquetTableTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message galaxies {
            repeated float flux;
            optional int64 id;
            required int64 unsigned (INTEGER(64,false));
            required int32 small (INTEGER(32,false));
            required binary name (STRING);
            required int64 decimal (DECIMAL(18,0));
            required fixed_len_byte_array(9) wide (DECIMAL(20,0));
            required int96 time;
            required fixed_len_byte_array(2) bytes;
            required boolean flag;
            optional double ra;
            required float dec;
          }
          """);

  @TempDir Path directory;

  private Path write(CompressionCodecName codec, int rows) throws IOException {
    Path file = directory.resolve("c.dat");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withCompressionCodec(codec)
            .withRowGroupSize(20_000L)
            .withPageSize(1000)
            .build()) {
      for (int i = 0; i < rows; i++) {
        writer.write(row(i));
      }
    }
    return file;
  }

  private static Group row(int i) {
    Group row = new SimpleGroup(SCHEMA);
    row.add("flux", 1.5f);
    row.add("flux", 2.5f);
    if (i != 1) {
      row.add("id", 1237648720142401611L + i);
    }
    row.add("unsigned", -1L - i);
    row.add("small", -1 - i);
    row.add("name", "NGC " + i);
    row.add("decimal", 123456789012345678L + i);
    byte[] wide = new byte[9];
    Arrays.fill(wide, 1, 9, (byte) 0xff);
    wide[8] -= (byte) i;
    row.add("wide", Binary.fromConstantByteArray(wide));
    row.add("time", Binary.fromConstantByteArray(new byte[12]));
    row.add("bytes", Binary.fromConstantByteArray(new byte[2]));
    row.add("flag", true);
    if (i != 2) {
      row.add("ra", i * 0.5);
    }
    row.add("dec", -0.25f);
    return row;
  }

  private static Rows read(Path file, CatalogOptions options) throws Exception {
    return Rows.of(Files.newByteChannel(file), Files.size(file), options);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY"})
  void damagedFilesGiveBadRecords(CompressionCodecName codec) throws Exception {
    byte[] file = Files.readAllBytes(write(codec, 60));
    Path damaged = directory.resolve("damaged");
    Fuzz.run(bytes -> read(Files.write(damaged, bytes), CatalogOptions.defaults()), file);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"})
  void readsTheColumnsOfEveryRowGroup(CompressionCodecName codec) throws Exception {
    Rows rows = read(write(codec, 600), CatalogOptions.defaults());

    assertEquals(598, rows.positions.size());
    assertEquals("1 1237648720142401611 0.0 -0.25", rows.described().get(0));
    assertEquals("600 1237648720142402210 299.5 -0.25", rows.described().get(597));
    assertEquals(
        List.of(
            "2 no_id: row 2: no value in column id",
            "3 bad_position: row 3: no value in column ra"),
        rows.problems);
  }

  @ParameterizedTest
  @CsvSource({
    "unsigned, 18446744073709551615, 18446744073709551614",
    "small, 4294967295, 4294967294",
    "name, NGC 0, NGC 1",
    "decimal, 123456789012345678, 123456789012345679",
    "wide, 18446744073709551615, 18446744073709551614",
    "flag, true, true"
  })
  void identifiersOfEveryType(String column, String first, String second) throws Exception {
    Rows rows =
        read(write(CompressionCodecName.SNAPPY, 2), CatalogOptions.defaults().withIdColumn(column));

    assertEquals(List.of(first, second), rows.ids());
  }

  @ParameterizedTest
  @CsvSource({"flux, lists or records", "time, times", "bytes, bytes"})
  void refusesColumnsOfListsAndRecords(String column, String what) throws Exception {
    Rows rows =
        read(write(CompressionCodecName.SNAPPY, 2), CatalogOptions.defaults().withIdColumn(column));

    assertTrue(rows.problems.get(0).contains(" holds " + what + ";"), rows.problems.toString());
  }

  @Test
  void positionsWithinRecordsAreRead() throws Exception {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            """
            message objects {
              required int64 _healpix_29;
              required int64 id;
              optional group coord {
                optional group icrs {
                  required double ra;
                  optional double dec;
                }
                required double ra_error;
              }
              optional group lightcurve (LIST) {
                repeated group list {
                  optional double element;
                }
              }
            }
            """);
    Path file = directory.resolve("nested.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .build()) {
      for (int i = 0; i < 3; i++) {
        Group row = new SimpleGroup(schema).append("_healpix_29", 1L).append("id", (long) i);
        if (i < 2) {
          Group icrs = row.addGroup("coord").append("ra_error", 0.1).addGroup("icrs");
          icrs.append("ra", 150.5);
          if (i < 1) {
            icrs.append("dec", 2.5);
          }
        }
        row.addGroup("lightcurve").addGroup("list").append("element", 1.0);
        writer.write(row);
      }
    }
    CatalogOptions byPath =
        CatalogOptions.defaults().withRaColumn("coord.icrs.ra").withDecColumn("coord.icrs.dec");

    for (CatalogOptions options : List.of(byPath, CatalogOptions.defaults())) {
      Rows rows = read(file, options);
      assertEquals(List.of("1 0 150.5 2.5"), rows.described());
      assertEquals(
          List.of(
              "2 bad_position: row 2: no value in column coord.icrs.dec",
              "3 bad_position: row 3: no value in column coord.icrs.ra"),
          rows.problems);
    }
    assertEquals(
        List.of(
            "0 no_such_column: no column is called 'x'; the columns are '_healpix_29', 'id',"
                + " 'coord.icrs.ra', 'coord.icrs.dec', 'coord.ra_error', 'lightcurve'"),
        read(file, CatalogOptions.defaults().withIdColumn("x")).problems);
  }

  @Test
  void aFileWithoutRowsIsEmpty() throws Exception {
    Rows rows = read(write(CompressionCodecName.SNAPPY, 0), CatalogOptions.defaults());

    assertEquals(List.of("0 empty_catalog: the catalogue has no rows of data"), rows.problems);
  }

  @Test
  void aTruncatedFileIsBad() throws Exception {
    Path file = write(CompressionCodecName.SNAPPY, 600);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));

    Rows rows = read(file, CatalogOptions.defaults());

    assertEquals(1, rows.problems.size());
    assertTrue(
        rows.problems.get(0).startsWith("0 bad_parquet: the Parquet file cannot be read, or"),
        rows.problems.toString());
  }

  @Test
  void damagedDataAreBad() throws Exception {
    Path file = write(CompressionCodecName.GZIP, 600);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, bytes.length / 2, (byte) 0x55);
    Files.write(file, bytes);

    Rows rows = read(file, CatalogOptions.defaults());

    assertTrue(rows.problems.get(0).startsWith("0 bad_parquet: "), rows.problems.toString());
  }

  @Test
  void refusesCompressedParquetFiles() throws Exception {
    byte[] packed = Rows.gzip(Files.readAllBytes(write(CompressionCodecName.SNAPPY, 2)));

    assertEquals(
        List.of(
            "0 unsupported_compression: it is a compressed Parquet file; expected uncompressed"
                + " Parquet"),
        Rows.of(packed, CatalogOptions.defaults()).problems);
  }

  @Test
  void throwsIoErrors() throws Exception {
    Path file = write(CompressionCodecName.SNAPPY, 600);
    try (SeekableByteChannel channel = new Failing(Files.newByteChannel(file), 4)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> Rows.of(channel, Files.size(file), CatalogOptions.defaults()));
      assertEquals("gone", e.getMessage());
    }
  }

  /** A channel that fails after a number of reads. */
  private static final class Failing extends ReadingChannel {
    private int reads;

    Failing(SeekableByteChannel channel, int reads) {
      super(channel);
      this.reads = reads;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      if (reads-- <= 0) {
        throw new IOException("gone");
      }
      return channel.read(bytes);
    }
  }
}
