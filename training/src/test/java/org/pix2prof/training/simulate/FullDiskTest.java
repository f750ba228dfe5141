// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Messages of a full disk name the file that cannot be written. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  @TempDir private Path directory;

  /** Writes to a device that is always full. */
  private void names(String file, Executable simulation) throws IOException {
    Path full = Files.createSymbolicLink(directory.resolve(file), Path.of("/dev/full"));
    IOException e = assertThrows(IOException.class, simulation);
    assertTrue(e.getMessage().startsWith("cannot write " + full + ": "), e.getMessage());
    Files.delete(full);
  }

  @Test
  void namesFileOfSimulation() throws IOException {
    SimulationWriter writer =
        new SimulationWriter(new Simulator(2, SurveyModel.SDSS), directory, List.of());
    names("truth.csv.partial", () -> writer.write(1, 1, done -> {}));
    names("sim-2-000000.fits", () -> writer.write(1, 1, done -> {}));
  }

  @Test
  void namesFileOfFrames() throws IOException {
    FrameSimulation frames =
        new FrameSimulation(
            5,
            1,
            1,
            List.of(SurveyModel.SDSS.bands().get(1)),
            OptionalDouble.of(1.3),
            new FrameGeometry(240, 180, 60, 40));
    String frame = frames.frames().get(0).name("r") + FrameFile.EXTENSION;
    for (String name : List.of("catalog.csv", "truth.csv.partial", frame)) {
      names(name, () -> frames.write(directory, 1, done -> {}));
    }
  }
}
