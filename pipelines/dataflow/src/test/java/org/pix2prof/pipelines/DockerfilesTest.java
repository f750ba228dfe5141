// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the base images have the versions of the parent's pom.xml. */
class DockerfilesTest {
  @ParameterizedTest
  @CsvSource({
    "Dockerfile,apache/beam_java17_sdk,beam",
    "Dockerfile.gpu,apache/beam_java17_sdk,beam",
    "../flink/Dockerfile,flink,flink"
  })
  void baseImagesHaveVersionsOfPom(String file, String image, String library) throws IOException {
    String expected =
        first("<" + library + "\\.version>([^<]+)<", Files.readString(Path.of("../../pom.xml")));
    assertEquals(
        expected, first("FROM " + image + ":([0-9.]+)", Files.readString(Path.of(file))), file);
  }

  private static String first(String regex, String text) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    assertTrue(matcher.find(), regex);
    return matcher.group(1);
  }
}
