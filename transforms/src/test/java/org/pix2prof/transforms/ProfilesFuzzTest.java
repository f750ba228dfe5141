// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.io.FileIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pix2prof.internal.references.ProfileTable;
import org.pix2prof.model.fuzz.Fuzz;
import org.pix2prof.tables.TableReader;
import org.pix2prof.tables.TableRecord;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Checks that errors of damaged tables of profiles name the file. */
@Tag("slow")
class ProfilesFuzzTest {
  @TempDir Path directory;

  private static byte[] written(Format format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FileIO.Sink<SurfaceBrightnessProfile> sink = format.sink();
    try (WritableByteChannel channel = Channels.newChannel(bytes)) {
      sink.open(channel);
      for (SurfaceBrightnessProfile profile : TestProfiles.ALL) {
        sink.write(profile);
      }
      sink.flush();
    }
    return bytes.toByteArray();
  }

  private static void read(Path file, Format format) throws IOException {
    try (TableReader reader = format.reader(FileChannel.open(file), file.toString())) {
      for (Optional<TableRecord> row = reader.next(); row.isPresent(); row = reader.next()) {
        ReadProfiles.profile(row.get(), file.toString(), 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void profiles(Format format) throws Exception {
    Path file = directory.resolve("profiles" + format.suffix());
    Fuzz.run(
        bytes -> {
          Files.write(file, bytes);
          try {
            read(file, format);
          } catch (IOException e) {
            assertTrue(e.getMessage().contains(file.toString()), e.toString());
          }
        },
        written(format));
  }

  @Test
  void references() {
    Path file = directory.resolve("truth.csv");
    String csv =
        """
        object_id,band,radius_arcsec,mu,ellipticity,pa_deg_ccw_from_x,mag_total
        a,r,0.5,20.25,0.1,30,15
        a,r,1.5,21.25,0.2,31,15
        "b, c",g,0.5,nan,,,16
        """;
    Fuzz.run(
        bytes -> {
          Files.write(file, bytes);
          try {
            ProfileTable.read(file.toString());
          } catch (IOException e) {
            assertTrue(e.getMessage().contains(file.toString()), e.toString());
          }
        },
        csv.getBytes(StandardCharsets.UTF_8));
  }
}
