package org.pix2prof.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import java.io.IOException;

/**
 * Starts the engine, once per JVM, and finds devices. Every part of the project that computes gets
 * its engine here, so that the settings below are in place before the natives load.
 *
 * <p>Nothing is downloaded and nothing is reported home. Each calling thread computes alone: one
 * intra-op thread, as a pipeline already has a worker thread per core. Another number may be given
 * by the system property {@value #THREADS}; it holds for the whole process.
 */
public final class Engines {
  /** System property: intra-op threads of each calling thread, for the whole process. */
  public static final String THREADS = "ai.djl.pytorch.num_threads";

  private static final String NAME = "PyTorch";

  private static Engine engine;

  private Engines() {}

  /**
   * The engine, loaded when first asked for.
   *
   * @return the PyTorch engine
   * @throws IllegalStateException if its natives are not on the class path or do not load
   */
  public static synchronized Engine engine() {
    if (engine == null) {
      engine = start();
    }
    return engine;
  }

  /**
   * A manager that owns native memory until it is closed.
   *
   * @param device where its arrays live
   * @return a manager of its own
   */
  public static NDManager newManager(Device device) {
    return engine().newBaseManager(device);
  }

  /**
   * The device that an option names.
   *
   * @param option {@code auto} (the first GPU if there is one, else the CPU), {@code cpu}, {@code
   *     gpu} (the first) or {@code gpu:N}
   * @return the device
   * @throws IllegalArgumentException if the option is none of these, or this machine has no such
   *     GPU
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
   * Names what computes, for messages and figures.
   *
   * @return engine, version and processor
   */
  public static String description() {
    return "PyTorch " + engine().getVersion() + ", " + Processor.name();
  }

  /**
   * Says what to set where the engine computes wrong values.
   *
   * @return the environment variables, for a sentence
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
      return Engine.getEngine(NAME);
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(reason(e, hasNativeLibrary()), e);
    }
  }

  /** The sentence for an engine that does not start. */
  static String reason(Throwable failure, boolean hasNativeLibrary) {
    if (isLoadedElsewhere(failure)) {
      return "this JVM has loaded PyTorch for another job, and can do so only once: a Flink session"
          + " cluster needs DJL in its lib folder, see docs/running-on-flink.md";
    }
    if (!hasNativeLibrary) {
      return "the PyTorch engine does not start: its native library is not on the class path; add"
          + " ai.djl.pytorch:pytorch-native-cpu with the classifier of this platform, such as"
          + " linux-x86_64";
    }
    return failure(failure);
  }

  /** Whether DJL finds a native library: in a jar, or where the environment says. */
  private static boolean hasNativeLibrary() {
    return System.getenv("PYTORCH_LIBRARY_PATH") != null
        || System.getProperty("PYTORCH_LIBRARY_PATH") != null
        || Engines.class.getClassLoader().getResource("native/lib/pytorch.properties") != null;
  }

  /** The sentence with the reason of the system, such as a full disk. */
  static String failure(Throwable failure) {
    String message = "the PyTorch engine does not start: " + failure.getMessage();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return message
            + ": "
            + cause.getMessage()
            + " (its native library is unpacked into "
            + Utils.getEngineCacheDir("pytorch")
            + "; the environment variable DJL_CACHE_DIR names another directory)";
      }
    }
    return message;
  }

  /** Whether another class loader has the natives. */
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
