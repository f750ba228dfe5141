// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  @ParameterizedTest
  @CsvSource({
    "caption,caption,0",
    "capton,caption,1",
    "captionn,caption,1",
    "cabtion,caption,1",
    "cpation,caption,1",
    "'',train,5",
    "kitten,sitting,3"
  })
  void countsEdits(String a, String b, int edits) {
    assertEquals(edits, Suggestions.distance(a, b));
    assertEquals(edits, Suggestions.distance(b, a));
  }

  @Test
  void ignoresCase() {
    assertEquals(
        Optional.of("badRecords"), Suggestions.to("BADRECORDS", List.of("band", "badRecords")));
  }

  @Test
  void suggestsNothingForDistantName() {
    assertEquals(Optional.empty(), Suggestions.to("xyzzy", List.of("caption", "train")));
  }
}
