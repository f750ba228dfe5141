// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.tables.TableReader;
import org.pix2prof.tables.TableRecord;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.SurfaceBrightnessProfile;

class VoTableTest {
  @TempDir Path directory;

  private Path write() throws IOException {
    Path file = directory.resolve("profiles.vot");
    FileIO.Sink<SurfaceBrightnessProfile> sink = Format.VOTABLE.sink();
    try (WritableByteChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      sink.open(channel);
      for (SurfaceBrightnessProfile profile : TestProfiles.ALL) {
        sink.write(profile);
      }
      sink.flush();
    }
    return file;
  }

  private static List<TableRecord> read(Path file) throws IOException {
    List<TableRecord> records = new ArrayList<>();
    try (TableReader reader = Format.VOTABLE.reader(FileChannel.open(file), "profiles.vot")) {
      for (Optional<TableRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    List<TableRecord> records = read(write());
    assertEquals(TestProfiles.ALL.size(), records.size());
    for (int i = 0; i < records.size(); i++) {
      SurfaceBrightnessProfile expected = TestProfiles.ALL.get(i);
      SurfaceBrightnessProfile profile = ProfileRecords.profile(records.get(i));
      assertEquals(
          expected.toBuilder()
              .setWcs(Optional.empty())
              .setPosition(expected.skyPosition())
              .setSkyAngles(expected.paSkyDeg())
              .build(),
          profile);
    }
    float[] within = records.get(2).float32s("mag_within").orElseThrow();
    assertEquals(TestProfiles.ELLIPSES.magnitudeWithin().orElseThrow()[1], within[1]);
  }

  @Test
  void fieldsHaveUnitUcdAndDescription() throws IOException {
    String text = Files.readString(write());
    assertTrue(
        text.contains(
            "<FIELD name=\"mu\" datatype=\"float\" arraysize=\"*\" unit=\"mag/arcsec**2\""
                + " ucd=\"phot.mag.sb\"><DESCRIPTION>Surface brightness of each sample<"),
        text);
    assertTrue(text.contains("unit=\"arcsec**-2\" ucd=\"phot.flux.sb\""), text);
    assertTrue(text.contains("ucd=\"pos.eq.ra;meta.main\""), text);
    assertTrue(text.contains("<TD>a &quot;b&quot;, c</TD>"), text);
  }

  @Test
  void truncatedFileIsAnError() throws IOException {
    Path file = write();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 60));
    String message = assertThrows(IOException.class, () -> read(file)).getMessage();
    assertTrue(message.startsWith("profiles.vot, row 2: the VOTable cannot be parsed"), message);
  }

  @Test
  void otherTableIsAnError() throws IOException {
    Path file = directory.resolve("other.vot");
    Files.writeString(
        file,
        "<VOTABLE><RESOURCE><TABLE><FIELD name=\"a\" datatype=\"int\"/><DATA><TABLEDATA/></DATA>"
            + "</TABLE></RESOURCE></VOTABLE>",
        StandardCharsets.UTF_8);
    String message = assertThrows(IOException.class, () -> read(file)).getMessage();
    assertTrue(message.contains("no column object_id"), message);
  }
}
