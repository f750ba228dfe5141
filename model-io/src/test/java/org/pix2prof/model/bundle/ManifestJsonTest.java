// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.KnownAnswer;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Centre;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Format;
import org.pix2prof.model.ModelManifest.Head;
import org.pix2prof.model.ModelManifest.Input;
import org.pix2prof.model.ModelManifest.Missing;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.ModelManifest.Normalisation;
import org.pix2prof.model.ModelManifest.Pixels;
import org.pix2prof.model.ModelManifest.Profile;
import org.pix2prof.model.ModelManifest.Radius;
import org.pix2prof.model.ModelManifest.Sky;
import org.pix2prof.model.ModelManifest.Stop;

class ManifestJsonTest {

  private static ModelManifest read(String json) throws InvalidModelException {
    return ManifestJson.read(json.getBytes(UTF_8), "m.json");
  }

  private static String refusal(String json) {
    String message = assertThrows(InvalidModelException.class, () -> read(json)).getMessage();
    assertTrue(message.startsWith("m.json: "), message);
    return message.substring("m.json: ".length());
  }

  @Test
  void isophotesRequireCentreAndEllipseOutputs() throws Exception {
    String outputs = "network.decoder.outputs";
    String both = "[\"mu\", \"mu_err\", \"ellipticity\", \"pa_deg\"]";
    String polar = Manifests.with(Manifests.POLAR, outputs, both);
    assertTrue(read(polar).hasIsophotes());
    assertFalse(read(Manifests.POLAR).hasIsophotes());
    assertFalse(read(Manifests.with(polar, "input.centre", "\"image\"")).hasIsophotes());
    assertFalse(read(Manifests.PUBLISHED).hasIsophotes());
    assertFalse(read(Manifests.TORCHSCRIPT).hasIsophotes());
  }

  @Test
  void readsThePublishedNetwork() throws Exception {
    String sum = "0123456789abcdef".repeat(4);
    assertEquals(
        new ModelManifest(
            "pix2prof-sdss",
            "1.0.0",
            Format.SAFETENSORS,
            "weights.safetensors",
            sum,
            new Input(
                256,
                256,
                0.396,
                22.5,
                List.of("g", "r", "i"),
                OptionalDouble.of(99.9),
                Sky.NONE,
                Centre.IMAGE,
                Missing.ZERO,
                new Normalisation.MinMax(2, 30)),
            new Network(new Encoder.ResNet18(64, 512), new Decoder(3, 512, List.of("mu"))),
            new Profile(new Radius.Linear(0.396), 1024, new Stop.Flat(100, 99, 0.01)),
            Map.of("source", "a test", "seed", 0, "metrics", Map.of("median", 0.41))),
        read(Manifests.PUBLISHED));
  }

  @Test
  void readsEveryOptionalKey() throws Exception {
    ModelManifest manifest = read(Manifests.POLAR);
    assertEquals(
        new Input(
            128,
            192,
            0.396,
            22.5,
            List.of("r"),
            OptionalDouble.empty(),
            Sky.BORDER,
            Centre.DETECTED,
            Missing.NAN,
            new Normalisation.Asinh(0.02)),
        manifest.input());
    assertEquals(
        new Network(
            new Encoder.Polar(64, 2, 32, 128), new Decoder(1, 128, List.of("mu", "mu_err"))),
        manifest.network());
    assertEquals(
        new Profile(new Radius.Geometric(0.2, 1.1), 64, new Stop.Predicted(0.5)),
        manifest.profile());
  }

  @Test
  void readsOwnPixelsAndHeads() throws Exception {
    String json =
        Manifests.POLAR
            .replace("\"missing\"", "\"pixels\": \"native\", \"missing\"")
            .replace("\"looks\"", "\"heads\": [\"sky\", \"target\"], \"looks\"")
            .replace("[\"mu\", \"mu_err\"]", "[\"mu\", \"mu_err\", \"ellipticity\", \"pa_deg\"]");
    ModelManifest manifest = read(json);
    assertEquals(Pixels.NATIVE, manifest.input().pixels());
    assertEquals(256 * 0.396, manifest.input().typicalSizeArcsec(), 1e-9);
    assertEquals(
        new Encoder.Polar(64, 2, 32, 128, Set.of(Head.SKY, Head.TARGET)),
        manifest.network().encoder());
    assertEquals(manifest, ManifestJson.read(ManifestJson.write(manifest), "again"));
    assertTrue(
        assertThrows(InvalidModelException.class, () -> read(json.replace("\"sky\",", "\"dust\",")))
            .getMessage()
            .contains("'dust' is not one of [contamination, sky, target]"));
    assertTrue(
        assertThrows(
                InvalidModelException.class, () -> read(json.replace("\"detected\"", "\"image\"")))
            .getMessage()
            .contains("input.pixels: 'native' requires"));
  }

