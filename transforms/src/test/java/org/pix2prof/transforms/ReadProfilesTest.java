// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.transforms.TestProfiles.ALL;
import static org.pix2prof.transforms.TestProfiles.ELLIPSES;
import static org.pix2prof.transforms.TestProfiles.PLAIN;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.tables.TableReader;
import org.pix2prof.tables.TableRecord;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

class ReadProfilesTest {
  private static final Set<Format> SAMPLES = Set.of(Format.CSV, Format.ECSV);

  @TempDir Path directory;

  private Path file(String name, Format format, List<SurfaceBrightnessProfile> profiles)
      throws IOException {
    Path file = directory.resolve(name + format.suffix());
    FileIO.Sink<SurfaceBrightnessProfile> sink = format.sink();
    try (OutputStream out = Files.newOutputStream(file);
        WritableByteChannel channel = Channels.newChannel(out)) {
      sink.open(channel);
      for (SurfaceBrightnessProfile profile : profiles) {
        sink.write(profile);
      }
      sink.flush();
    }
    return file;
  }

  private static List<SurfaceBrightnessProfile> read(Path file, Format format) throws IOException {
    List<SurfaceBrightnessProfile> profiles = new ArrayList<>();
    try (TableReader reader = format.reader(FileChannel.open(file), file.toString())) {
      for (Optional<TableRecord> row = reader.next(); row.isPresent(); row = reader.next()) {
        profiles.add(ProfileRecords.profile(row.get()));
      }
    }
    return profiles;
  }

  /** Returns the parts of a profile that a format keeps. */
  private static SurfaceBrightnessProfile kept(SurfaceBrightnessProfile p, Format format) {
    SurfaceBrightnessProfile.Builder kept =
        SurfaceBrightnessProfile.builder()
            .setProvenance(p.provenance())
            .setModel(p.model())
            .setRadiusArcsec(p.radiusArcsec())
            .setMu(p.mu())
            .setMuErr(p.muErr())
            .setEllipticity(p.ellipticity())
            .setPaDeg(p.paDeg())
            .setSkyAngles(p.paSkyDeg())
            .setFlags(p.flags());
    return SAMPLES.contains(format)
        ? kept.build()
        : kept.setCentre(p.centre()).setPosition(p.skyPosition()).build();
  }

  private static List<SurfaceBrightnessProfile> kept(Format format) {
    return ALL.stream().map(profile -> kept(profile, format)).toList();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyFormatComesBack(Format format) throws IOException {
    assertEquals(kept(format), read(file("p", format, ALL), format));
    assertEquals(List.of(), read(file("none", format, List.of()), format));
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"CSV", "ECSV"})
  void readsTextWithoutTheColumnOfFlags(Format format) throws IOException {
    String old =
        Files.readString(file("p", format, List.of(PLAIN)))
            .replaceAll("(?m)^# - \\{name: flags.*\\n", "")
            .replaceAll(",(flags|pixel_scale_assumed padded)\\n", "\n");
    Path file = directory.resolve("old" + format.suffix());
    Files.writeString(file, old);
    assertEquals(
        List.of(kept(PLAIN, format).toBuilder().setFlags(Set.of()).build()), read(file, format));
  }

