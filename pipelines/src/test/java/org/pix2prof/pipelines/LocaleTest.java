// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The language of the user changes no file. */
@Tag("slow")
class LocaleTest {
  private final Locale before = Locale.getDefault();

  @TempDir Path directory;

  @BeforeEach
  void writeGalaxies() throws IOException {
    TestModel.write(directory.resolve("model"));
    Files.createDirectory(directory.resolve("in"));
    TestFits.write(directory.resolve("in/a.fits"), "FILTER  = 'r       '", "MAGZERO = 22.5");
    Files.writeString(directory.resolve("in/broken.fits"), "SIMPLE  = no");
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  /**
   * All files of a run and of the report that reads them, except the run record, which has the
   * time.
   */
  private Map<String, String> run(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    Path out = directory.resolve("out");
    Cli caption =
        Cli.run(
            "caption",
            "--input=" + directory + "/in/*.fits",
            "--model=" + directory + "/model",
            "--output=" + out + "/p",
            "--badRecords=" + out + "/bad",
            "--structure",
            "--format=csv");
    assertEquals(0, caption.status(), caption.err());
    Cli report =
        Cli.run(
            "report",
            "--profiles=" + out + "/p",
            "--input=" + directory + "/in/a.fits",
            "--output=" + out + "/report");
    assertEquals(0, report.status(), report.err());
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        if (!name.endsWith(".run") && !name.endsWith("index.html")) {
          files.put(name, Files.readString(file, StandardCharsets.UTF_8));
        }
        Files.delete(file);
      }
    }
    return files;
  }

  @Test
  void digitsOfOtherScriptsAreNowhere() throws IOException {
    Map<String, String> english = run("en-US");
    assertEquals(english, run("ar-EG"));
    assertEquals(english, run("hi-IN-u-nu-deva"));
    assertEquals(english, run("tr-TR"));
  }
}
