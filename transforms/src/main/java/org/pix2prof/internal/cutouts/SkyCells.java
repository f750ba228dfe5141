// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import com.google.common.geometry.S2CellId;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2Loop;
import com.google.common.geometry.S2Point;
import com.google.common.geometry.S2Polygon;
import com.google.common.geometry.S2RegionCoverer;
import java.util.ArrayList;
import java.util.List;
import org.pix2prof.model.PixelShape;
import org.pix2prof.values.Frame;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.SkyPoint;

/**
 * Cells of the sky to match frames with positions: S2 cells of about the size of a survey's frame,
 * 10 arcmin.
 */
public final class SkyCells {
  private static final int LEVEL = 9;

  /** Minimum number of points along a side of a frame, which may be curved. */
  private static final int MIN_POINTS = 4;

  /** Length over which a side of a frame is straight, degrees. */
  private static final double STRAIGHT = 0.5;

  private static final double ARCSEC_PER_DEGREE = 3600;

  /**
   * Returns the cell of a position on the sky.
   *
   * @param raDeg right ascension, degrees
   * @param decDeg declination, degrees
   * @return its S2 cell id
   */
  public static long of(double raDeg, double decDeg) {
    return S2CellId.fromLatLng(S2LatLng.fromDegrees(decDeg, raDeg)).parent(LEVEL).id();
  }

  /**
   * Returns the cells that a frame, or a margin around it, overlaps.
   *
   * @param frame any
   * @param marginArcsec width of the margin
   * @return S2 cell ids; may contain a few more
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

  /** Returns points around a frame at a distance from its sides. */
  private static List<S2Point> outline(Frame frame, double marginArcsec) {
    double right = frame.width() - 0.5;
    double top = frame.height() - 0.5;
    List<S2Point> points = new ArrayList<>();
    int perSide = pointsPerSide(frame);
    for (int i = 0; i < perSide; i++) {
      double share = (double) i / perSide;
      points.add(outside(frame, along(share, right), -0.5, i == 0 ? -1 : 0, -1, marginArcsec));
    }
    for (int i = 0; i < perSide; i++) {
      double share = (double) i / perSide;
      points.add(outside(frame, right, along(share, top), 1, i == 0 ? -1 : 0, marginArcsec));
    }
    for (int i = perSide; i > 0; i--) {
      double share = (double) i / perSide;
      int corner = i == perSide ? 1 : 0;
      points.add(outside(frame, along(share, right), top, corner, 1, marginArcsec));
    }
    for (int i = perSide; i > 0; i--) {
      double share = (double) i / perSide;
      int corner = i == perSide ? 1 : 0;
      points.add(outside(frame, -0.5, along(share, top), -1, corner, marginArcsec));
    }
    return points;
  }

  private static int pointsPerSide(Frame frame) {
    LocalWcs middle = frame.wcs().about((frame.width() - 1) / 2.0, (frame.height() - 1) / 2.0);
    double degrees =
        Math.max(frame.width(), frame.height()) * middle.pixelScaleArcsec() / ARCSEC_PER_DEGREE;
    return Math.max(MIN_POINTS, (int) Math.ceil(degrees / STRAIGHT));
  }

  private static double along(double share, double end) {
    return -0.5 + share * (end + 0.5);
  }

  private static S2Point outside(
      Frame frame, double x, double y, int stepX, int stepY, double marginArcsec) {
    LocalWcs local = frame.wcs().about(x, y);
    PixelShape shape = local.pixelShape();
    double pixels = marginArcsec / local.pixelScaleArcsec();
    SkyPoint point =
        local.toSky(
            x + stepX * pixels * Math.hypot(shape.xy(), shape.yy()),
            y + stepY * pixels * shape.xx());
    return S2LatLng.fromDegrees(point.decDeg(), point.raDeg()).toPoint();
  }

  private SkyCells() {}
}
