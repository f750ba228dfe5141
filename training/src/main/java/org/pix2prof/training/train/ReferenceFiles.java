// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.pix2prof.internal.references.IsophoteShapes;
import org.pix2prof.internal.references.ProfileTable;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.PipelineRun;
import org.pix2prof.training.LocalSink;
import org.pix2prof.transforms.ReadProfiles;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Reads reference profiles: a CSV table of any origin, or the files of {@code WriteProfiles}. */
final class ReferenceFiles {
  /**
   * Reads all profiles.
   *
   * @param truth a file that ends in {@code .csv}, or prefix or pattern of files as for {@link
   *     ReadProfiles}
   * @param options of the pipeline
   * @param console for the progress
   * @throws IOException if it is not such a file; the message names it
   */
  static List<ReferenceProfile> read(String truth, PipelineOptions options, Console console)
      throws Exception {
    if (truth.toLowerCase(Locale.ROOT).endsWith(".csv")) {
      return ProfileTable.read(truth);
    }
    Queue<SurfaceBrightnessProfile> profiles = new ConcurrentLinkedQueue<>();
    Pipeline pipeline = Pipeline.create(options);
    try (LocalSink<SurfaceBrightnessProfile> sink = new LocalSink<>(profiles::add)) {
      pipeline.apply("Truth", ReadProfiles.create().from(truth)).apply("Collect", sink);
      PipelineRun.run(pipeline, console, 0);
    }
    return profiles.stream().map(ReferenceFiles::reference).toList();
  }

  /** Returns a profile without the samples whose surface brightness is not known. */
  private static ReferenceProfile reference(SurfaceBrightnessProfile profile) {
    List<Integer> known = new ArrayList<>();
    for (int i = 0; i < profile.mu().length; i++) {
      if (!Float.isNaN(profile.mu()[i])) {
        known.add(i);
      }
    }
    double[] radius = select(profile.radiusArcsec(), known);
    return new ReferenceProfile(
        profile.provenance().objectId(),
        profile.provenance().band(),
        radius,
        select(profile.mu(), known),
        profile
            .ellipticity()
            .map(
                ellipticity ->
                    new IsophoteShapes(
                        radius,
                        select(ellipticity, known),
                        select(profile.paDeg().orElseThrow(), known))),
        OptionalDouble.empty());
  }

  private static double[] select(float[] values, List<Integer> indices) {
    return indices.stream().mapToDouble(i -> values[i]).toArray();
  }

  private ReferenceFiles() {}
}
