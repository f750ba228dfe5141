package org.pix2prof.transforms;

import java.util.Optional;
import java.util.Set;
import org.pix2prof.values.Provenance;

/**
 * How an image and its profile find each other: by object, band, name of the file and HDU. The
 * folder is left out, since images may have been moved since they were captioned; where files of
 * one name are in several folders it decides.
 */
final class ReportKey {
  /**
   * Parts that the galaxies are dealt out to. The direct runner spends some 10 ms on each key; of
   * ten thousand galaxies a part has some 20 MB.
   */
  private static final int PARTS = 32;

  /** The part of the galaxies that a name is in, the same in every JVM. */
  static int part(String name) {
    int hash = name.hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 16), PARTS);
  }

  static String of(Provenance provenance) {
    String source = provenance.source();
    int folder = Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\'));
    return String.join(
        "\u0000",
        provenance.objectId(),
        provenance.band().orElse(""),
        source.substring(folder + 1),
        String.valueOf(provenance.hdu()));
  }

  /** The object, band and HDU of a key, with the file in its folder. */
  static Provenance provenance(String key, String source) {
    String[] parts = key.split("\u0000", -1);
    return Provenance.of(
        parts[0],
        Optional.of(parts[1]).filter(band -> !band.isEmpty()),
        source,
        Integer.parseInt(parts[3]));
  }

  /**
   * Which of some files of one key is the same as a file: the one of that very name or, where no
   * other file is in question on either side, the only one.
   *
   * @param file URI
   * @param files among which the file itself is
   * @param others that it is looked for among
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
