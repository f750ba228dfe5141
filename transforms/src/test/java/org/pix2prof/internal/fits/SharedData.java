package org.pix2prof.internal.fits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the data that lie beside the repository and are not part of it. */
final class SharedData {
  private SharedData() {}

  /** A folder of the shared data, if it is there. */
  static Optional<Path> folder(String name) {
    String given = System.getProperty("pix2prof.shared", System.getenv("PIX2PROF_SHARED"));
    if (given != null) {
      return Optional.of(Path.of(given, name)).filter(Files::isDirectory);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("shared/design.md"))) {
        return Optional.of(at.resolve("shared").resolve(name)).filter(Files::isDirectory);
      }
    }
    return Optional.empty();
  }
}
