// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests the bundled jar for Flink on a cluster in the same process. */
class BundledJarIT extends BundledJarContract {
  BundledJarIT() {
    super(
        "pix2prof-bundled-flink.jar", "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Runner");
  }

  @Test
  void givesSameRowsAsDirectRunner() throws Exception {
    assertEquals(rowsHere(), rowsOfTheSamples("--flinkMaster=[local]", "--parallelism=2"));
  }
}
