// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pix2prof.transforms.WriteProfiles;

class OutputFormatTest {
  @Test
  void offersEveryFileFormatAndBigQuery() {
    Set<OutputFormat> files = EnumSet.complementOf(EnumSet.of(OutputFormat.BIGQUERY));
    assertEquals(
        List.of(WriteProfiles.Format.values()),
        files.stream().map(OutputFormat::files).sorted().toList());
  }
}
