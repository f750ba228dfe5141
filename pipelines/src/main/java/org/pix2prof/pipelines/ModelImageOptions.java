// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.pix2prof.transforms.LocalRunner;
import org.pix2prof.transforms.WriteModelImages;

/** The choice of {@code --modelImages}. */
final class ModelImageOptions {
  /**
   * Checks before the work that model images can be written.
   *
   * @throws UsageException if the prefix is invalid or that of the profiles, or its directory
   *     cannot be written
   */
  static void check(CaptionOptions options) throws UsageException {
    String prefix = options.getModelImages();
    if (prefix == null) {
      return;
    }
    FileSystems.setDefaultPipelineOptions(options);
    try {
      WriteModelImages.to(prefix);
      if (FileSystems.matchNewResource(prefix, false)
          .toString()
          .equals(FileSystems.matchNewResource(options.getOutput(), false).toString())) {
        throw new UsageException("--modelImages must differ from --output: both are " + prefix);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("--modelImages=" + prefix + ": " + e.getMessage());
    }
    if (LocalRunner.isChosenBy(options)) {
      OutputDirectory.check("modelImages", prefix);
    }
  }

  /** Returns the transform that writes them; empty if they are not written. */
  static Optional<WriteModelImages> of(ProfileOptions options) {
    return Optional.ofNullable(options.as(CaptionOptions.class).getModelImages())
        .map(WriteModelImages::to);
  }

  private ModelImageOptions() {}
}
