// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Makes many galaxies from the sample images, under many names. */
final class Galaxies {
  /** Makes {@code g00000.fits.gz} and so on in a directory, from the sample images in turn. */
  static void make(Path samples, Path directory, int count) throws IOException {
    List<Path> few;
    try (Stream<Path> files = Files.list(samples)) {
      few = files.filter(file -> file.toString().endsWith(".fits.gz")).sorted().toList();
    }
    Files.createDirectories(directory);
    List<Path> originals = new ArrayList<>();
    for (Path sample : few) {
      // Links require the original on the same disk.
      originals.add(Files.copy(sample, directory.resolve(sample.getFileName() + ".sample")));
    }
    for (int i = 0; i < count; i++) {
      Files.createLink(
          directory.resolve(String.format(Locale.ROOT, "g%05d.fits.gz", i)),
          originals.get(i % originals.size()));
    }
  }

  private Galaxies() {}
}
