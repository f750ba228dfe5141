package org.pix2prof.transforms;

/**
 * Divides elements into chunks, each of which one thread works on: large enough that what a chunk
 * costs by itself does not count and that batches are full, small enough that all threads have work
 * until the end and that the images of a chunk fit in memory.
 */
final class Chunks {
  /** Some chunks are harder work than others. */
  private static final int PER_THREAD = 4;

  /** A batch of so many images costs little more for each image than the largest one. */
  private static final int LEAST = 8;

  /** The most images of a chunk: two batches of the default size. */
  static final int MOST_IMAGES = 64;

  /** The most bytes of a chunk; compressed images need some ten times as much memory. */
  static final long MOST_BYTES = 32L << 20;

  private final int size;
  private int chunk;
  private int elements;
  private long bytes;

  /**
   * Begins the first chunk.
   *
   * @param elements how many there are
   * @param threads that share the chunks
   * @param most elements of a chunk
   */
  Chunks(int elements, int threads, int most) {
    int share = (elements + PER_THREAD * threads - 1) / (PER_THREAD * threads);
    this.size = Math.min(most, Math.max(LEAST, share));
  }

  /**
   * Adds the next element.
   *
   * @param size bytes that are read for it
   * @return the number of its chunk, from 0
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
