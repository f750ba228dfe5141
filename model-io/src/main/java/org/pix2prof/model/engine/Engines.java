// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pix2prof.model.internal.PrivateDirectory;

/**
 * Starts the engine once per JVM and finds devices. All code gets its engine here, so that the
 * settings below take effect before the native libraries load.
 *
 * <p>Nothing is downloaded, and telemetry is off. Each calling thread uses one intra-op thread,
 * because a pipeline already has a worker thread per core. The system property {@value #THREADS}
 * sets another number for the whole process.
 */
public final class Engines {
  /** System property: intra-op threads of each calling thread, for the whole process. */
  public static final String THREADS = "ai.djl.pytorch.num_threads";

  private static final String NAME = "PyTorch";

  /** Environment variable or system property: directory for DJL's native libraries. */
  private static final String CACHE = "DJL_CACHE_DIR";

  /** The same for the libraries of all engines. */
  private static final String ENGINE_CACHE = "ENGINE_CACHE_DIR";

  private static Engine engine;

  private Engines() {}

  /**
   * Returns the engine and loads it on first use.
   *
   * @return the PyTorch engine
   * @throws IllegalStateException if its native libraries are not on the class path or fail to load
   */
  public static synchronized Engine engine() {
    if (engine == null) {
      engine = start();
    }
    return engine;
  }

  /**
   * Creates a manager that owns native memory until it is closed.
   *
   * @param device device of its arrays
   * @return a new manager
   */
  public static NDManager newManager(Device device) {
    return engine().newBaseManager(device);
  }

  /**
   * Returns the device that an option names.
   *
   * @param option {@code auto} (the first GPU if any, else the CPU), {@code cpu}, {@code gpu} (the
   *     first) or {@code gpu:N}
   * @return the device
   * @throws IllegalArgumentException if the option is invalid, or this machine has no such GPU
   */
  public static Device device(String option) {
    if (!option.matches("auto|cpu|gpu(:[0-9]{1,4})?")) {
      throw new IllegalArgumentException(
          "device must be auto, cpu, gpu or gpu:N, not '" + option + "'");
    }
    if (option.equals("cpu")) {
      return Device.cpu();
    }
    int gpus = engine().getGpuCount();
    if (option.equals("auto")) {
      return gpus > 0 ? Device.gpu(0) : Device.cpu();
    }
    int index = option.equals("gpu") ? 0 : Integer.parseInt(option.substring("gpu:".length()));
    if (index >= gpus) {
      throw new IllegalArgumentException(
          "device "
              + option
              + ": the engine sees "
              + (gpus == 0 ? "no GPU" : gpus + " GPUs, numbered from 0")
              + " on this machine (a GPU also needs the CUDA build of the engine's natives)");
    }
    return Device.gpu(index);
  }

  /**
   * Describes engine and processor for messages and figures.
   *
   * @return engine, version and processor
   */
  public static String description() {
    return "PyTorch " + engine().getVersion() + ", " + Processor.name();
  }

  /**
   * Describes the settings that help if the engine computes wrong values.
   *
   * @return the last part of a sentence, with the environment variables
   */
  public static String remedy() {
    return "set the environment variables ONEDNN_MAX_CPU_ISA=AVX2 and ATEN_CPU_CAPABILITY=avx2, or"
        + " use another machine";
  }

  private static Engine start() {
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet(THREADS, "1");
    EngineLogs.silence();
    try {
      if (!isSet(CACHE) && !isSet(ENGINE_CACHE)) {
        privateCache(System.getProperty("user.home"), System.getProperty("java.io.tmpdir"))
            .ifPresent(cache -> System.setProperty(CACHE, cache.toString()));
      }
      return Engine.getEngine(NAME);
    } catch (IOException e) {
      throw new IllegalStateException("the PyTorch engine does not start", e);
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(reason(e, hasNativeLibrary()), e);
    }
  }

  private static boolean isSet(String variable) {
    String value = Utils.getEnvOrSystemProperty(variable);
    return value != null && !value.isEmpty();
  }

  /**
   * Returns a private directory for users without a home directory. DJL would unpack its libraries
   * into the shared temporary directory, and load any that another user has put there.
   *
   * @return empty if DJL uses the home directory
   * @throws IOException if the directory cannot be created, or may be another user's
   */
  static Optional<Path> privateCache(String home, String temporary) throws IOException {
    return Files.isWritable(Path.of(home))
        ? Optional.empty()
        : Optional.of(
            PrivateDirectory.make(
                Path.of(temporary, "pix2prof-natives-" + System.getProperty("user.name")), CACHE));
  }

  /** Message about an engine that does not start. */
  static String reason(Throwable failure, boolean hasNativeLibrary) {
    if (isLoadedElsewhere(failure)) {
      return "this JVM has already loaded PyTorch for another job, and can load it only once: a Flink session"
          + " cluster needs DJL in its lib directory, see docs/running-on-flink.md";
    }
    if (!hasNativeLibrary) {
      return "the PyTorch engine does not start: its native library is not on the class path; add"
          + " ai.djl.pytorch:pytorch-native-cpu with the classifier of this platform, such as"
          + " linux-x86_64";
    }
    return failure(failure);
  }

  /** Returns whether DJL finds a native library in a jar or by the environment variable. */
  private static boolean hasNativeLibrary() {
    return System.getenv("PYTORCH_LIBRARY_PATH") != null
        || System.getProperty("PYTORCH_LIBRARY_PATH") != null
        || Engines.class.getClassLoader().getResource("native/lib/pytorch.properties") != null;
  }

  /** Message with the operating system's reason, such as a full disk. */
  static String failure(Throwable failure) {
    String message = "the PyTorch engine does not start: " + failure.getMessage();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return message
            + ": "
            + cause.getMessage()
            + " (its native library is unpacked into "
            + Utils.getEngineCacheDir("pytorch")
            + "; the environment variable "
            + CACHE
            + " names another directory)";
      }
    }
    return message;
  }

  /** Returns whether another class loader has loaded the native libraries. */
  private static boolean isLoadedElsewhere(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("already loaded in another classloader")) {
        return true;
      }
    }
    return false;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