  /** Text readers skip lines that begin with # and strip blanks outside quotes. */
  @ParameterizedTest
  @EnumSource(Format.class)
  void namesWithHashesAndBlanksComeBack(Format format) throws IOException {
    // XML has no form feed.
    String formFeed = format == Format.VOTABLE ? "a b" : "a\fb";
    List<SurfaceBrightnessProfile> odd =
        Stream.of("#12", " #12", " padded  ", "\ttab\t", "\u00a0x", "a\u2028b", formFeed, " ")
            .map(ReadProfilesTest::other)
            .toList();
    assertEquals(odd, read(file("p", format, odd), format));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void separatesConsecutiveProfilesOfOneImage(Format format) throws IOException {
    List<SurfaceBrightnessProfile> twice = List.of(kept(PLAIN, format), kept(PLAIN, format));
    assertEquals(twice, read(file("p", format, twice), format));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void namesATruncatedFile(Format format) throws IOException {
    Path file = file("p", format, ALL);
    byte[] bytes = Files.readAllBytes(file);
    int less = format == Format.FITS ? 2800 : 20; // A FITS file ends in padding.
    Files.write(file, Arrays.copyOf(bytes, bytes.length - less));
    IOException e = assertThrows(IOException.class, () -> read(file, format));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void namesAFileOfAnotherFormat(Format format) throws IOException {
    Format other = format == Format.AVRO ? Format.PARQUET : Format.AVRO;
    Path file = file("p", other, ALL);
    IOException e = assertThrows(IOException.class, () -> read(file, format));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void reportsTheMissingColumnOfAnotherTable(Format format) throws IOException {
    Path file = directory.resolve("p_structure" + format.suffix());
    FileIO.Sink<GalaxyStructure> sink = format.sink(StructureRecords.TABLE, StructureRecords.TABLE);
    try (OutputStream out = Files.newOutputStream(file);
        WritableByteChannel channel = Channels.newChannel(out)) {
      sink.open(channel);
      sink.write(GalaxyStructure.of(ALL.get(0)));
      sink.flush();
    }

    IOException e = assertThrows(IOException.class, () -> read(file, format));

    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    // A line of JSON has no columns.
    String missing = format == Format.JSON ? "no radius_arcsec" : "no column radius_arcsec";
    assertTrue(e.getMessage().contains(missing), e.getMessage());
  }

  @Test
  void readsAllFilesOfAPrefixAndNothingElse() throws IOException {
    SurfaceBrightnessProfile other = other("NGC9");
    file("p-00000-of-00002", Format.CSV, List.of(kept(PLAIN, Format.CSV)));
    file("p-00001-of-00002", Format.CSV, List.of(other));
    file("p_structure-00000-of-00001", Format.CSV, List.of(other));
    file("p-more-00000-of-00001", Format.CSV, List.of(other));
    Files.writeString(directory.resolve("p-run.json"), "{}");
    Pipeline pipeline = Pipeline.create();
    PAssert.that(pipeline.apply(ReadProfiles.create().from(directory.resolve("p").toString())))
        .containsInAnyOrder(kept(PLAIN, Format.CSV), other);
    pipeline.run().waitUntilFinish();
  }

  /** Reads in a pipeline. */
  private static void readBack(Path from) throws IOException {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(ReadProfiles.create().from(from.toString()));
    try {
      pipeline.run().waitUntilFinish();
    } catch (Pipeline.PipelineExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Writes the record of a run; a null checksum is omitted. */
  private void record(String sha256, Path... files) throws IOException {
    StringBuilder list = new StringBuilder();
    for (Path file : files) {
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"name\":\"" + file.getFileName() + "\",\"table\":\"profiles\",\"bytes\":")
          .append(Files.size(file) + ",\"sha256\":" + sha256 + "}");
    }
    Files.writeString(directory.resolve("p.run"), "{\"started\":\"now\",\"files\":[" + list + "]}");
  }

  @Test
  void refusesFilesOfAnotherRun() throws IOException {
    Path first = file("p-00000-of-00002", Format.CSV, List.of(other("a")));
    Path second = file("p-00001-of-00002", Format.CSV, List.of(other("b")));
    record(null, first, second);
    readBack(directory.resolve("p"));

    record(null, first);
    IOException e = assertThrows(IOException.class, () -> readBack(directory.resolve("p")));
    assertEquals(
        "the files are of several runs: "
            + second
            + " is not of the run that "
            + directory.resolve("p.run")
            + " records",
        e.getMessage());

    record(null, first, second);
    file("p-00001-of-00002", Format.CSV, List.of(other("longer")));
    e = assertThrows(IOException.class, () -> readBack(directory.resolve("p")));
    assertTrue(e.getMessage().startsWith(second + " has changed since the run"), e.getMessage());
    assertTrue(e.getMessage().contains(" bytes, not "), e.getMessage());

    record("\"" + "0".repeat(64) + "\"", first, second);
    e = assertThrows(IOException.class, () -> readBack(directory.resolve("p")));
    assertTrue(e.getMessage().contains("its SHA-256 differs"), e.getMessage());
  }

  @Test
  void ignoresARecordOfOtherFiles() throws IOException {
    Path json = file("p-00000-of-00001", Format.JSON, List.of(other("a")));
    record(null, json);
    Files.move(json, directory.resolve("elsewhere"));
    Path csv = file("p-00000-of-00001", Format.CSV, List.of(other("b")));
    readBack(csv);
    Files.writeString(directory.resolve("p.run"), "no record at all");
    readBack(csv);
    // Characters of 32 bits, one of which does not exist.
    Files.write(directory.resolve("p.run"), new byte[] {0, 0, 0, '{', 0x7f, -1, -1, -1});
    readBack(csv);
  }

  @Test
  void refusesFilesOfAnInterruptedReplacement() throws IOException {
    Path csv = file("p-00000-of-00001", Format.CSV, List.of(other("a")));
    Path staging =
        Files.createDirectory(directory.resolve(".p-01234567-89ab-cdef-0123-456789abcdef"));
    Files.createFile(staging.resolve(ReadProfiles.REPLACING));
    for (Path path : List.of(csv, directory.resolve("p"), directory.resolve("p-*.csv"))) {
      IOException e = assertThrows(IOException.class, () -> readBack(path));
      assertTrue(
          e.getMessage().startsWith("the files of " + directory + "/p may be of several runs"),
          e.getMessage());
    }
    record(null, csv); // Written last, so it is complete.
    readBack(csv);

    Files.delete(directory.resolve("p.run"));
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(List.of(other("b"))).withCoder(SurfaceBrightnessProfileCoder.of()))
        .apply(WriteProfiles.create().to(directory.resolve("p").toString()));
    pipeline.run().waitUntilFinish();
    readBack(csv);
  }

  @Test
  void readsAPatternInTheGivenFormat() throws IOException {
    Files.move(file("a", Format.JSON, List.of(PLAIN)), directory.resolve("a.jsonl"));
    Files.move(file("b", Format.JSON, List.of(other("b"))), directory.resolve("b.jsonl"));
    Pipeline pipeline = Pipeline.create();
    PAssert.that(
            pipeline.apply(
                ReadProfiles.create()
                    .withFormat(Format.JSON)
                    .from(directory.resolve("*.jsonl").toString())))
        .containsInAnyOrder(PLAIN, other("b"));
    pipeline.run().waitUntilFinish();
  }

  private static SurfaceBrightnessProfile other(String id) {
    return SurfaceBrightnessProfile.builder()
        .setProvenance(Provenance.of(id, Optional.empty(), id + ".fits", 0))
        .setModel("m")
        .setRadiusArcsec(new float[] {1})
        .setMu(new float[] {2})
        .setMuErr(Optional.empty())
        .setFlags(Set.of())
        .build();
  }

  @Test
  void readsIncompleteSetsOfWindowFiles() throws IOException {
    String window = "p-20260101T000000.000Z-20260101T001000.000Z-";
    file(window + "00001-of-00004", Format.CSV, List.of());
    file(window + "1-00003-of-00004", Format.CSV, List.of());
    assertEquals(2, found("p", Optional.empty()).size());
  }

  private List<ProfileFiles.Found> found(String name, Optional<Format> format) throws IOException {
    return ProfileFiles.find(directory.resolve(name).toString(), format);
  }

  private String refused(String name, Optional<Format> format) {
    return assertThrows(Exception.class, () -> found(name, format))
        .getMessage()
        .replace(directory + "/", "");
  }

  @Test
  void namesMissingFiles() throws IOException {
    assertEquals(
        "no profiles at p: there is no file p-SSSSS-of-NNNNN.EXT", refused("p", Optional.empty()));
    assertEquals("no file matches p*", refused("p*", Optional.empty()));
    file("p-00000-of-00003", Format.CSV, List.of());
    file("p-00002-of-00003", Format.CSV, List.of());
    assertEquals(
        "the profiles at p are not complete: there is no file p-00001-of-00003.csv",
        refused("p", Optional.empty()));
    assertEquals(
        "no profiles at p: there is no file p-SSSSS-of-NNNNN.avro",
        refused("p", Optional.of(Format.AVRO)));
  }

  @Test
  void namesConflictingFormatsAndRuns() throws IOException {
    file("p-00000-of-00001", Format.CSV, List.of());
    file("p-00000-of-00001", Format.JSON, List.of());
    assertEquals(
        "the files of p are of several formats, .csv, .json; select one, for example p-*.csv",
        refused("p", Optional.empty()));
    assertEquals(1, found("p", Optional.of(Format.CSV)).size());
    file("p-00000-of-00002", Format.CSV, List.of());
    assertEquals(
        "the files of p are of several runs: -of-00001, -of-00002",
        refused("p", Optional.of(Format.CSV)));
    Files.writeString(directory.resolve("p.txt"), "");
    assertEquals(
        "the name of p.txt has no extension of a format", refused("p.txt", Optional.empty()));
  }

  @Test
  void refusesBatchAndWindowFilesOfOnePrefix() throws IOException {
    file("p-00000-of-00001", Format.CSV, List.of());
    file("p-20260101T000000.000Z-20260101T001000.000Z-0-00000-of-00001", Format.CSV, List.of());
    assertEquals(
        "the files of p are of several runs: 1 are of windows, the others of a batch job,"
            + " p-SSSSS-of-00001.csv",
        refused("p", Optional.empty()));
  }

  private void assertCsvFails(String expected, String... lines) throws IOException {
    Path file = directory.resolve("x.csv");
    Files.writeString(file, String.join("\n", lines) + "\n");
    IOException e = assertThrows(IOException.class, () -> read(file, Format.CSV));
    assertEquals(file + expected, e.getMessage());
  }

  @Test
  void csvErrorsNameTheRow() throws IOException {
    String header =
        "object_id,band,radius_arcsec,mu,mu_err,source,hdu,model,ellipticity,pa_deg,"
            + "pa_sky_deg,intensity,intensity_err,mu_limit,masked_fraction,flags";
    assertCsvFails(
        ": the header line has no column mu; expected " + header, "object_id,radius_arcsec");
    assertCsvFails(
        ", row 3: 2 cells; expected 16, as the header line has",
        header,
        "a,r,1,20,0.1,s,0,m,,,,,,,,",
        "a,r");
    assertCsvFails(
        ", row 2: mu is 'faint'; expected a number", header, "a,r,1,faint,0.1,s,0,m,,,,,,,,");
    assertCsvFails(
        ", row 2: hdu is '1.5'; expected a whole number", header, "a,r,1,2,0.1,s,1.5,m,,,,,,,,");
    assertCsvFails(
        ", row 2: radius_arcsec is ''; expected a number", header, "a,r,,20,,s,0,m,,,,,,,,");
  }

  @Test
  void emptyCellsOfCsvAreUndefined() throws IOException {
    Path file = directory.resolve("x.csv");
    Files.writeString(
        file,
        """
        object_id,band,radius_arcsec,mu,mu_err,source,hdu,model
        a,r,1,20,0.1,s,0,m
        a,r,2,,,s,0,m
        """);
    SurfaceBrightnessProfile profile = read(file, Format.CSV).get(0);
    assertArrayEquals(new float[] {20, Float.NaN}, profile.mu());
    assertArrayEquals(new float[] {0.1f, Float.NaN}, profile.muErr().orElseThrow());
  }

  private static final SurfaceBrightnessProfile MEASURED =
      ELLIPSES.toBuilder()
          .setMu(new float[] {20, Float.NaN})
          .setMuErr(Optional.of(new float[] {0.01f, Float.NaN}))
          .setZeroPoint(OptionalDouble.of(22.5))
          .setSky(Optional.of(new SkyLevel(100.25, 0, 0, 0.5, 4)))
          .setPhotometry(
              Optional.of(
                  new IsophotePhotometry(
                      new float[] {10, -0.25f},
                      new float[] {0.1f, 0.2f},
                      new float[] {0, 0.75f},
                      new float[] {1, 2},
                      new float[] {30, 40},
                      new IsophotePhotometry.Harmonics(
                          new float[] {1, 2},
                          new float[] {3, 4},
                          new float[] {5, 6},
                          new float[] {7, 8},
                          new float[] {9, 10},
                          new float[] {11, 12},
                          new float[] {13, Float.NaN},
                          new float[] {15, 16}))))
          .build();

  @ParameterizedTest
  @EnumSource(Format.class)
  void measurementsComeBack(Format format) throws IOException {
    SurfaceBrightnessProfile back = read(file("p", format, List.of(MEASURED)), format).get(0);
    assertArrayEquals(MEASURED.mu(), back.mu());
    assertArrayEquals(MEASURED.muErr().orElseThrow(), back.muErr().orElseThrow());
    assertArrayEquals(MEASURED.paSkyDeg().orElseThrow(), back.paSkyDeg().orElseThrow());
    IsophotePhotometry expected = MEASURED.photometry().orElseThrow();
    IsophotePhotometry photometry = back.photometry().orElseThrow();
    assertArrayEquals(expected.intensity(), photometry.intensity());
    assertArrayEquals(expected.intensityErr(), photometry.intensityErr());
    assertArrayEquals(expected.maskedFraction(), photometry.maskedFraction());
    if (!SAMPLES.contains(format)) {
      assertEquals(expected, photometry);
      assertEquals(MEASURED.zeroPoint(), back.zeroPoint());
      assertEquals(MEASURED.sky(), back.sky());
      assertArrayEquals(MEASURED.muLimit().orElseThrow(), back.muLimit().orElseThrow());
    }
  }

  @Test
  void readsEcsvAsAstropyWritesIt() throws IOException {
    Path file = directory.resolve("x.ecsv");
    Files.writeString(
        file,
        """
        # %ECSV 1.0
        # ---
        # datatype:
        # - {name: object_id, datatype: string}
        # schema: astropy-2.0
        object_id radius_arcsec mu mu_err source hdu model
        b 1.0 nan inf "my b.fits" 0 m
        c 1.0 2.0 "" c.fits 0 m
        """);
    List<SurfaceBrightnessProfile> profiles = read(file, Format.ECSV);
    assertEquals("my b.fits", profiles.get(0).provenance().source());
    assertTrue(Float.isNaN(profiles.get(0).mu()[0]));
    assertEquals(Float.POSITIVE_INFINITY, profiles.get(0).muErr().orElseThrow()[0]);
    assertEquals(Optional.empty(), profiles.get(1).muErr());
    Files.writeString(file, "object_id\n");
    IOException e = assertThrows(IOException.class, () -> read(file, Format.ECSV));
    assertEquals(file + " is no ECSV: it does not begin with # %ECSV 1.0", e.getMessage());
  }

  @Test
  void csvMayHaveMoreOrFewerColumns() throws IOException {
    Path file = directory.resolve("x.csv");
    Files.writeString(
        file,
        """
        note,hdu,source,model,mu,radius_arcsec,object_id
        x,0,b.fits,m,2,1,b
        """);
    SurfaceBrightnessProfile p = other("b");
    assertEquals(List.of(p), read(file, Format.CSV));
  }

  @Test
  void needsSomethingToRead() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Pipeline.create().apply(ReadProfiles.create()));
    assertTrue(e.getMessage().contains("from(prefix)"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> ReadProfiles.create().from(""));
    e = assertThrows(IllegalArgumentException.class, () -> ReadProfiles.create().from("out/"));
    assertEquals(
        "profiles to read are a prefix such as out/profiles, a file or a glob, not the directory"
            + " 'out/'",
        e.getMessage());
  }

  @Test
  void displaysItsSettings() {
    DisplayData display =
        DisplayData.from(ReadProfiles.create().from("out/p").withFormat(Format.AVRO));
    List<String> values =
        display.asMap().values().stream()
            .map(item -> item.getKey() + "=" + item.getValue())
            .toList();
    assertTrue(values.containsAll(List.of("from=out/p", "format=AVRO")), values.toString());
  }
}
