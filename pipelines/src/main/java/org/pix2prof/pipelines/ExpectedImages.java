// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.Map;

/**
 * Expected number of images of a run, from the counts so far.
 *
 * @param of source of the images
 * @param files to read; 0 if unknown
 */
record ExpectedImages(Kind of, long files) {
  /** Files that were read to their end. */
  private static final String FILES_READ = "files_read";

  /** Images read from them. */
  private static final String IMAGES_READ = "images_read";

  /** Images in them, or files, that could not be read. */
  private static final String UNREADABLE = "images_unreadable";

  /** Cutouts that positions have on the frames; all are known before the first is made. */
  private static final String CUTOUTS_FOUND = "cutouts_found";

  private static final String CUTOUTS_CUT = "cutouts_cut";

  private enum Kind {
    FILES,
    CUTOUTS,
    UNKNOWN
  }

  /** Expects images from files, 0 if their number is unknown. */
  static ExpectedImages ofFiles(long files) {
    return new ExpectedImages(Kind.FILES, files);
  }

  /** Expects cutouts, which are all found before the first is made. */
  static ExpectedImages ofCutouts() {
    return new ExpectedImages(Kind.CUTOUTS, 0);
  }

  /** Expects an unknown number of images. */
  static ExpectedImages unknown() {
    return new ExpectedImages(Kind.UNKNOWN, 0);
  }

  /**
   * Returns the expected number of images.
   *
   * @param counts so far, by name
   * @return 0 if it is unknown
   */
  long total(Map<String, Long> counts) {
    return switch (of) {
      case FILES -> ofFiles(counts);
      case CUTOUTS -> count(CUTOUTS_CUT, counts) > 0 ? count(CUTOUTS_FOUND, counts) : 0;
      case UNKNOWN -> 0;
    };
  }

  /**
   * Returns the total for images from files. A file may contain several images, so the number of
   * files is the total only while no more images than files have been read, or once all files have
   * been read.
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
