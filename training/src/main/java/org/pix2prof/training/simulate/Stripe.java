// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.pix2prof.wcs.SkyPoint;

/**
 * A stripe of the sky in the pattern of SDSS: two runs along nearly the same great circle, each
 * with six camera columns that fill the other's gaps, and successive fields along each column.
 */
final class Stripe {
  private static final int COLUMNS_PER_RUN = 6;
  private static final int FIELDS_IF_FEW_COLUMNS = 5;
  private static final int FIRST_FIELD = 11;

  /** Angle between the scans of the two runs. */
  private static final double TURN_DEG = 0.2;

  /** Offset of the second run along the scan, in fields. */
  private static final double LATE = 0.37;

  private final FrameGeometry geometry;
  private final double scaleDeg;
  private final ScanPath path;
  private final int columns;
  private final int fields;
  private final List<SurveyField> frames = new ArrayList<>();

  /**
   * Lays out frames. The seed determines their position and orientation on the sky.
   *
   * @param count number of frames, at least 1
   */
  Stripe(long seed, int count, FrameGeometry geometry, double pixelScaleArcsec) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong());
    this.geometry = geometry;
    this.scaleDeg = pixelScaleArcsec / 3600;
    SkyPoint middle =
        new SkyPoint(
            RandomVariates.uniform(random, 120, 250), RandomVariates.uniform(random, -5, 65));
    this.path = new ScanPath(middle, RandomVariates.uniform(random, 0, 360));
    ScanPath second = new ScanPath(middle, path.headingDeg() + TURN_DEG);
    int run = 1000 + 2 * random.nextInt(3500);
    int columnsOfFields = (count + FIELDS_IF_FEW_COLUMNS - 1) / FIELDS_IF_FEW_COLUMNS;
    this.columns = Math.min(2 * COLUMNS_PER_RUN, columnsOfFields);
    this.fields = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++) {
      int column = i / fields;
      frames.add(
          column % 2 == 0
              ? frame(path, run, 'N', column, i % fields, 0)
              : frame(second, run + 1, 'S', column, i % fields, LATE));
    }
  }

  private SurveyField frame(
      ScanPath scan, int run, char strip, int column, int field, double late) {
    int x = geometry.width() / 2;
    int y = geometry.height() / 2;
    return new SurveyField(
        run,
        column / 2 + 1,
        FIRST_FIELD + field,
        strip,
        scan.wcs(along(field + late), across(column), x, y, scaleDeg));
  }

  private double along(double field) {
    double step = (geometry.height() - geometry.overlapAlong()) * scaleDeg;
    return (field - (fields - 1) / 2.0) * step;
  }

  private double across(int column) {
    double step = (geometry.width() - geometry.overlapAcross()) * scaleDeg;
    return (column - (columns - 1) / 2.0) * step;
  }

  List<SurveyField> frames() {
    return List.copyOf(frames);
  }

  /** Draws a position uniformly on the frames or within a margin around them. */
  SkyPoint draw(SplittableRandom random, double marginArcsec) {
    double margin = marginArcsec / 3600;
    double halfHeight = geometry.height() / 2.0 * scaleDeg + margin;
    double halfWidth = geometry.width() / 2.0 * scaleDeg + margin;
    double last = fields - 1 + (columns > 1 ? LATE : 0);
    double along = RandomVariates.uniform(random, along(0) - halfHeight, along(last) + halfHeight);
    double reach = Math.sin(Math.toRadians(across(columns - 1) + halfWidth));
    double across = Math.toDegrees(Math.asin(RandomVariates.uniform(random, -reach, reach)));
    return path.toSky(along, across);
  }

  /** Draws a position some degrees away from all frames. */
  SkyPoint drawElsewhere(SplittableRandom random) {
    double halfHeight = geometry.height() / 2.0 * scaleDeg;
    return path.toSky(
        along(0) - halfHeight - RandomVariates.uniform(random, 1, 5),
        RandomVariates.uniform(random, -2, 2));
  }
}