  @ParameterizedTest
  @ValueSource(strings = {Manifests.PUBLISHED, Manifests.POLAR, Manifests.TORCHSCRIPT})
  void writesWhatItReads(String json) throws Exception {
    ModelManifest manifest = read(json);
    assertEquals(manifest, ManifestJson.read(ManifestJson.write(manifest), "again"));
  }

  @Test
  void keepsTheKnownAnswer() throws Exception {
    KnownAnswer answer = new KnownAnswer(7, 5, 4, List.of(20.5f, 21.12345f));
    ModelManifest manifest = read(Manifests.POLAR).withKnownAnswer(answer);
    assertEquals(answer, ManifestJson.read(ManifestJson.write(manifest), "again").knownAnswer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"width": 5, "height": 4, "mu": [20]}                          | knownAnswer.seed: is missing
          {"seed": -1, "width": 5, "height": 4, "mu": [20]}              | knownAnswer.seed: -1 is not a whole number from 0 to 2147483647
          {"seed": 1, "width": 0, "height": 4, "mu": [20]}               | knownAnswer.width: 0 is not a whole number from 1 to 8192
          {"seed": 1, "width": 5, "height": 4, "mu": []}                 | knownAnswer.mu: [] is not a list of one or more numbers
          {"seed": 1, "width": 5, "height": 4, "mu": [20, "x"]}          | knownAnswer.mu: [20,"x"] is not a list of one or more numbers
          {"seed": 1, "width": 5, "height": 4, "mu": [1e300]}            | knownAnswer.mu: [1.0E300] is not a list of one or more numbers
          {"seed": 1, "width": 5, "height": 4, "mu": [20], "nu": 1}      | knownAnswer.nu: is not a key of this manifest
          """)
  void rejectsInvalidKnownAnswer(String answer, String message) {
    String json = Manifests.POLAR.strip().replaceFirst("\\{", "{\"knownAnswer\": " + answer + ", ");
    String refusal = assertThrows(InvalidModelException.class, () -> read(json)).getMessage();
    assertTrue(refusal.contains(message), refusal);
  }

  @Test
  void doesNotWriteInvalidManifests() {
    ModelManifest fine = Manifests.torchScript();
    ModelManifest wrong =
        new ModelManifest(
            fine.name(),
            fine.version(),
            fine.format(),
            fine.weights(),
            "short",
            fine.input(),
            fine.network(),
            fine.profile(),
            fine.provenance());
    String message =
        assertThrows(InvalidModelException.class, () -> ManifestJson.write(wrong)).getMessage();
    assertEquals("manifest of scripted: sha256: 'short' is not 64 lower-case hex digits", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name                       | "a b"        | 'a b' is not letters, digits and . _ + -
          name                       | 7            | 7 is not a string
          version                    | ""           | '' is not letters, digits and . _ + -
          format                     | "onnx"       | 'onnx' is not one of safetensors, torchscript
          weights                    | "../w"       | '../w' is not the name of a file in the bundle
          weights                    | "a/b"        | 'a/b' is not the name of a file in the bundle
          weights                    | "manifest.json" | 'manifest.json' is the manifest itself
          sha256                     | "abc"        | 'abc' is not 64 lower-case hex digits
          input                      | []           | [] is not an object
          input.height               | 0            | 0 is not a whole number from 1 to 8192
          input.height               | 256.5        | 256.5 is not a whole number from 1 to 8192
          input.width                | "256"        | '256' is not a whole number from 1 to 8192
          input.width                | 99999999999  | 99999999999 is not a whole number from 1 to 8192
          input.pixelScaleArcsec     | 0            | 0 is not greater than 0
          input.pixelScaleArcsec     | true         | true is not a number
          input.zeroPoint            | null         | null is not a number
          input.bands                | "gri"        | 'gri' is not a list of one or more different strings
          input.bands                | []           | [] is not a list of one or more different strings
          input.bands                | ["g", "g"]   | ["g","g"] is not a list of one or more different strings
          input.bands                | ["g", 1]     | ["g",1] is not a list of one or more different strings
          input.clipPercentile       | 100.1        | 100.1 is greater than 100
          input.clipPercentile       | 0            | 0 is not greater than 0
          input.sky                  | "median"     | 'median' is not one of none, border
          input.centre               | "brightest"  | 'brightest' is not one of image, detected
          input.missing              | "mean"       | 'mean' is not one of zero, nan
          input.missing              | "nan"        | 'nan' is not allowed for a resnet18 encoder; use zero
          input.normalisation.kind   | "log"        | 'log' is not one of minmax, asinh, none
          input.normalisation.max    | 2            | 2 is not greater than 2
          input.normalisation.softening | 1         | is not a key of this manifest; allowed here: kind, max, min
          network.encoder.kind       | "vit"        | 'vit' is not one of resnet18, polar
          network.encoder.stem       | "imagenet"   | 'imagenet' is not one of cifar
          network.encoder.width      | -64          | -64 is not a whole number from 1 to 32768
          network.encoder.angles     | 64           | is not a key of this manifest; allowed here: kind, latent, stem, width
          network.decoder.kind       | "lstm"       | 'lstm' is not one of gru
          network.decoder.layers     | 0            | 0 is not a whole number from 1 to 64
          network.decoder.hidden     | 256          | 256 is not network.encoder.latent, 512: the latent vector starts the decoder
          network.decoder.outputs    | ["mag"]      | [mag] is not one of [[mu], [mu, mu_err], [mu, mu_err, ellipticity, pa_deg]]
          network.decoder.outputs    | ["mu_err", "mu"] | [mu_err, mu] is not one of [[mu], [mu, mu_err], [mu, mu_err, ellipticity, pa_deg]]
          network.decoder.outputs    | ["mu", "mu_err"] | [mu, mu_err] is not [mu], all that a resnet18 network gives
          profile.maxLength          | 0            | 0 is not a whole number from 1 to 32768
          profile.radius.kind        | "log"        | 'log' is not one of linear, geometric
          profile.radius.stepArcsec  | -1           | -1 is not greater than 0
          profile.stop.kind          | "never"      | 'never' is not one of flat, predicted
          profile.stop.after         | 0            | 0 is not a whole number from 1 to 32768
          profile.stop.window        | 101          | 101 is not a whole number from 1 to 100
          profile.stop.maxStd        | 0            | 0 is not greater than 0
          profile.stop               | {"kind": "predicted", "probability": 0.5} | ?
          provenance                 | "me"         | 'me' is not an object
          """)
  void rejectsInvalidValues(String key, String value, String expected) {
    String named = key + ": " + expected;
    if (expected.equals("?")) {
      named =
          "profile.stop.kind: 'predicted' requires the encoder polar, which predicts it; use flat";
    }
    assertEquals(named, refusal(Manifests.with(Manifests.PUBLISHED, key, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          input.normalisation.softening | 0   | 0 is not greater than 0
          network.encoder.looks         | 17  | 17 is not a whole number from 1 to 16
          network.encoder.angles        | 0   | 0 is not a whole number from 1 to 32768
          network.decoder.hidden        | 64  | 64 is not network.encoder.latent, 128: the latent vector starts the decoder
          profile.radius.startArcsec    | 0   | 0 is not greater than 0
          profile.radius.ratio          | 1   | 1 is not greater than 1
          profile.stop.probability      | 1   | 1.0 is not less than 1
          profile.stop.probability      | 0   | 0 is not greater than 0
          """)
  void rejectsInvalidValuesOfPolarNetworks(String key, String value, String expected) {
    assertEquals(key + ": " + expected, refusal(Manifests.with(Manifests.POLAR, key, value)));
  }

  @Test
  void scriptedModuleHasNoNetworkAndAFlatStop() {
    assertEquals(
        "network: is not allowed if format is torchscript",
        refusal(Manifests.with(Manifests.TORCHSCRIPT, "network", "{}")));
    assertEquals(
        "profile.stop.kind: 'predicted' requires the encoder polar, which predicts it; use flat",
        refusal(
            Manifests.with(
                Manifests.TORCHSCRIPT,
                "profile.stop",
                "{\"kind\": \"predicted\", \"probability\": 0.5}")));
  }

  /** Every key of an object and of its nested objects, except the provenance's keys. */
  static Stream<String> keys(String json) throws Exception {
    List<String> keys = new ArrayList<>();
    collect("", new ObjectMapper().readTree(json), keys);
    return keys.stream();
  }

  private static void collect(String prefix, JsonNode node, List<String> keys) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      keys.add(prefix + name);
      if (!name.equals("provenance")) {
        collect(prefix + name + ".", node.get(name), keys);
      }
    }
  }

  static Stream<String> publishedKeys() throws Exception {
    return keys(Manifests.PUBLISHED);
  }

  @ParameterizedTest
  @MethodSource("publishedKeys")
  void namesMissingKeysExceptOptionalOnes(String key) throws Exception {
    String without = Manifests.with(Manifests.PUBLISHED, key, null);
    if (key.equals("input.clipPercentile")) {
      assertEquals(OptionalDouble.empty(), read(without).input().clipPercentile());
    } else {
      assertEquals(key + ": is missing", refusal(without));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed",
        "input.seed",
        "input.normalisation.seed",
        "network.seed",
        "network.encoder.seed",
        "network.decoder.seed",
        "profile.seed",
        "profile.radius.seed",
        "profile.stop.seed"
      })
  void namesUnknownKeyAndAllowedKeys(String key) {
    String message = refusal(Manifests.with(Manifests.PUBLISHED, key, "1"));
    assertTrue(
        message.startsWith(key + ": is not a key of this manifest; allowed here: "), message);
  }

  @Test
  void provenanceMayHaveAnyKeys() throws Exception {
    String json = Manifests.with(Manifests.PUBLISHED, "provenance", "{\"a\": [1, {\"b\": null}]}");
    assertTrue(read(json).provenance().containsKey("a"));
    assertFalse(read(json).provenance().containsKey("seed"));
  }

  @Test
  void rejectsTooLargeNumbers() {
    String message = refusal(Manifests.PUBLISHED.replace("22.5", "1e999"));
    assertEquals("input.zeroPoint: 'Infinity' is not a number", message.replace('"', '\''));
  }

  @Test
  void rejectsOtherJson() {
    assertTrue(refusal("{\"name\": ").startsWith("not JSON: "));
    assertTrue(refusal("").contains("is not an object") || refusal("").startsWith("not JSON"));
    assertEquals("[] is not an object", refusal("[]"));
    assertTrue(refusal(Manifests.PUBLISHED + "{}").startsWith("not JSON: "));
    assertTrue(
        refusal(Manifests.PUBLISHED.replaceFirst("\\{", "{\"name\": \"other\","))
            .contains("Duplicate field 'name'"));
  }

  @Test
  void rejectsSizesThatNeedTooMuchMemory() {
    assertRefused(
        Manifests.with(Manifests.PUBLISHED, "network.encoder.width", "256"), "network: needs");
    assertRefused(
        Manifests.with(Manifests.PUBLISHED, "input.height", "8192"),
        "input: for one image of 256 x 8192 pixels a layer of this network computes 134217728"
            + " numbers; expected at most 67108864");
    assertRefused(
        Manifests.with(
            Manifests.with(Manifests.POLAR, "network.encoder.angles", "4096"),
            "profile.maxLength",
            "1024"),
        "input: for one image of 192 x 128 pixels a layer of this network computes 134217728");
    assertRefused(
        Manifests.with(
            Manifests.with(Manifests.TORCHSCRIPT, "input.height", "8192"), "input.width", "8192"),
        "input: 8192 x 8192 pixels are too many; expected at most 16777216");
    assertRefused(
        Manifests.with(Manifests.POLAR, "profile.radius.ratio", "1e6"),
        "profile.radius: the radius of step 63 is not finite");
  }

  private static void assertRefused(String json, String message) {
    String refusal =
        assertThrows(
                InvalidModelException.class, () -> ManifestJson.read(json.getBytes(UTF_8), "m"))
            .getMessage();
    assertTrue(refusal.startsWith("m: " + message), refusal);
  }
}
