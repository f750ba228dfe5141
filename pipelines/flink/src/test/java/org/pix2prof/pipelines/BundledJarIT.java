package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The jar for Flink, on the cluster that Flink starts in its own process. */
class BundledJarIT extends BundledJarContract {
  BundledJarIT() {
    super(
        "pix2prof-bundled-flink.jar", "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Runner");
  }

  @Test
  void givesTheRowsOfTheDirectRunner() throws Exception {
    Path output = folder.resolve("here/profiles");
    Cli here =
        Cli.run(
            "caption",
            "--runner=DirectRunner",
            "--input=" + SAMPLES.toRealPath() + "/*.fits.gz",
            "--output=" + output,
            "--format=csv",
            "--batchSize=1");
    assertEquals(0, here.status(), here.err());
    assertEquals(
        ProfileRows.of(output), rowsOfTheSamples("--flinkMaster=[local]", "--parallelism=2"));
  }
}
