// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.cutouts.PositionFrames.frame;
import static org.pix2prof.internal.cutouts.PositionFrames.places;
import static org.pix2prof.internal.cutouts.PositionFrames.sky;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.pix2prof.internal.fits.FitsFixtures;
import org.pix2prof.internal.fits.FitsFixtures.Part;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.WcsFixtures;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.values.Frame;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

class CutoutsTest {
  private static final double SCALE = PositionFrames.SCALE;
  private static final int WIDTH = PositionFrames.WIDTH;
  private static final int HEIGHT = PositionFrames.HEIGHT;

  private static CutoutFixture cutting(double sidePixels) {
    return new CutoutFixture(FitsOptions.defaults(), sidePixels * SCALE)
        .with("/a.fits", FitsFixtures.file(frame(0, 0)));
  }

  private static GalaxyImage only(CutoutFixture cutting, double x, double y) throws Exception {
    SkyPoint at = sky(x, y);
    List<GalaxyImage> cutouts = cutting.cutouts(at.raDeg(), at.decDeg());
    assertEquals(1, cutouts.size());
    return cutouts.get(0);
  }

  @Test
  void matchesCutout2D() throws Exception {
    try (InputStream in = CutoutsTest.class.getResourceAsStream("/cutouts/cutouts.tsv");
        BufferedReader table =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      table.readLine();
      int rows = 0;
      for (String row = table.readLine(); row != null; row = table.readLine(), rows++) {
        String[] fields = row.split("\t");
        int side = Integer.parseInt(fields[2]);
        GalaxyImage cutout =
            cutting(side)
                .cutouts(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]))
                .get(0);
        assertEquals(side, cutout.width(), row);
        assertEquals(side, cutout.height(), row);
        assertPixels(cutout, fields, row);
      }
      assertEquals(60, rows);
    }
  }

  private static void assertPixels(GalaxyImage cutout, String[] fields, String row) {
    int missing = 0;
    double sum = 0;
    for (float pixel : cutout.pixels()) {
      missing += Float.isNaN(pixel) ? 1 : 0;
      sum += Float.isNaN(pixel) ? 0 : pixel;
    }
    int first = Integer.parseInt(fields[6]) * cutout.width() + Integer.parseInt(fields[5]);
    assertEquals(Integer.parseInt(fields[3]), missing, row);
    assertEquals(Float.parseFloat(fields[4]), cutout.pixels()[first], row);
    assertEquals(Double.parseDouble(fields[7]), sum, row);
    assertEquals(missing > 0 ? Set.of(Flag.OFF_EDGE) : Set.of(), cutout.flags(), row);
  }

  @Test
  void cutoutHasWcs() throws Exception {
    GalaxyImage cutout = only(cutting(31), 40.3, 60.1);
    SkyPoint at = sky(40.3, 60.1);
    PixelPoint there = cutout.wcs().orElseThrow().toPixel(at.raDeg(), at.decDeg()).orElseThrow();
    assertEquals(40.3 - 25, there.x(), 1e-6);
    assertEquals(60.1 - 45, there.y(), 1e-6);
    assertEquals(SCALE, cutout.pixelScaleArcsec().getAsDouble(), 1e-6);
    assertEquals("galaxy", cutout.provenance().objectId());
    assertEquals("/a.fits", cutout.provenance().source());
  }

  /** Returns two neighbouring frames of one grid, like those along a scan. */
  private static CutoutFixture neighbours(int offset) {
    return cutting(41).with("/b.fits", FitsFixtures.file(frame(offset, 0)));
  }

  @Test
  void combinesTwoFramesOfOneGrid() throws Exception {
    GalaxyImage cutout = only(neighbours(180), 185.2, 70);
    for (int i = 0; i < cutout.pixels().length; i++) {
      int x = 165 + i % 41;
      int y = 50 + i / 41;
      assertEquals(1000 * y + x, cutout.pixels()[i], "pixel " + x + ", " + y);
    }
    assertEquals(Set.of(Flag.STITCHED), cutout.flags());
  }

  @Test
  void combinesFourFramesAtCorner() throws Exception {
    CutoutFixture frames =
        cutting(41)
            .with("/b.fits", FitsFixtures.file(frame(180, 0)))
            .with("/c.fits", FitsFixtures.file(frame(0, 130)))
            .with("/d.fits", FitsFixtures.file(frame(180, 130)));
    GalaxyImage cutout = only(frames, 189.3, 139.2);
    for (int i = 0; i < cutout.pixels().length; i++) {
      int x = 169 + i % 41;
      int y = 119 + i / 41;
      assertEquals(1000 * y + x, cutout.pixels()[i], "pixel " + x + ", " + y);
    }
    assertEquals("/a.fits", cutout.provenance().source());
    assertEquals(Set.of(Flag.STITCHED), cutout.flags());
  }

  @Test
  void choosesFrameFarthestFromEdges() throws Exception {
    assertEquals("/a.fits", only(neighbours(180), 189, 70).provenance().source());
    assertEquals("/b.fits", only(neighbours(180), 191, 70).provenance().source());
  }

  @Test
  void convertsFluxOfOtherFrames() throws Exception {
    CutoutFixture frames =
        new CutoutFixture(FitsOptions.defaults(), 41 * SCALE)
            .with("/a.fits", FitsFixtures.file(frame(0, 0).card("MAGZERO", 25)))
            .with("/b.fits", FitsFixtures.file(frame(180, 0).card("MAGZERO", 22.5)));
    GalaxyImage cutout = only(frames, 185.2, 70);
    assertEquals(25, cutout.zeroPoint().getAsDouble());
    assertEquals(50_165, cutout.pixels()[0]);
    assertEquals(10 * 50_205, cutout.pixels()[40], 1);
  }

  @Test
  void ignoresFrameOfUnknownUnit() throws Exception {
    CutoutFixture frames =
        cutting(41).with("/b.fits", FitsFixtures.file(frame(180, 0).card("MAGZERO", 22.5)));
    assertEquals(Set.of(Flag.OFF_EDGE), only(frames, 185.2, 70).flags());
  }

  @Test
  void missingPixelIsNotAnEdge() throws Exception {
    double[] values = new double[WIDTH * HEIGHT];
    values[70 * WIDTH + 22] = Double.NaN;
    Part blank =
        WcsFixtures.tan(
            FitsFixtures.image(-32, values, WIDTH, HEIGHT), 359.999, 41.3, -79.5, 75.25, SCALE, 67);
    GalaxyImage cutout = only(cutting(41).with("/b.fits", FitsFixtures.file(blank)), 185.2, 70);
    assertEquals(Set.of(Flag.STITCHED), cutout.flags());
    assertTrue(Float.isNaN(cutout.pixels()[20 * 41 + 37]));
    assertEquals(0, cutout.pixels()[20 * 41 + 36]);
  }

  @Test
  void interpolatesFrameOfOtherGrid() throws Exception {
    double[] values = new double[WIDTH * HEIGHT];
    SkyPoint centre = sky(250, 70);
    Part turned =
        WcsFixtures.tan(
            FitsFixtures.image(-32, values, WIDTH, HEIGHT),
            centre.raDeg(),
            centre.decDeg(),
            100.5,
            75.25,
            SCALE / 2,
            20);
    Frame frame =
        new CutoutFixture(FitsOptions.defaults(), 1)
            .with("/b.fits", FitsFixtures.file(turned))
            .frames()
            .get(0);
    // The same sky as the first frame, with pixels of a quarter of the area.
    Frame first = cutting(1).frames().get(0);
    for (int i = 0; i < values.length; i++) {
      SkyPoint sky = frame.wcs().toSky(i % WIDTH, i / WIDTH);
      PixelPoint there = first.wcs().toPixel(sky.raDeg(), sky.decDeg()).orElseThrow();
      values[i] = (1000 * there.y() + there.x()) / 4;
    }
    Part filled =
        WcsFixtures.tan(
            FitsFixtures.image(-32, values, WIDTH, HEIGHT),
            centre.raDeg(),
            centre.decDeg(),
            100.5,
            75.25,
            SCALE / 2,
            20);
    GalaxyImage cutout = only(cutting(41).with("/b.fits", FitsFixtures.file(filled)), 190, 70);
    int interpolated = 0;
    for (int i = 0; i < cutout.pixels().length; i++) {
      int x = 170 + i % 41;
      int y = 50 + i / 41;
      SkyPoint sky = first.wcs().toSky(x, y);
      PixelPoint there = frame.wcs().toPixel(sky.raDeg(), sky.decDeg()).orElseThrow();
      boolean shown = between(there.x(), WIDTH - 1) && between(there.y(), HEIGHT - 1);
      String where = "pixel " + x + ", " + y;
      assertEquals(x >= WIDTH && !shown, Float.isNaN(cutout.pixels()[i]), where);
      if (!Float.isNaN(cutout.pixels()[i])) {
        // Values increase by 1 per pixel, so this is a twentieth of a pixel.
        assertEquals(1000 * y + x, cutout.pixels()[i], x < WIDTH ? 0 : 0.05, where);
        interpolated += x >= WIDTH ? 1 : 0;
      }
    }
    // Number of pixels, of 11 columns of 41, in the corner of a frame rotated by 47 degrees.
    assertEquals(294, interpolated);
    assertEquals(Set.of(Flag.STITCHED, Flag.OFF_EDGE), cutout.flags());
  }

  private static boolean between(double place, int last) {
    return place >= 0 && place <= last;
  }

  @Test
  void makesOneCutoutPerBand() throws Exception {
    CutoutFixture frames =
        new CutoutFixture(FitsOptions.defaults(), 10 * SCALE)
            .with("/g.fits", FitsFixtures.file(frame(0, 0).card("FILTER", "g")))
            .with("/r.fits", FitsFixtures.file(frame(0, 0).card("FILTER", "r")))
            .with("/r2.fits", FitsFixtures.file(frame(150, 0).card("FILTER", "r")));
    SkyPoint at = sky(180, 70);
    List<GalaxyImage> cutouts = frames.cutouts(at.raDeg(), at.decDeg());
    assertEquals(
        List.of("g /g.fits", "r /r2.fits"),
        cutouts.stream()
            .map(s -> s.provenance().band().orElseThrow() + " " + s.provenance().source())
            .toList());
  }

  @Test
  void makesNoCutoutOutsideFrames() throws Exception {
    for (double[] outside : new double[][] {{-0.6, 70}, {199.6, 70}, {100, -0.6}, {100, 149.6}}) {
      SkyPoint at = sky(outside[0], outside[1]);
      assertEquals(List.of(), cutting(11).requests(at.raDeg(), at.decDeg()));
    }
    SkyPoint behind = sky(100, 75);
    assertEquals(
        List.of(), cutting(11).requests(behind.raDeg() - 180, -behind.decDeg()), "other side");
  }

  @Test
  void rejectsHugeCutout() throws Exception {
    SkyPoint at = sky(100, 75);
    BadImageException bad =
        assertThrows(
            BadImageException.class, () -> cutting(9000).requests(at.raDeg(), at.decDeg()));
    assertEquals("bad_size", bad.reason());
    assertTrue(bad.getMessage().contains("9000 pixels of 0.396 arcsec"), bad.getMessage());
  }

  @Test
  void cellsCoverFrame() throws Exception {
    Frame frame = cutting(1).frames().get(0);
    List<Long> cells = SkyCells.of(frame, 300);
    for (int y = -1; y <= 4; y++) {
      for (int x = -1; x <= 4; x++) {
        // 300 arcsec are 757 pixels.
        SkyPoint at =
            frame.wcs().toSky(100 + 428 * (x - 1.5) * 2 / 3, 75 + 415 * (y - 1.5) * 2 / 3);
        assertTrue(cells.contains(SkyCells.of(at.raDeg(), at.decDeg())), x + ", " + y);
      }
    }
    SkyPoint far = frame.wcs().toSky(100, 9000);
    assertFalse(cells.contains(SkyCells.of(far.raDeg(), far.decDeg())));
  }

  @Test
  void cellsCoverFrameAcrossRaZero() throws Exception {
    Frame frame = cutting(1).frames().get(0);
    List<Long> cells = SkyCells.of(frame, 0);
    int after = 0;
    for (int x = 0; x < WIDTH; x += 10) {
      SkyPoint at = sky(x, 75);
      after += at.raDeg() < 1 ? 1 : 0;
      assertTrue(cells.contains(SkyCells.of(at.raDeg(), at.decDeg())), at.toString());
      assertEquals(1000 * 75 + x, only(cutting(1), x, 75).pixels()[0], at.toString());
    }
    assertEquals(10, after, 3, "of 20 places");
  }

  @Test
  void cellsCoverFrameAtPole() throws Exception {
    Part polar = WcsFixtures.tan(places(0, 0), 17, 89.99, 100.5, 75.25, 2, 30);
    Frame frame =
        new CutoutFixture(FitsOptions.defaults(), 1)
            .with("/pole.fits", FitsFixtures.file(polar))
            .frames()
            .get(0);
    List<Long> cells = SkyCells.of(frame, 0);
    for (double ra = 0; ra < 360; ra += 30) {
      assertTrue(cells.contains(SkyCells.of(ra, 89.999)), "ra " + ra);
    }
  }

  private static Part tan(Part part, double cd11, double cd12, double cd22) {
    return part.card("CTYPE1", "RA---TAN")
        .card("CTYPE2", "DEC--TAN")
        .card("CRVAL1", 10.0)
        .card("CRVAL2", 20.0)
        .card("CRPIX1", 101.3)
        .card("CRPIX2", 76.3)
        .card("CD1_1", cd11)
        .card("CD1_2", cd12)
        .card("CD2_2", cd22);
  }

  /** A side of 10 arcsec is 5 pixels along x and 10 along y, so the cutout has 10 x 10 pixels. */
  @Test
  void sizesCutoutOfNonSquarePixels() throws Exception {
    double arcsec = 1 / 3600.0;
    CutoutFixture cutting =
        new CutoutFixture(FitsOptions.defaults(), 10)
            .with("/a.fits", FitsFixtures.file(tan(places(0, 0), -2 * arcsec, 0, arcsec)));

    GalaxyImage cutout = cutting.cutouts(10, 20).get(0);

    assertEquals(10, cutout.width());
    assertEquals(10, cutout.height());
    assertEquals(Math.sqrt(2), cutout.pixelShape().xx(), 1e-6);
    assertEquals(Math.sqrt(2), cutout.pixelScaleArcsec().getAsDouble(), 1e-6);
    PixelPoint there = cutout.wcs().orElseThrow().toPixel(10, 20).orElseThrow();
    assertEquals(4.3, there.x(), 1e-6);
    assertEquals(4.3, there.y(), 1e-6);
  }

  @Test
  void flagsSipWithoutSuffix() throws Exception {
    Part part =
        tan(places(0, 0), -1e-4, 0, 1e-4).card("A_ORDER", 2).card("B_ORDER", 2).card("A_2_0", 1e-3);
    CutoutFixture cutting =
        new CutoutFixture(FitsOptions.defaults(), 3.6).with("/a.fits", FitsFixtures.file(part));
    double east = 50e-4 / Math.cos(Math.toRadians(20));

    GalaxyImage cutout = cutting.cutouts(10 - east, 20).get(0);

    assertEquals(1000 * 71 + 146, cutout.pixels()[0]);
    assertEquals(Set.of(Flag.SIP_IGNORED), cutout.flags());
    for (CutoutRequest request : cutting.requests(10 - east, 20)) {
      assertTrue(CoderUtils.clone(CutoutRequestCoder.of(), request).isSipIgnored());
    }
  }

  @Test
  void rejectsMapOfWholeSky() throws Exception {
    Part map =
        places(0, 0)
            .card("CTYPE1", "RA---AIT")
            .card("CTYPE2", "DEC--AIT")
            .card("CRVAL1", 10.0)
            .card("CRVAL2", 0.0)
            .card("CRPIX1", 101)
            .card("CRPIX2", 76)
            .card("CDELT1", -0.9)
            .card("CDELT2", 0.9);
    CutoutFixture cutting =
        new CutoutFixture(FitsOptions.defaults(), 10).with("/a.fits", FitsFixtures.file(map));

    BadImageException e = assertThrows(BadImageException.class, cutting::frames);

    assertEquals("unsupported_projection", e.reason());
    assertTrue(e.getMessage().startsWith("CTYPE1 = RA---AIT of an image that"), e.getMessage());
  }

  @Test
  void codersRoundTrip() throws Exception {
    SkyPoint at = sky(185.2, 70);
    List<CutoutRequest> requests = neighbours(180).requests(at.raDeg(), at.decDeg());
    assertEquals(2, requests.size());
    for (CutoutRequest request : requests) {
      CutoutRequest copy = CoderUtils.clone(CutoutRequestCoder.of(), request);
      assertEquals(request.position(), copy.position());
      assertEquals(request.band(), copy.band());
      assertEquals(request.grid(), copy.grid());
      assertEquals(request.rank(), copy.rank());
      assertEquals(request.isWhole(), copy.isWhole());
      assertFalse(copy.isSipIgnored());
      assertEquals(request.source(), copy.source());
      assertEquals(request.region(), copy.region());
      assertEquals(request.map(), copy.map());
    }
    CutoutPiece piece = new CutoutPiece(41, 3, 4, 2, only(cutting(5), 50, 50));
    CutoutPiece copy = CoderUtils.clone(CutoutPieceCoder.of(), piece);
    assertEquals(List.of(41, 3, 4, 2), List.of(copy.side(), copy.x(), copy.y(), copy.rank()));
    assertArrayEquals(piece.image().pixels(), copy.image().pixels());
  }

  @Test
  void makesNoCutoutWithoutMainPiece() throws Exception {
    assertEquals(
        Optional.empty(),
        CutoutMosaic.stitch(List.of(new CutoutPiece(41, 3, 4, 1, only(cutting(5), 50, 50)))));
  }
}
