// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Tests the bundled jar for Dataflow without the service; {@code DataflowTemplateIT} tests further.
 */
class BundledJarIT extends BundledJarContract {
  BundledJarIT() {
    super(
        "pix2prof-bundled-dataflow.jar",
        "org.apache.beam.runners.dataflow.DataflowPipelineRegistrar$Runner");
  }

  @Test
  void runsOnDataflowByDefault() throws Exception {
    Cli cli = run("caption", "--input=gs://bucket/*.fits", "--output=gs://bucket/profiles");
    assertEquals(Pix2Prof.USAGE, cli.status(), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertTrue(cli.err().contains("--tempLocation is missing"), cli.err());
  }
}
