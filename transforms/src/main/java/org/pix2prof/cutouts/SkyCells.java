package org.pix2prof.cutouts;

import com.google.common.geometry.S2CellId;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2Loop;
import com.google.common.geometry.S2Point;
import com.google.common.geometry.S2Polygon;
import com.google.common.geometry.S2RegionCoverer;
import java.util.ArrayList;
import java.util.List;
import org.pix2prof.values.Frame;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.SkyPoint;

/**
 * Cells of the sky by which frames and positions find each other: those of S2 at a level at which
 * they are about as large as the frame of a survey, 10 arcmin.
 */
public final class SkyCells {
  private static final int LEVEL = 9;

  /** Points along a side of a frame, which distortion may bend. */
  private static final int POINTS_PER_SIDE = 4;

  private static final double ARCSEC_PER_DEGREE = 3600;

  /**
   * The cell of a place on the sky.
   *
   * @param raDeg right ascension, degrees
   * @param decDeg declination, degrees
   * @return its S2 cell id
   */
  public static long of(double raDeg, double decDeg) {
    return S2CellId.fromLatLng(S2LatLng.fromDegrees(decDeg, raDeg)).parent(LEVEL).id();
  }

  /**
   * The cells that a frame, or a margin around it, has a part of.
   *
   * @param frame any
   * @param marginArcsec width of the margin
   * @return S2 cell ids; perhaps a few more than need be
   */
  public static List<Long> of(Frame frame, double marginArcsec) {
    S2Loop outline = new S2Loop(outline(frame, marginArcsec));
    outline.normalize();
    S2RegionCoverer coverer =
        S2RegionCoverer.builder()
            .setMinLevel(LEVEL)
            .setMaxLevel(LEVEL)
            .setMaxCells(Integer.MAX_VALUE)
            .build();
    ArrayList<S2CellId> cells = new ArrayList<>();
    coverer.getCovering(new S2Polygon(outline), cells);
    return cells.stream().map(S2CellId::id).toList();
  }

  /** Points around a frame, each that far outside of its sides. */
  private static List<S2Point> outline(Frame frame, double marginArcsec) {
    double right = frame.width() - 0.5;
    double top = frame.height() - 0.5;
    List<S2Point> points = new ArrayList<>();
    for (int i = 0; i < POINTS_PER_SIDE; i++) {
      double share = (double) i / POINTS_PER_SIDE;
      points.add(outside(frame, along(share, right), -0.5, i == 0 ? -1 : 0, -1, marginArcsec));
    }
    for (int i = 0; i < POINTS_PER_SIDE; i++) {
      double share = (double) i / POINTS_PER_SIDE;
      points.add(outside(frame, right, along(share, top), 1, i == 0 ? -1 : 0, marginArcsec));
    }
    for (int i = POINTS_PER_SIDE; i > 0; i--) {
      double share = (double) i / POINTS_PER_SIDE;
      int corner = i == POINTS_PER_SIDE ? 1 : 0;
      points.add(outside(frame, along(share, right), top, corner, 1, marginArcsec));
    }
    for (int i = POINTS_PER_SIDE; i > 0; i--) {
      double share = (double) i / POINTS_PER_SIDE;
      int corner = i == POINTS_PER_SIDE ? 1 : 0;
      points.add(outside(frame, -0.5, along(share, top), -1, corner, marginArcsec));
    }
    return points;
  }

  private static double along(double share, double end) {
    return -0.5 + share * (end + 0.5);
  }

  private static S2Point outside(
      Frame frame, double x, double y, int stepX, int stepY, double marginArcsec) {
    LocalWcs local = frame.wcs().about(x, y);
    double pixels = marginArcsec / local.pixelScaleArcsec();
    SkyPoint point = local.toSky(x + stepX * pixels, y + stepY * pixels);
    return S2LatLng.fromDegrees(point.decDeg(), point.raDeg()).toPoint();
  }

  private SkyCells() {}
}
