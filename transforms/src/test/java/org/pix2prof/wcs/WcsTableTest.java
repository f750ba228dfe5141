// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pix2prof.model.BadImageException;

/** Compares artificial headers with astropy's results, see src/test/scripts/make_wcs.py. */
class WcsTableTest {
  @TestFactory
  Stream<DynamicTest> everyHeader() throws Exception {
    JsonNode table;
    try (InputStream in = WcsTableTest.class.getResourceAsStream("/wcs/made.json")) {
      table = new ObjectMapper().readTree(in);
    }
    assertTrue(table.size() > 100);
    return StreamSupport.stream(table.spliterator(), false)
        .map(e -> DynamicTest.dynamicTest(e.get("name").asText(), () -> check(e)));
  }

  private static void check(JsonNode entry) throws Exception {
    Cards cards = new Cards();
    entry.get("cards").properties().forEach(c -> cards.with(c.getKey(), c.getValue().asText()));
    int x = entry.get("axes").get(0).asInt();
    int y = entry.get("axes").get(1).asInt();
    if (entry.has("refused")) {
      BadImageException e = assertThrows(BadImageException.class, () -> Wcs.of(cards, x, y));
      assertEquals(entry.get("refused").asText(), e.reason());
      assertTrue(e.getMessage().contains(entry.get("names").asText()), e.getMessage());
      assertTrue(e.getMessage().contains("; expected "), e.getMessage());
    } else if (entry.has("absent")) {
      assertEquals(Optional.empty(), Wcs.of(cards, x, y));
    } else {
      Wcs wcs = Wcs.of(cards, x, y).orElseThrow();
      for (JsonNode point : entry.get("points")) {
        AgreesWithAstropy.check(
            wcs,
            new PixelPoint(point.get(0).asDouble(), point.get(1).asDouble()),
            new SkyPoint(point.get(2).asDouble(), point.get(3).asDouble()));
      }
    }
  }
}
