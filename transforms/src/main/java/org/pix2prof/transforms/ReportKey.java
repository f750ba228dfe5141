// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.Optional;
import java.util.Set;
import org.pix2prof.values.Provenance;

/**
 * Key that matches images and profiles: object, band, file name and HDU. The directory is not a
 * part of it, because images may have been moved after captioning; it decides between files of one
 * name in several directories.
 */
final class ReportKey {
  /**
   * Number of parts of the galaxies. The Direct runner needs about 10 ms per key, and a part of ten
   * thousand galaxies has about 20 MB.
   */
  private static final int PARTS = 32;

  /** Returns the part of a key, the same in every JVM. */
  static int part(String name) {
    int hash = name.hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 16), PARTS);
  }

  static String of(Provenance provenance) {
    String source = provenance.source();
    int slash = Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\'));
    return String.join(
        "\u0000",
        provenance.objectId(),
        provenance.band().orElse(""),
        source.substring(slash + 1),
        String.valueOf(provenance.hdu()));
  }

  /** Returns the object, band and HDU of a key with the full name of the file. */
  static Provenance provenance(String key, String source) {
    String[] parts = key.split("\u0000", -1);
    return Provenance.of(
        parts[0],
        Optional.of(parts[1]).filter(band -> !band.isEmpty()),
        source,
        Integer.parseInt(parts[3]));
  }

  /**
   * Finds the counterpart of a file among files of one key: the one with the same full name or, if
   * there is only one file on each side, that one.
   *
   * @param file URI of the file
   * @param files files on its side, including itself
   * @param others files on the other side
   */
  static Optional<String> same(String file, Set<String> files, Set<String> others) {
    if (others.contains(file)) {
      return Optional.of(file);
    }
    return files.size() == 1 && others.size() == 1
        ? Optional.of(others.iterator().next())
        : Optional.empty();
  }

  private ReportKey() {}
}
