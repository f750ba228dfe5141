// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.PipelineRun;
import org.pix2prof.pipelines.PreprocessedImages;
import org.pix2prof.pipelines.ProfileOptions;
import org.pix2prof.training.LocalSink;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.Provenance;

/** Reads the model's inputs for selected galaxies again, since an evaluation keeps no pixels. */
final class CutoutLoader {
  /**
   * Reads the images of some galaxies with the options of the evaluation.
   *
   * @param options options of the evaluation
   * @param console console for the progress
   * @param requested the images to keep; other images of the same files are discarded
   * @return the model's inputs
   * @throws Exception if a file can no longer be read
   */
  static Map<Provenance, PreparedImage> read(
      ProfileOptions options, Console console, Set<Provenance> requested) throws Exception {
    Pipeline pipeline = Pipeline.create(options);
    List<String> files = requested.stream().map(Provenance::source).distinct().sorted().toList();
    Map<Provenance, PreparedImage> images = new ConcurrentHashMap<>();
    try (LocalSink<PreparedGalaxy> cutouts =
            new LocalSink<>(
                galaxy -> {
                  if (requested.contains(galaxy.provenance())) {
                    images.put(galaxy.provenance(), galaxy.image());
                  }
                });
        LocalSink<BadRecord> ignored = new LocalSink<>(bad -> {})) {
      if (options.getBadRecords() == null) {
        PreprocessedImages.read(pipeline, options, files, null).apply("Cutouts", cutouts);
      } else {
        try (var bad = pipeline.registerBadRecordErrorHandler(ignored)) {
          PreprocessedImages.read(pipeline, options, files, bad).apply("Cutouts", cutouts);
        }
      }
      PipelineRun.run(pipeline, console, files.size());
      return images;
    }
  }

  private CutoutLoader() {}
}
