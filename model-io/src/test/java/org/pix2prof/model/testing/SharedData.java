// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Test data beside the repository. Tests that need it are skipped if it is missing. */
public final class SharedData {
  /**
   * Returns a file or directory of the shared data, or skips the test.
   *
   * @param name path relative to the shared data
   * @return the path, which exists
   */
  public static Path path(String name) {
    Optional<Path> path = root().map(root -> root.resolve(name)).filter(Files::exists);
    Assumptions.assumeTrue(path.isPresent(), "no shared " + name);
    return path.get();
  }

  private static Optional<Path> root() {
    String given = System.getProperty("pix2prof.shared", System.getenv("PIX2PROF_SHARED"));
    if (given != null) {
      return Optional.of(Path.of(given));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("shared/design.md"))) {
        return Optional.of(at.resolve("shared"));
      }
    }
    return Optional.empty();
  }

  private SharedData() {}
}
