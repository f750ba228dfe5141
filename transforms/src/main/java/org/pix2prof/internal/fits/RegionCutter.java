package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.pix2prof.model.BadImageException;

/**
 * Cuts regions out of an image in one pass over the rows that they need. No more rows are held than
 * the highest region has.
 */
final class RegionCutter {
  private final int height;
  private final List<Region> regions;
  private final float[][] window;

  /** Takes what was cut. */
  interface Sink {
    /**
     * One region.
     *
     * @param index in the list of regions
     * @param pixels row by row, NaN outside of the image
     * @throws Exception if it cannot be passed on
     */
    void cut(int index, float[] pixels) throws Exception;
  }

  /**
   * A cutter.
   *
   * @param regions of one HDU
   */
  RegionCutter(PlaneLayout layout, List<Region> regions) {
    this.height = layout.height();
    this.regions = regions;
    int rows = regions.stream().mapToInt(r -> last(r) - first(r) + 1).max().orElse(0);
    window = new float[Math.max(rows, 0)][layout.width()];
  }

  /** The first row that a region needs, counted through all planes. */
  private int first(Region region) {
    return region.plane() * height + Math.max(region.y(), 0);
  }

  /** The last one; before the first where the region lies outside. */
  private int last(Region region) {
    return region.plane() * height + Math.min(region.y() + region.height(), height) - 1;
  }

  /** Reads the rows and cuts each region when its last row is there. */
  void cut(PixelRows rows, Sink sink) throws Exception {
    int[] byFirst = order(Comparator.comparingInt(i -> first(regions.get(i))));
    int[] byLast = order(Comparator.comparingInt(i -> last(regions.get(i))));
    int row = 0;
    int done = 0;
    for (int index : byFirst) {
      Region region = regions.get(index);
      for (row = Math.max(row, first(region)); row <= last(region); row++) {
        read(rows, row);
        for (; done < byLast.length && last(regions.get(byLast[done])) <= row; done++) {
          sink.cut(byLast[done], copy(regions.get(byLast[done])));
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

  private void read(PixelRows rows, int row) throws IOException, BadImageException {
    rows.read(row, window[row % window.length]);
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
