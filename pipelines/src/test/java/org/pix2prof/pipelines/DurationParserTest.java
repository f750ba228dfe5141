// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationParserTest {
  @ParameterizedTest
  @CsvSource({"500ms,500", "10s,10000", "5m,300000", "1h,3600000", "2d,172800000"})
  void acceptsNumberWithUnit(String text, long millis) throws UsageException {
    assertEquals(millis, DurationParser.parse("watch", text).getMillis());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "s", "0s", "-1s", "1.5s", "10 s", "10S", "PT10S", "99999999999s"})
  void refusesOtherText(String text) {
    UsageException e =
        assertThrows(UsageException.class, () -> DurationParser.parse("watch", text));
    assertTrue(e.getMessage().startsWith("--watch must be a duration such as"), e.getMessage());
    assertTrue(e.getMessage().endsWith("not '" + text + "'"), e.getMessage());
  }
}
