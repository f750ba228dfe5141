package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.io.Serializable;

/** Which model to use, and on what: small, serialisable, resolved on the worker. */
@AutoValue
public abstract class ModelRef implements Serializable {
  /** Name of the model that ships inside the jar. */
  public static final String DEFAULT_URI = "classpath:/org/pix2prof/model/default/";

  /**
   * {@return where the bundle is: a folder or zip at any Beam file system, or {@code classpath:}}
   */
  public abstract String uri();

  /** {@return {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}} */
  public abstract String device();

  /** {@return the model that ships inside the jar, on the best device there is} */
  public static ModelRef defaultModel() {
    return of(DEFAULT_URI);
  }

  /**
   * The model at a URI, on the best device there is.
   *
   * @param uri where the bundle is
   * @return a reference to it
   */
  public static ModelRef of(String uri) {
    return new AutoValue_ModelRef(uri, "auto");
  }

  /**
   * The same model on another device.
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
