// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.io.Serializable;

/**
 * Reference to a model and its device. It is small and serialisable, and resolved on the worker.
 */
@AutoValue
public abstract class ModelRef implements Serializable {
  /** URI of the model in the jar. */
  public static final String DEFAULT_URI = "classpath:/org/pix2prof/model/default/";

  /**
   * {@return URI of the bundle: a directory or zip at any Beam file system, or {@code classpath:}}
   */
  public abstract String uri();

  /** {@return {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}} */
  public abstract String device();

  /** {@return reference to the model in the jar, on the best available device} */
  public static ModelRef defaultModel() {
    return of(DEFAULT_URI);
  }

  /**
   * Creates a reference to a model, on the best available device.
   *
   * @param uri URI of the bundle
   * @return a reference to it
   */
  public static ModelRef of(String uri) {
    return new AutoValue_ModelRef(uri, "auto");
  }

  /**
   * Returns the same model on another device.
   *
   * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @return a reference to it
   */
  public ModelRef withDevice(String device) {
    if (!device.matches("auto|cpu|gpu(:[0-9]+)?")) {
      throw new IllegalArgumentException(
          "device must be auto, cpu, gpu or gpu:N, not '" + device + "'");
    }
    return new AutoValue_ModelRef(uri(), device);
  }
}
