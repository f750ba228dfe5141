// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Watch;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.pix2prof.pipelines.gcs.FakeGcs;
import org.pix2prof.transforms.WatchFiles;

/** Tests watching a bucket. */
class GcsWatchIT {
  @Test
  void findsNewObjectsAtFirstPollExceptHidden() throws IOException {
    try (FakeGcs gcs = new FakeGcs("survey")) {
      gcs.setPageSize(2);
      // None is a complete FITS file, and all are new: on a disk each would have to wait.
      for (String name : new String[] {"a.fits", "b.fits.gz", ".c.fits", "d.txt", "e/f.fits"}) {
        gcs.put("survey", "in/" + name, "SIMPLE  = ".getBytes());
      }
      CaptionOptions options =
          PipelineOptionsFactory.fromArgs(GcsRuns.options(gcs).toArray(String[]::new))
              .as(CaptionOptions.class);
      Pipeline pipeline = Pipeline.create(options);
      PCollection<String> names =
          pipeline
              .apply(
                  WatchFiles.create()
                      .from("gs://survey/in/*.fits*")
                      .every(Duration.standardHours(1))
                      .until(Watch.Growth.afterIterations(1)))
              .apply(
                  MapElements.into(TypeDescriptors.strings())
                      .via(file -> file.resourceId().toString()));
      PAssert.that(names).containsInAnyOrder("gs://survey/in/a.fits", "gs://survey/in/b.fits.gz");
      pipeline.run().waitUntilFinish();
    }
  }
}
