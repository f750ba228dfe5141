// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.pix2prof.values.ModelRef;

/** Options for reading images for a model. */
public interface ImageOptions extends FitsOptions {
  /** {@return location of the model bundle} */
  @Description(
      "Model bundle: a directory or a zip at any Beam file system, or on the class path. The"
          + " default is the model that ships with pix2prof.")
  @Default.String(ModelRef.DEFAULT_URI)
  String getModel();

  /**
   * See {@link #getModel}.
   *
   * @param model the choice
   */
  void setModel(String model);
}
