// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedImagesTest {
  @ParameterizedTest
  @CsvSource({
    // Each file so far contained one image.
    "10, 0, 0, 0, 10",
    "10, 4, 4, 0, 10",
    "10, 4, 3, 1, 10",
    // One file is being read, or contained no image.
    "10, 4, 3, 0, 10",
    // One file contained more than one.
    "10, 4, 6, 0, 0",
    "10, 4, 4, 1, 0",
    // All files have been read.
    "10, 10, 10, 0, 10",
    "10, 10, 25, 2, 27",
    "10, 10, 7, 1, 8",
    // The number of files is unknown.
    "0, 4, 4, 0, 0",
    "0, 4, 6, 0, 0",
  })
  void countsFilesAsImagesWhileEachHasOne(
      long files, long filesRead, long images, long unreadable, long total) {
    assertEquals(
        total,
        ExpectedImages.ofFiles(files)
            .total(
                Map.of(
                    "files_read", filesRead,
                    "images_read", images,
                    "images_unreadable", unreadable)));
  }

  @Test
  void knowsCutoutsOnceFirstIsMade() {
    assertEquals(0, ExpectedImages.ofCutouts().total(Map.of("cutouts_found", 7L)));
    assertEquals(
        7, ExpectedImages.ofCutouts().total(Map.of("cutouts_found", 7L, "cutouts_cut", 1L)));
  }

  @Test
  void unknownTotalStaysUnknown() {
    assertEquals(
        0,
        ExpectedImages.unknown()
            .total(Map.of("files_read", 1L, "images_read", 1L, "cutouts_found", 7L)));
  }
}
