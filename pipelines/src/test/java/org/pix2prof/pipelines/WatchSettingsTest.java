// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Tests the options of {@code caption --watch}. */
class WatchSettingsTest {
  @Test
  void optionsOfWatchRequireWatch() {
    for (String option : new String[] {"window", "incompleteFileTimeout"}) {
      Cli run = Cli.run("caption", "--input=a", "--output=b", "--" + option + "=1m");
      assertEquals(Pix2Prof.USAGE, run.status());
      assertEquals("pix2prof caption: --" + option + " needs --watch=DURATION\n", run.err());
    }
    Cli hasty =
        Cli.run("caption", "--input=a", "--output=b", "--watch=1m", "--incompleteFileTimeout=10s");
    assertEquals(Pix2Prof.USAGE, hasty.status());
    assertTrue(
        hasty.err().contains("--incompleteFileTimeout must be at least as long"), hasty.err());
    Cli bands = Cli.run("caption", "--input=a", "--output=b", "--watch=1m", "--referenceBand=r");
    assertEquals(Pix2Prof.USAGE, bands.status());
    assertTrue(bands.err().contains("--referenceBand cannot be used with --watch"), bands.err());
    Cli bad = Cli.run("caption", "--input=a", "--output=b", "--watch=often");
    assertEquals(Pix2Prof.USAGE, bad.status());
    assertTrue(bad.err().contains("--watch must be a duration"), bad.err());
  }
}
