// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.geometry.S1Angle;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2Point;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pix2prof.values.Frame;
import org.pix2prof.wcs.Cards;
import org.pix2prof.wcs.SkyPoint;
import org.pix2prof.wcs.Wcs;

/** Checks the headers of make_wcs.py: SIP and TPV, the poles, RA 0, and surveys. */
class SkyCellsTest {
  private static final int STEPS = 12;
  private static final Pattern CASES =
      Pattern.compile("SIP.*|TPV.*|.* pole.*|across RA.*|galactic|SDSS.*|LSST.*|DES.*|Pan-S.*");

  private static final double MARGIN_ARCSEC = 60;

  @TestFactory
  Stream<DynamicTest> aPositionIsInACellOfEveryFrameThatShowsIt() throws Exception {
    JsonNode table;
    try (InputStream in = SkyCellsTest.class.getResourceAsStream("/wcs/made.json")) {
      table = new ObjectMapper().readTree(in);
    }
    return StreamSupport.stream(table.spliterator(), false)
        .filter(e -> e.has("points") && CASES.matcher(e.get("name").asText()).matches())
        .map(e -> DynamicTest.dynamicTest(e.get("name").asText(), () -> check(frame(e))));
  }

  private static Frame frame(JsonNode entry) throws Exception {
    Cards cards = new Cards();
    entry.get("cards").properties().forEach(c -> cards.with(c.getKey(), c.getValue().asText()));
    return frame(cards, entry.get("axes").get(0).asInt(), entry.get("axes").get(1).asInt());
  }

  private static Frame frame(Cards cards, int x, int y) throws Exception {
    return Frame.builder()
        .setSource("/a.fits")
        .setHdu(0)
        .setBand(Optional.empty())
        .setWidth((int) cards.number("NAXIS" + x).getAsDouble())
        .setHeight((int) cards.number("NAXIS" + y).getAsDouble())
        .setWcs(Wcs.of(cards, x, y).orElseThrow())
        .build();
  }

  /**
   * Tests sides curved by 11 and 21 arcsec at many positions, because few are at the side of a
   * cell.
   */
  @Test
  void cellsCoverDistortedFrame() throws Exception {
    Cards cards =
        Cards.of("NAXIS1", 2048, "NAXIS2", 1489, "CRPIX1", 1025, "CRPIX2", 745)
            .with("CTYPE1", "RA---TAN-SIP")
            .with("CTYPE2", "DEC--TAN-SIP")
            .with("CD1_1", -1.1e-4)
            .with("CD2_2", 1.1e-4)
            .with("A_ORDER", 2)
            .with("A_0_2", 5e-5)
            .with("B_ORDER", 2)
            .with("B_2_0", -5e-5);
    for (int i = 0; i < 30; i++) {
      cards.with("CRVAL1", 359.8 + 0.013 * i).with("CRVAL2", 0.017 * i - 0.3);
      check(frame(cards, 1, 2));
    }
  }

  private static void check(Frame frame) {
    Set<Long> cells = new HashSet<>(SkyCells.of(frame, MARGIN_ARCSEC));
    Set<Long> needed = new HashSet<>();
    for (int j = 0; j <= STEPS; j++) {
      for (int i = 0; i <= STEPS; i++) {
        double x = frame.width() * (double) i / STEPS - 0.5;
        double y = frame.height() * (double) j / STEPS - 0.5;
        SkyPoint at = frame.wcs().toSky(x, y);
        needed.add(SkyCells.of(at.raDeg(), at.decDeg()));
        assertTrue(cells.containsAll(needed), x + ", " + y);
        if (i % STEPS == 0 || j % STEPS == 0) {
          addAround(at, needed);
          assertTrue(cells.containsAll(needed), "about " + x + ", " + y);
        }
      }
    }
    assertTrue(cells.size() <= needed.size() + 4, cells.size() + " cells for " + needed.size());
  }

  /** Returns the cells of positions slightly closer than the margin. */
  private static void addAround(SkyPoint at, Set<Long> cells) {
    S2Point centre = S2LatLng.fromDegrees(at.decDeg(), at.raDeg()).toPoint();
    S2Point side = S2Point.normalize(centre.ortho());
    S2Point other = centre.crossProd(side);
    double away = Math.tan(S1Angle.degrees(0.95 * MARGIN_ARCSEC / 3600).radians());
    for (int k = 0; k < 8; k++) {
      S2Point step =
          S2Point.add(
              S2Point.mul(side, away * Math.cos(k * Math.PI / 4)),
              S2Point.mul(other, away * Math.sin(k * Math.PI / 4)));
      S2LatLng there = new S2LatLng(S2Point.normalize(S2Point.add(centre, step)));
      cells.add(SkyCells.of(there.lngDegrees(), there.latDegrees()));
    }
  }
}
