// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts regions out of an image in one pass over the rows that they need. At most as many rows are
 * in memory as the highest region has.
 */
final class RegionCutter {
  private final int height;
  private final List<Region> regions;
  private final float[][] window;

  /** Receives regions. */
  interface Handler {
    /**
     * Receives a region.
     *
     * @param index in the list of regions
     * @param pixels row by row, NaN outside of the image
     * @throws Exception if the region cannot be passed on
     */
    void cut(int index, float[] pixels) throws Exception;
  }

  /**
   * Creates a cutter.
   *
   * @param regions of one HDU
   */
  RegionCutter(PlaneLayout layout, List<Region> regions) {
    this.height = layout.height();
    this.regions = regions;
    int rows = regions.stream().mapToInt(r -> last(r) - first(r) + 1).max().orElse(0);
    window = new float[Math.max(rows, 0)][layout.width()];
  }

  /** Returns the first row that a region needs, counted through all planes. */
  private int first(Region region) {
    return region.plane() * height + Math.max(region.y(), 0);
  }

  /**
   * Returns the last row that a region needs; before the first if the region is outside of the
   * image.
   */
  private int last(Region region) {
    return region.plane() * height + Math.min(region.y() + region.height(), height) - 1;
  }

  /** Reads the rows and passes on each region after its last row. */
  void cut(PixelRows rows, Handler handler) throws Exception {
    int[] byFirst = order(Comparator.comparingInt(i -> first(regions.get(i))));
    int[] byLast = order(Comparator.comparingInt(i -> last(regions.get(i))));
    int row = 0;
    int done = 0;
    for (int index : byFirst) {
      Region region = regions.get(index);
      for (row = Math.max(row, first(region)); row <= last(region); row++) {
        rows.read(row, 1, window[row % window.length], 0);
        for (; done < byLast.length && last(regions.get(byLast[done])) <= row; done++) {
          handler.cut(byLast[done], copy(regions.get(byLast[done])));
        }
      }
    }
  }

  private int[] order(Comparator<Integer> comparator) {
    return IntStream.range(0, regions.size())
        .boxed()
        .sorted(comparator)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private float[] copy(Region region) {
    float[] pixels = new float[region.pixels()];
    Arrays.fill(pixels, Float.NaN);
    int from = Math.max(region.x(), 0);
    int to = Math.max(from, Math.min(region.x() + region.width(), window[0].length));
    for (int row = first(region); row <= last(region); row++) {
      int y = row - region.plane() * height - region.y();
      System.arraycopy(
          window[row % window.length],
          from,
          pixels,
          y * region.width() + from - region.x(),
          to - from);
    }
    return pixels;
  }
}
