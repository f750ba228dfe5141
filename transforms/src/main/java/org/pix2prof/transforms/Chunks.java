// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

/**
 * Divides elements into chunks, each for one thread. Chunks are large enough to fill batches and to
 * make their overhead negligible, and small enough to keep all threads busy until the end and to
 * fit in memory.
 */
final class Chunks {
  /** More than one, because some chunks take longer than others. */
  private static final int PER_THREAD = 4;

  /** From this batch size on, the cost per image is nearly that of the largest batch. */
  private static final int LEAST = 8;

  /** Maximum number of images of a chunk: two batches of the default size. */
  static final int MOST_IMAGES = 64;

  /** Maximum bytes of a chunk; compressed images need about ten times as much memory. */
  static final long MOST_BYTES = 32L << 20;

  private final int size;
  private int chunk;
  private int elements;
  private long bytes;

  /**
   * Starts the first chunk.
   *
   * @param elements number of elements
   * @param threads number of threads
   * @param most maximum number of elements of a chunk
   */
  Chunks(int elements, int threads, int most) {
    int share = (elements + PER_THREAD * threads - 1) / (PER_THREAD * threads);
    this.size = Math.min(most, Math.max(LEAST, share));
  }

  /**
   * Adds the next element.
   *
   * @param size bytes to read for the element
   * @return index of its chunk
   */
  int next(long size) {
    if (elements > 0 && (elements >= this.size || bytes + size > MOST_BYTES)) {
      chunk++;
      elements = 0;
      bytes = 0;
    }
    elements++;
    bytes += size;
    return chunk;
  }
}
