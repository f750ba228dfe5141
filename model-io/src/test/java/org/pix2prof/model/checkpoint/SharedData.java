package org.pix2prof.model.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Test data beside the repository. Tests that need it are skipped if it is missing. */
public final class SharedData {
  /**
   * Returns a file of the shared data.
   *
   * @param name relative to its directory
   * @return the file, which exists
   */
  public static Path file(String name) {
    Path file = directory() == null ? null : directory().resolve(name);
    Assumptions.assumeTrue(file != null && Files.exists(file), "no shared " + name);
    return file;
  }

  private static Path directory() {
    String given = System.getProperty("pix2prof.shared", System.getenv("PIX2PROF_SHARED"));
    if (given != null) {
      return Path.of(given);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("shared/design.md"))) {
        return at.resolve("shared");
      }
    }
    return null;
  }

  private SharedData() {}
}
