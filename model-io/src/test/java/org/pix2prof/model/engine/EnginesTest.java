// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnginesTest {

  @Test
  void engineIsOfflineWithOneThreadPerCaller() {
    assertEquals("PyTorch", Engines.engine().getEngineName());
    assertEquals("true", System.getProperty("ai.djl.offline"));
    assertEquals("true", System.getProperty("OPT_OUT_TRACKING"));
    assertEquals(Integer.getInteger(Engines.THREADS), JniUtils.getNumThreads());
    assertEquals(1, JniUtils.getNumThreads());
  }

  @Test
  void namesMissingNativeLibrary() {
    RuntimeException failure = new IllegalStateException("Failed to download");
    String missing = Engines.reason(failure, false);
    assertTrue(missing.contains("add ai.djl.pytorch:pytorch-native-cpu"), missing);
    assertTrue(Engines.reason(failure, true).endsWith(": Failed to download"));
  }

  @Test
  void findsDevices() {
    assertEquals(Device.cpu(), Engines.device("cpu"));
    int gpus = Engines.engine().getGpuCount();
    assertEquals(gpus > 0 ? Device.gpu(0) : Device.cpu(), Engines.device("auto"));
    assumeTrue(gpus > 0);
    assertEquals(Device.gpu(0), Engines.device("gpu"));
    assertEquals(Device.gpu(gpus - 1), Engines.device("gpu:" + (gpus - 1)));
  }

  @Test
  void rejectsMissingGpu() {
    int gpus = Engines.engine().getGpuCount();
    String option = "gpu:" + gpus;
    String message =
        assertThrows(IllegalArgumentException.class, () -> Engines.device(option)).getMessage();
    assertTrue(message.startsWith("device " + option + ": the engine sees "), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GPU", "cuda", "gpu:", "gpu:-1", "gpu0", "gpu:99999999999"})
  void rejectsOtherDeviceNames(String option) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Engines.device(option)).getMessage();
    assertEquals("device must be auto, cpu, gpu or gpu:N, not '" + option + "'", message);
  }

  @Test
  void namesTheDirectoryOfAFullDisk() {
    String message =
        Engines.failure(
            new IllegalStateException(
                "Failed to extract PyTorch native library",
                new java.io.IOException("No space left on device")));
    assertTrue(message.contains(": No space left on device (its native library"), message);
    assertTrue(message.contains("pytorch; the environment variable DJL_CACHE_DIR"), message);
  }

  @Test
  void unpacksIntoPrivateDirectoryWithoutHome(@TempDir Path temporary) throws Exception {
    Path home = Files.createDirectory(temporary.resolve("home"));
    assertEquals(Optional.empty(), Engines.privateCache(home.toString(), temporary.toString()));
    Path cache = temporary.resolve("pix2prof-natives-" + System.getProperty("user.name"));
    for (String mode : new String[] {"rwx------", "rwxrwxrwx"}) {
      if (Files.exists(cache)) {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(mode));
      }
      assertEquals(Optional.of(cache), Engines.privateCache("/none", temporary.toString()));
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
    }
    Files.delete(cache);
    Files.createSymbolicLink(cache, home);
    IOException e =
        assertThrows(IOException.class, () -> Engines.privateCache("/none", temporary.toString()));
    assertTrue(e.getMessage().startsWith(cache + " is a link, "), e.getMessage());
    assertTrue(e.getMessage().endsWith("environment variable DJL_CACHE_DIR"), e.getMessage());
  }
}
