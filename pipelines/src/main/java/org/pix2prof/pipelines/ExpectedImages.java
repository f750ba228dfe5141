package org.pix2prof.pipelines;

import java.util.Map;

/**
 * Tells how many images a run will have, from what it has counted so far.
 *
 * @param of what they are made of
 * @param files to read; 0 if that is not known
 */
record ExpectedImages(Kind of, long files) {
  /** Files that were read to their end. */
  private static final String FILES_READ = "files_read";

  /** Images that came out of them. */
  private static final String IMAGES_READ = "images_read";

  /** Images in them, or files, that could not be read. */
  private static final String UNREADABLE = "images_unreadable";

  /** Cutouts that positions have on the frames; all are known before one is cut. */
  private static final String CUTOUTS_FOUND = "cutouts_found";

  private static final String CUTOUTS_CUT = "cutouts_cut";

  private enum Kind {
    FILES,
    CUTOUTS,
    UNKNOWN
  }

  /** Images of files, 0 if it is not known how many there are. */
  static ExpectedImages ofFiles(long files) {
    return new ExpectedImages(Kind.FILES, files);
  }

  /** Cutouts that are all cut at once. */
  static ExpectedImages ofCutouts() {
    return new ExpectedImages(Kind.CUTOUTS, 0);
  }

  /** Images that nobody can count beforehand. */
  static ExpectedImages unknown() {
    return new ExpectedImages(Kind.UNKNOWN, 0);
  }

  /**
   * Counts what is to be expected.
   *
   * @param counts so far, by name
   * @return 0 if it is not known
   */
  long total(Map<String, Long> counts) {
    return switch (of) {
      case FILES -> ofFiles(counts);
      case CUTOUTS -> count(CUTOUTS_CUT, counts) > 0 ? count(CUTOUTS_FOUND, counts) : 0;
      case UNKNOWN -> 0;
    };
  }

  /**
   * A file may have several images. So files are a total only while there are no more images than
   * files that were read, or else when all have been read.
   */
  private long ofFiles(Map<String, Long> counts) {
    long read = count(FILES_READ, counts);
    long images = count(IMAGES_READ, counts) + count(UNREADABLE, counts);
    if (files > 0 && read == files) {
      return images;
    }
    return images <= read ? files : 0;
  }

  private static long count(String name, Map<String, Long> counts) {
    return counts.getOrDefault(name, 0L);
  }
}
