// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests that the flex template's metadata describes every option of {@code caption} like its help.
 */
class DataflowMetadataTest {
  private static final Map<String, JsonNode> PARAMETERS = new TreeMap<>();
  private static final Map<String, OptionSpec> OPTIONS = OptionSpec.own(CaptionOptions.class);

  @BeforeAll
  static void read() throws IOException {
    JsonNode metadata = new ObjectMapper().readTree(Path.of("metadata.json").toFile());
    for (JsonNode parameter : metadata.get("parameters")) {
      assertNull(PARAMETERS.put(parameter.get("name").asText(), parameter));
    }
  }

  @Test
  void hasExactlyOneParameterPerOption() {
    assertEquals(OPTIONS.keySet(), PARAMETERS.keySet());
  }

  @Test
  void helpTextsEqualDescriptions() {
    PARAMETERS.forEach(
        (name, parameter) -> {
          OptionSpec option = OPTIONS.get(name);
          assertEquals(option.description(), parameter.get("helpText").asText(), name);
          assertEquals(!option.required(), parameter.get("isOptional").asBoolean(), name);
          assertFalse(parameter.get("label").asText().isBlank(), name);
        });
  }

  @Test
  void choicesEqualThoseOfOptions() {
    PARAMETERS.forEach(
        (name, parameter) -> {
          String expected = OPTIONS.get(name).expected();
          boolean flag = expected.equals("true|false");
          String type = parameter.get("paramType").asText();
          assertEquals(flag, type.equals("BOOLEAN"), name);
          boolean words = expected.matches("[a-z_-]+([|][a-z_-]+)+");
          assertEquals(words && !flag, type.equals("ENUM"), name);
          if (type.equals("ENUM")) {
            List<String> values = new ArrayList<>();
            parameter.get("enumOptions").forEach(o -> values.add(o.get("value").asText()));
            assertEquals(expected, String.join("|", values), name);
          }
        });
  }

  @Test
  void patternsAcceptOnlyValidValues() {
    Map<String, List<String>> good =
        Map.of(
            "input", List.of("gs://b/c/*.fits", "gs://b/{a,b}.fits,gs://c/*.fits"),
            "output", List.of("gs://b/out/profiles"),
            "device", List.of("auto", "cpu", "gpu", "gpu:1"),
            "model", List.of("gs://b/model.zip", OPTIONS.get("model").defaultValue().orElseThrow()),
            "pixelScale", List.of("0.396", "1", "2e-1"),
            "zeroPoint", List.of("22.5", "-2.5"),
            "watch", List.of("500ms", "10s", "5m", "1h", "1d"),
            "progress", List.of("true", "false", "10s"));
    Map<String, List<String>> bad =
        Map.of(
            "input", List.of("/home/me/a.fits"),
            "output", List.of("gs://b/out/", "out"),
            "device", List.of("tpu", "gpu:"),
            "batchSize", List.of("0", "x"),
            "pixelScale", List.of("-1", "x"),
            "window", List.of("10", "soon"),
            "progress", List.of("often", "10"));
    good.forEach((name, values) -> values.forEach(v -> assertTrue(fits(name, v), name + "=" + v)));
    bad.forEach((name, values) -> values.forEach(v -> assertFalse(fits(name, v), name + "=" + v)));
  }

  private static boolean fits(String name, String value) {
    for (JsonNode regex : PARAMETERS.get(name).path("regexes")) {
      if (!value.matches(regex.asText())) {
        return false;
      }
    }
    return true;
  }
}
